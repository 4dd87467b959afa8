import { DiscordAPIError, type GuildTextBasedChannel, PermissionFlagsBits } from 'discord.js'
import { describe, expect } from 'vitest'
import { startLoopback } from '../../fake-discord/loopback.ts'
import { test as base, clientFor, logIn } from './support/client.ts'

const test = base.extend<{ general: GuildTextBasedChannel }>({
  general: async ({ discord, client }, use) => {
    const channel = client.channels.cache.get(discord.channel('general').id)
    if (channel?.isTextBased() !== true || channel.isDMBased()) throw new Error('#general is not as expected.')
    await use(channel)
  },
})

test('a message is sent, edited, read and deleted', async ({ discord, general }) => {
  const sent = await general.send('hello')
  await sent.edit('hello there')
  const read = await general.messages.fetch({ message: sent.id, force: true })

  expect(read).toMatchObject({ content: 'hello there' })
  expect(read.editedTimestamp).not.toBeNull()
  await sent.delete()
  expect(discord.messages(discord.channel('general'))).toEqual([])
  await expect(general.messages.fetch({ message: sent.id, force: true })).rejects.toMatchObject({ code: 10_008 })
})

test('the finished reply is waited for, with what continues it', async ({ discord, client, general }) => {
  client.on('messageCreate', message => {
    if (message.author.bot) return
    message
      .reply('one')
      .then(first => first.reply('two'))
      .then(() => general.send('three'))
      .catch(() => undefined)
  })
  const question = await discord.user('Ada').says(discord.channel('general'), 'count!')
  const three = discord.until(happening => happening.kind === 'message' && happening.content === 'three')

  expect((await discord.reply(question)).message.content).toBe('one')
  await three
  expect((await discord.reply(question)).content).toBe('one\ntwo\nthree')
})

test('a message sent again under its nonce is the same message', async ({ discord, general }) => {
  const first = await general.send({ content: 'once', nonce: 'n1', enforceNonce: true })
  const second = await general.send({ content: 'once', nonce: 'n1', enforceNonce: true })

  expect(second.id).toBe(first.id)
  expect(discord.messages(general)).toHaveLength(1)
})

test('nobody is pinged when the bot asked for that', async ({ discord, general }) => {
  const ada = discord.user('Ada')
  const asked = await ada.says(discord.channel('general'), 'hi')
  const quiet = await general.send({
    content: `<@${ada.id}> @everyone`,
    reply: { messageReference: asked.id },
    allowedMentions: { parse: [], repliedUser: false },
  })
  const loud = await general.send({ content: `<@${ada.id}>`, reply: { messageReference: asked.id } })

  const stored = discord.messages(general)
  expect(stored.find(({ id }) => id === quiet.id)?.pinged).toEqual([])
  expect(stored.find(({ id }) => id === loud.id)?.pinged).toEqual([ada.id])
})

test('pages of messages come newest first', async ({ discord, general }) => {
  const ada = discord.user('Ada')
  const said: { id: string }[] = []
  for (const text of ['a', 'b', 'c', 'd']) said.push(await ada.says(discord.channel('general'), text))
  const contents = async (page: { before?: string; after?: string; around?: string; limit?: number }) =>
    [...(await general.messages.fetch({ ...page, cache: false })).values()].map(message => message.content).join('')

  expect(await contents({ limit: 3 })).toBe('dcb')
  expect(await contents({ before: said[2]?.id ?? '' })).toBe('ba')
  expect(await contents({ after: said[1]?.id ?? '', limit: 1 })).toBe('c')
  expect(await contents({ around: said[1]?.id ?? '', limit: 3 })).toBe('cba')
})

test('a file travels with a message', async ({ discord, general }) => {
  const sent = await general.send({ files: [{ name: 'memory.json', attachment: Buffer.from('{}') }] })

  const url = sent.attachments.first()?.url ?? ''
  expect(await (await fetch(url)).text()).toBe('{}')
  expect(discord.messages(general)[0]?.attachments[0]?.filename).toBe('memory.json')
})

test('only so many messages are kept', async () => {
  const discord = await startLoopback({ history: 2 })
  const ada = discord.user('Ada')
  for (const text of ['a', 'b', 'c']) await ada.dm(text)

  expect(discord.messages(ada.dmChannel).map(message => message.content)).toEqual(['b', 'c'])
  await discord.close()
})

describe('Discord refuses', () => {
  test('a reply to a message that is gone, unless told not to', async ({ discord, general }) => {
    const gone = await discord.user('Ada').says(discord.channel('general'), 'oops')
    await discord.user('Ada').deletes(gone)
    const reply = (failIfNotExists: boolean) =>
      general.send({ content: 'answer', reply: { messageReference: gone.id, failIfNotExists } })

    await expect(reply(true)).rejects.toMatchObject({
      code: 50_035,
      rawError: { errors: { message_reference: { _errors: [{ code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE' }] } } },
    })
    expect((await reply(false)).reference).toBeNull()
  })

  test('what is empty or too long', async ({ general }) => {
    await expect(general.send({ content: '' })).rejects.toMatchObject({ code: 50_006 })
    await expect(general.send('x'.repeat(2001))).rejects.toMatchObject({
      code: 50_035,
      rawError: { errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
    })
  })

  test('to change what others wrote', async ({ discord, client, general }) => {
    const said = await discord.user('Ada').says(discord.channel('general'), 'mine')

    await expect(
      client.rest.patch(`/channels/${general.id}/messages/${said.id}`, { body: { content: 'yours' } }),
    ).rejects.toMatchObject({ code: 50_005 })
  })

  test.for([
    [PermissionFlagsBits.SendMessages, 50_013],
    [PermissionFlagsBits.ViewChannel, 50_001],
    [PermissionFlagsBits.ReadMessageHistory, 160_002],
  ] as const)('what the bot lacks permission %s for, with %i', async ([permission, code], { discord, general }) => {
    const said = await discord.user('Ada').says(discord.channel('general'), 'hi')
    discord.denyBot(discord.createChannel({ name: 'elsewhere' }), permission)
    discord.changeChannel(discord.guild.channels.get(general.id) ?? discord.createChannel({ name: 'never' }), {
      overwrites: [{ id: discord.botId, type: 1, allow: '0', deny: permission.toString() }],
    })

    await expect(general.send({ content: 'hi', reply: { messageReference: said.id } })).rejects.toMatchObject({ code })
  })

  test('more buttons, rows or characters than fit', async ({ general }) => {
    const button = (id: string) => ({ type: 2, style: 2, label: 'x', custom_id: id }) as const
    const row = (...ids: string[]) => ({ type: 1, components: ids.map(button) }) as const

    await expect(general.send({ content: 'x', components: [row('1', '2', '3', '4', '5', '6')] })).rejects.toThrow(
      DiscordAPIError,
    )
    await expect(general.send({ content: 'x', components: [row('1'), row('1')] })).rejects.toThrow(
      'cannot be duplicated',
    )
    await expect(general.send({ content: 'x', components: [row('x'.repeat(101))] })).rejects.toThrow(
      'between 1 and 100',
    )
  })
})

describe('rate limits', () => {
  test('the sixth message in five seconds waits', async ({ discord, client }) => {
    const channel = discord.channel('general')
    const send = () =>
      fetch(`${discord.url}/v10/channels/${channel.id}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${client.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content: 'again' }),
      })

    const first = await send()
    for (const _ of [2, 3, 4, 5]) await send()
    const sixth = await send()

    expect(first.headers.get('x-ratelimit-remaining')).toBe('4')
    expect(discord.requests.slice(-6).map(request => request.status)).toEqual([200, 200, 200, 200, 200, 429])
    expect(await sixth.json()).toMatchObject({ global: false, message: 'You are being rate limited.' })
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(discord.invalidRequests).toBe(1)
  })

  test('the whole bot has its limit, too, and the client keeps to it', async () => {
    const discord = await startLoopback({ requestsPerSecond: 3, channelLimits: false })
    const client = await logIn(clientFor(discord), discord)
    const limited = new Promise(resolve => {
      client.rest.once('rateLimited', resolve)
    })
    const calls = [1, 2, 3].map(() => client.users.fetch(discord.user('Ada').id, { force: true }))

    expect(await limited).toMatchObject({ global: true })
    await Promise.all(calls)
    await client.destroy()
    await discord.close()
  })
})

describe('on purpose', () => {
  test('requests fail, and only as many as asked', async ({ discord, general }) => {
    discord.fail({ method: 'POST', path: /\/messages$/, status: 500, times: 1 })

    await expect(general.send('one')).rejects.toMatchObject({ status: 500 })
    expect((await general.send('two')).content).toBe('two')
  })

  test('an answer is held back', async ({ discord, general }) => {
    const proxy = Promise.withResolvers<void>()
    discord.fail({ method: 'POST', until: proxy.promise })
    const sending = general.send('held')
    await discord.until(happening => happening.kind === 'message')
    proxy.resolve()

    expect((await sending).content).toBe('held')
  })

  test('a connection breaks after the request was carried out', async ({ discord, general }) => {
    discord.fail({ method: 'POST', dropSocket: true, served: true })

    await expect(general.send({ content: 'sent', nonce: 'n', enforceNonce: true })).rejects.toThrow()
    const again = await general.send({ content: 'sent', nonce: 'n', enforceNonce: true })
    expect(discord.messages(general).map(({ id }) => id)).toEqual([again.id])
  })
})

test('waiting in vain tells what was seen instead', async ({ discord }) => {
  const waiting = discord.until(happening => happening.kind === 'typing', { timeout: 20 })
  await discord.user('Ada').dm('hello')

  await expect(waiting).rejects.toThrow(/Waited 20 ms for .*typing.*message \d+ by ada in \d+: hello/s)
})
