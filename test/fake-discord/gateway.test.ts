import { type Client, Events, GatewayIntentBits, GatewayOpcodes, type Message, Options } from 'discord.js'
import { describe, expect } from 'vitest'
import { startLoopback } from '../../fake-discord/loopback.ts'
import { clientFor, logIn, openIntents, test } from './support/client.ts'

/** The next message the client hears of. */
function heard(client: Client): Promise<Message> {
  return new Promise(resolve => {
    client.once(Events.MessageCreate, resolve)
  })
}

test('a client logs in and finds the standard world', async ({ discord, client }) => {
  const guild = client.guilds.cache.get(discord.guild.id)

  expect(client.user.id).toBe(discord.botId)
  expect(guild?.channels.cache.map(channel => channel.name)).toEqual([
    'general',
    'staff',
    'book club',
    'surprise party',
  ])
  expect(guild?.memberCount).toBe(discord.guild.members.size)
})

test('people, places and the DM have the same ids at every start, and so has another server where it is asked for', async ({
  discord,
}) => {
  const again = await startLoopback()
  const [club, clubAgain] = [discord, again].map(one => one.createGuild({ name: 'Club', isFixed: true }))

  expect(again.user('Ada').id).toBe(discord.user('Ada').id)
  expect(again.user('Zoe').dmChannel.id).toBe(discord.user('Zoe').dmChannel.id)
  expect(again.channel('staff').id).toBe(discord.channel('staff').id)
  expect(clubAgain?.id).toBe(club?.id)
  expect([...(clubAgain?.channels.keys() ?? [])]).toEqual([...(club?.channels.keys() ?? [])])
  expect(again.createGuild({ name: 'Club' }).id).not.toBe(club?.id)
  await again.close()
})

test('what people say, edit and delete arrives in order', async ({ discord, client }) => {
  const ada = discord.user('Ada')
  const events: string[] = []
  const last = Promise.withResolvers<void>()
  client.on(Events.MessageCreate, message => events.push(`+${message.content}`))
  client.on(Events.MessageUpdate, (_, message) => events.push(`~${message.content}`))
  client.on(Events.MessageDelete, () => events.push('-'))
  client.on(Events.MessageBulkDelete, messages => {
    events.push(`-${messages.size}`)
    last.resolve()
  })

  const hello = await ada.dm('hello')
  await ada.edits(hello, 'hello there')
  await ada.deletes(hello)
  const general = discord.channel('general')
  const spoken = [await ada.says(general, 'one'), await ada.says(general, 'two')]
  discord.deleteMessages(general, spoken)
  await last.promise

  expect(events).toEqual(['+hello', '~hello there', '-', '+one', '+two', '-2'])
})

test('a message in a server names its author’s membership and whom it mentions', async ({ discord, client }) => {
  const message = heard(client)
  await discord
    .user('Bob')
    .says(discord.channel('general'), 'look', { mention: true, mentions: [discord.user('Cleo')] })

  const { member, mentions } = await message
  expect(member?.roles.cache.map(role => role.name)).toContain('staff')
  expect(mentions.users.map(user => user.id)).toEqual([discord.botId, discord.user('Cleo').id])
})

test('a forwarded message carries a snapshot', async ({ discord, client }) => {
  const ada = discord.user('Ada')
  const first = heard(client)
  const original = await ada.says(discord.channel('general'), 'the plan')
  await first
  const message = heard(client)
  await ada.dm('', { forward: original })

  const { content, messageSnapshots } = await message
  expect(content).toBe('')
  expect(messageSnapshots.first()?.content).toBe('the plan')
})

test('an attached file can be fetched where the message says', async ({ discord, client }) => {
  const message = heard(client)
  await discord.user('Ada').dm('', { files: [{ name: 'diary.txt', contentType: 'text/plain', data: 'Dear diary' }] })

  const url = (await message).attachments.first()?.url ?? ''
  expect(await (await fetch(url)).text()).toBe('Dear diary')
})

describe('without the message content intent', () => {
  test('a server message is empty unless it mentions the bot', async ({ discord }) => {
    const client = await logIn(clientFor(discord, { intents: openIntents }), discord)
    const ada = discord.user('Ada')
    const contents: string[] = []
    const three = Promise.withResolvers<void>()
    client.on(Events.MessageCreate, message => {
      if (contents.push(message.content) === 3) three.resolve()
    })

    await ada.says(discord.channel('general'), 'private talk')
    await ada.says(discord.channel('general'), 'hi', { mention: true })
    await ada.dm('psst')
    await three.promise

    expect(contents).toEqual(['', `<@${discord.botId}> hi`, 'psst'])
    await client.destroy()
  })

  test('asking for it where it is switched off closes with 4014', async () => {
    const discord = await startLoopback({ privilegedIntents: false })
    const client = clientFor(discord)

    await expect(client.login(discord.token)).rejects.toThrow('disallowed intents')
    await client.destroy()
    await discord.close()
  })

  test('nor does REST read what the intent would have shown', async () => {
    const discord = await startLoopback({ privilegedIntents: false })
    const client = await logIn(clientFor(discord, { intents: openIntents }), discord)
    const said = await discord.user('Ada').says(discord.channel('general'), 'private talk')
    const channel = await client.channels.fetch(said.channel_id)

    const read = channel?.isTextBased() ? await channel.messages.fetch(said.id) : undefined
    expect(read?.content).toBe('')
    await client.destroy()
    await discord.close()
  })
})

test('a wrong token is refused by REST and gateway', async ({ discord }) => {
  const client = clientFor(discord)

  await expect(client.login('wrong')).rejects.toThrow('invalid token')
  expect(discord.invalidRequests).toBe(1)
  await client.destroy()
})

test('what is said while the connection is cut arrives after resuming', async ({ discord, client }) => {
  const message = heard(client)
  const resumed = discord.until(happening => happening.kind === 'gateway' && happening.what === 'resumed')
  discord.disconnect()
  await discord.user('Ada').dm('are you there?')

  expect((await message).content).toBe('are you there?')
  await resumed
})

test('a client resumes when asked to reconnect', async ({ discord, client }) => {
  const message = heard(client)
  const resumed = discord.until(happening => happening.kind === 'gateway' && happening.what === 'resumed')
  discord.askToReconnect()
  await resumed
  await discord.user('Ada').dm('back?')

  expect((await message).content).toBe('back?')
})

test('a session that is over starts anew, and what came between is lost', async ({ discord, client }) => {
  const ready = discord.until(happening => happening.kind === 'gateway' && happening.what === 'identified', {
    timeout: 10_000,
  })
  discord.disconnect({ resumable: false })
  await discord.user('Ada').dm('lost')
  await ready
  const message = heard(client)
  await discord.user('Ada').dm('heard')

  expect((await message).content).toBe('heard')
})

test('a redelivered message is the same message', async ({ discord }) => {
  // With its cache on, discord.js keeps a message it knows to itself.
  const makeCache = Options.cacheWithLimits({ MessageManager: 0 })
  const client = await logIn(clientFor(discord, { makeCache }), discord)
  const first = heard(client)
  const message = await discord.user('Ada').dm('hello')
  await first
  const second = heard(client)
  discord.redeliver(message)

  expect((await second).id).toBe(message.id)
  await client.destroy()
})

test('a client notices that heartbeats are not answered', async () => {
  const discord = await startLoopback({ heartbeatInterval: 50 })
  const client = await logIn(clientFor(discord), discord)
  const resumed = discord.until(happening => happening.kind === 'gateway' && happening.what === 'resumed')
  discord.answersHeartbeats = false
  await discord.until(happening => happening.kind === 'gateway' && happening.what === 'closed')
  discord.answersHeartbeats = true

  await expect(resumed).resolves.toMatchObject({ shard: 0 })
  await client.destroy()
  await discord.close()
})

test('shards share the servers, and the first hears the DMs', async () => {
  const discord = await startLoopback({ shards: 2 })
  discord.createGuild({ name: 'Elsewhere' })
  const client = await logIn(clientFor(discord, { shards: 'auto' }), discord)
  const message = heard(client)
  await discord.user('Ada').dm('hello')

  expect(client.guilds.cache.size).toBe(2)
  expect(client.ws.shards.size).toBe(2)
  expect(client.guilds.cache.every(guild => guild.shardId === Number((BigInt(guild.id) >> 22n) % 2n))).toBe(true)
  expect((await message).content).toBe('hello')
  await client.destroy()
  await discord.close()
})

test('a shard that begins before its turn is sent away, and no other', async () => {
  const discord = await startLoopback({ concurrentStarts: 2 })
  const begins = async (shard: number) => {
    const told = Promise.withResolvers<GatewayOpcodes>()
    const socket = new WebSocket(discord.gateway.url)
    socket.addEventListener('message', ({ data }) => {
      const { op } = JSON.parse(String(data)) as { op: GatewayOpcodes }
      if (op !== GatewayOpcodes.Hello) return told.resolve(op)
      const d = { token: discord.token, intents: 0, properties: {}, shard: [shard, 3] }
      socket.send(JSON.stringify({ op: GatewayOpcodes.Identify, d }))
    })
    const op = await told.promise
    socket.close()
    return op
  }

  const { Dispatch, InvalidSession } = GatewayOpcodes
  expect([await begins(0), await begins(1), await begins(2)]).toEqual([Dispatch, Dispatch, InvalidSession])
  await discord.close()
})

test('one shard can lose its connection alone, and is told nothing of the others', async () => {
  const discord = await startLoopback()
  const client = await logIn(clientFor(discord, { shards: [1], shardCount: 2 }), discord)
  const other = await logIn(clientFor(discord, { shards: [0], shardCount: 2 }), discord)
  const message = heard(other)
  const closed = discord.until(happening => happening.kind === 'gateway' && happening.what === 'closed')
  client.on(Events.MessageCreate, () => expect.fail('Direct messages are for the first.'))
  discord.disconnect({ shard: 1 })
  await discord.user('Ada').dm('hello')

  expect(await closed).toMatchObject({ shard: 1 })
  expect((await message).content).toBe('hello')
  await Promise.all([client.destroy(), other.destroy()])
  await discord.close()
})

test('the bot hears nothing of what it may not see', async ({ discord, client }) => {
  const ada = discord.user('Ada')
  const secret = discord.createThread(discord.createChannel({ name: 'plans' }), {
    name: 'secret',
    isPrivate: true,
    withBot: false,
  })
  const message = heard(client)
  await ada.says(secret, 'nobody listens')
  await ada.dm('hello')

  expect((await message).content).toBe('hello')
  await expect(discord.user('Cleo').says(discord.channel('staff'), 'let me in')).rejects.toThrow('may not write')
})

test('a private thread begins for the bot when it is let in', async ({ discord, client }) => {
  const thread = discord.createThread(discord.createChannel({ name: 'plans' }), {
    name: 'secret',
    isPrivate: true,
    withBot: false,
  })
  expect(client.channels.cache.has(thread.id)).toBe(false)

  const opened = new Promise(resolve => void client.once(Events.ThreadCreate, resolve))
  discord.addToThread(thread, client.user)
  await opened
  const closed = new Promise(resolve => void client.once(Events.ThreadDelete, resolve))
  discord.deleteChannel(thread)
  await closed
  expect(client.channels.cache.has(thread.id)).toBe(false)
})

test('channels that come, change and go are told', async ({ discord, client }) => {
  const next = (event: string) => new Promise(resolve => void client.once(event, resolve))
  const created = next(Events.ChannelCreate)
  const channel = discord.createChannel({ name: 'garden' })
  await created
  const changed = next(Events.ChannelUpdate)
  discord.denyBot(channel, 1n << 10n)
  await changed
  const known = client.guilds.cache.get(discord.guild.id)?.channels.cache.get(channel.id)
  expect(known?.permissionsFor(client.user)?.has('ViewChannel')).toBe(false)

  const deleted = next(Events.ChannelDelete)
  discord.deleteChannel(channel)
  await deleted
  expect(client.channels.cache.has(channel.id)).toBe(false)
})

test('the bot is thrown out of a server and let in again', async ({ discord, client }) => {
  const left = new Promise(resolve => {
    client.once(Events.GuildDelete, resolve)
  })
  discord.removeBot(discord.guild)
  await left
  expect(client.guilds.cache.size).toBe(0)

  const joined = new Promise(resolve => {
    client.once(Events.GuildCreate, resolve)
  })
  discord.addBot(discord.guild)
  await joined
  expect(client.guilds.cache.size).toBe(1)
})

test('typing of people is told with the intent for it', async ({ discord, client }) => {
  const typing = new Promise<string>(resolve => {
    client.once(Events.TypingStart, ({ user }) => resolve(user.id))
  })
  discord.user('Ada').types(discord.channel('general'))

  expect(await typing).toBe(discord.user('Ada').id)
  expect(client.options.intents.has(GatewayIntentBits.GuildMessageTyping)).toBe(true)
})

test('webhooks, other bots and Discord itself can be told apart', async ({ discord, client }) => {
  const messages: Message[] = []
  const three = Promise.withResolvers<void>()
  client.on(Events.MessageCreate, message => {
    if (messages.push(message) === 3) three.resolve()
  })
  const general = discord.channel('general')
  discord.webhookSays(general, 'build passed')
  await discord.otherBot('Dyno').says(general, 'welcome')
  discord.systemMessage(general, 7)
  await three.promise

  expect(messages.map(message => [message.webhookId !== null, message.author.bot, message.system])).toEqual([
    [true, true, false],
    [false, true, false],
    [false, false, true],
  ])
})
