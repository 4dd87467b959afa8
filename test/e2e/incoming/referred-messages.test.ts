// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10'
import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Channel, StoredMessage } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import type { Call } from '../support/model-server.ts'
import { openPanel } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const picture = (name: string, last = 0) => ({
  ...{ name, contentType: 'image/png' },
  data: Uint8Array.from([...PNG, last]),
})

/** The last byte of each picture in a prompt: by that the test knows it. */
function picturesIn(call: Call | undefined): readonly (number | undefined)[] {
  const { content } = call?.prompt.messages.at(-1) ?? {}
  const parts = Array.isArray(content) ? (content as readonly { image_url?: { url: string } }[]) : []
  return parts.flatMap(({ image_url }) =>
    image_url === undefined ? [] : [Buffer.from(image_url.url.split(',')[1] ?? '', 'base64').at(-1)],
  )
}

const reads = (discord: Loopback) =>
  discord.requests.filter(({ method, route }) => method === 'GET' && route.includes('/messages'))

const linkTo = ({ guild_id, channel_id, id }: StoredMessage, host = 'discord.com') =>
  `https://${host}/channels/${guild_id ?? '@me'}/${channel_id}/${id}`

describe('pictures and files', () => {
  test('of a message that one replies to are seen, behind the question’s own, and kept nowhere', async ({
    discord,
    bot,
    model,
    general,
    ada,
    bob,
  }) => {
    const notes = { name: 'notes.txt', contentType: 'text/plain', data: 'Oat milk' }
    const shown = await bob.says(general, '', { files: [picture('cat.png', 1), notes] })

    const files = [picture('dog.png', 2)]
    await discord.reply(await ada.says(general, 'what is on this?', { mention: true, replyTo: shown, files }))
    await bot.stop()

    expect(picturesIn(model.calls[0])).toEqual([2, 1])
    expect(model.calls[0]?.question).toContain('> [attached: cat.png, notes.txt]')
    expect(model.calls[0]?.question).toMatch(/\[Attached file "notes.txt"[^\n]*\n> Oat milk\n/u)
    expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/cat\.png|Oat milk/u)
  })

  test('of what one replied to before are seen still, while the talk goes on', async ({
    discord,
    model,
    general,
    ada,
    bob,
  }) => {
    const shown = await bob.says(general, 'うちの猫', { files: [picture('neko.png', 7)] })
    const first = await discord.reply(await ada.says(general, 'これは 何 ？', { mention: true, replyTo: shown }))

    await discord.reply(await ada.says(general, '左の 方は ？', { replyTo: first.message }))

    expect(model.calls.map(picturesIn)).toEqual([[7], [7]])
  })

  test('of a forward are seen, also where somebody replies to it', async ({
    discord,
    bot,
    model,
    general,
    ada,
    bob,
  }) => {
    const shown = await bob.says(general, 'look', { files: [picture('cat.png', 3)], stickers: ['Wumpus waves'] })

    await discord.reply(await ada.dm('', { forward: shown }))
    const forwarded = await ada.says(general, '', { forward: shown })
    await discord.reply(await ada.says(general, 'who is this?', { mention: true, replyTo: forwarded }))
    await bot.stop()

    expect(model.calls.map(picturesIn)).toEqual([[3], [3]])
    for (const { question } of model.calls)
      expect(question).toMatch(/> look\n> \[attached: cat\.png, sticker “Wumpus waves”\]\n/u)
    expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/cat\.png|Wumpus/u)
  })

  test('of a long chain are the nearest ones, four of them', async ({ discord, model, general, ada, bob }) => {
    let last = await bob.says(general, 'first', { files: [picture('0.png', 0)] })
    for (let at = 1; at <= 5; at += 1)
      last = await bob.says(general, 'next', { files: [picture(`${at}.png`, at)], replyTo: last })

    await discord.reply(await ada.says(general, 'compare', { mention: true, replyTo: last }))

    expect(picturesIn(model.calls[0])).toEqual([5, 4, 3, 2])
  })
})

describe('what somebody has just posted', () => {
  test('is what their next words are about: Discord sends those to a forward by themselves', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    const shown = await bob.says(general, 'Kein Zutritt', { files: [picture('schild.png', 6)] })

    await discord.reply(await ada.dm('', { forward: shown }))
    await discord.reply(await ada.dm('was heißt das?'))
    await discord.reply(await ada.dm('danke'))
    await bot.stop()

    expect(model.calls.map(picturesIn)).toEqual([[6], [6], []])
    expect(model.calls.map(({ question }) => question.includes('> Kein Zutritt\n'))).toEqual([true, true, false])
    expect(await readRedisAsText(bot.keyPrefix)).not.toContain('Zutritt')
  })

  test('is seen with its picture, said once; not after they have said something else', async ({
    discord,
    model,
    general,
    ada,
  }) => {
    await ada.says(general, 'my new dog', { files: [picture('dog.png', 5)] })
    await discord.reply(await ada.says(general, 'which breed?', { mention: true }))
    await discord.reply(await ada.says(general, 'thanks', { mention: true }))

    expect(model.calls.map(picturesIn)).toEqual([[5], []])
    expect(model.calls[0]?.question.match(/my new dog/gu)).toHaveLength(1)
  })
})

test('a forward of one’s own is seen when one replies to it, though the conversation holds the turn', async ({
  discord,
  model,
  ada,
  bob,
  general,
}) => {
  const forward = await ada.dm('', { forward: await bob.says(general, 'The door code changed.') })
  await discord.reply(forward)
  await discord.reply(await ada.dm('hm'))

  await discord.reply(await ada.dm('to what?', { replyTo: forward }))

  expect(model.calls[2]?.question).toMatch(/> \[forwarded message\]\n> The door code changed\.\n/u)
})

test('a message that was forwarded and is not held stands in the way of nothing', async ({
  discord,
  bot,
  model,
  general,
  ada,
  bob,
}) => {
  const old = await bob.says(general, 'The code is blue.')
  await bot.restart()
  await discord.reply(await ada.dm('', { forward: old }))

  const reply = await discord.reply(await ada.says(general, 'what colour?', { mention: true, replyTo: old }))

  expect(reply.content).toBe('You said: what colour?')
  expect(model.calls.at(-1)?.question).toMatch(/\[Bob, [^\n]+\]\n> The code is blue\.\n/u)
})

describe('a thread', () => {
  test('brings the message that it began with, read once', async ({ discord, bot, model, general, ada, bob }) => {
    const said = await bob.says(general, 'Der Zug fährt um 9:40 von Gleis 7.', { files: [picture('plan.png', 4)] })
    const thread = discord.createThread(general, { name: 'Zug', from: said, owner: ada })
    await bot.restart()

    await discord.reply(await ada.says(thread, 'Schaffe ich das?', { mention: true }))
    await discord.reply(await ada.says(thread, 'Und von welchem Gleis?', { mention: true }))

    for (const call of model.calls) {
      expect(call.question).toMatch(/\[Bob, [^\n]+\]\n> Der Zug fährt um 9:40 von Gleis 7\.\n/u)
      expect(call.question.match(/9:40/gu)).toHaveLength(1)
      expect(picturesIn(call)).toEqual([4])
    }
    const ofStarter = reads(discord).filter(({ route }) => route === '/channels/:channel/messages/:message')
    expect(ofStarter).toHaveLength(1)
  })

  test('of a forum brings its first message, said once', async ({ discord, bot, model, ada, bob }) => {
    const forum = discord.createChannel({ name: 'help', type: ChannelType.GuildForum })
    const post = discord.createThread(forum, { name: 'Oven', owner: bob, first: { text: 'My oven smokes.' } })
    for (let at = 0; at < 110; at += 1) await bob.says(post, `thought ${at}`)
    await bot.restart()

    await discord.reply(await ada.says(post, 'what was the problem?', { mention: true }))

    expect(model.calls[0]?.question).toMatch(/thread began with[^\n]*\n\[Bob, [^\n]+\]\n> My oven smokes\.\n/u)
    expect(model.calls[0]?.question.match(/My oven smokes/gu)).toHaveLength(1)
  })

  test('that began with no message, or with one that is gone, is answered without', async ({
    discord,
    bot,
    model,
    general,
    ada,
    bob,
  }) => {
    const gone = await bob.says(general, 'never mind')
    const threads = [
      discord.createThread(general, { name: 'alone', owner: ada }),
      discord.createThread(general, { name: 'begun', from: gone, owner: ada }),
    ]
    await bob.deletes(gone)
    await bot.restart()

    for (const thread of threads)
      for (const text of ['hello', 'again']) await discord.reply(await ada.says(thread, text, { mention: true }))

    expect(model.calls.map(({ question }) => question).join()).not.toMatch(/began with|never mind/u)
    expect(reads(discord).filter(({ route }) => route === '/channels/:channel/messages/:message')).toHaveLength(2)
  })
})

describe('a linked message', () => {
  const asks = async (discord: Loopback, model: { calls: readonly Call[] }, asking: Promise<StoredMessage>) => {
    await discord.reply(await asking)
    return model.calls.at(-1)?.question ?? ''
  }

  test.for(['discord.com', 'canary.discord.com', 'ptb.discord.com', 'discordapp.com'])(
    'that everybody may read is read (%s), and kept nowhere',
    async (host, { discord, bot, model, general, ada, bob }) => {
      const news = discord.createChannel({ name: 'news' })
      const said = await bob.says(news, 'Kaffee gibt es ab acht.', { files: [picture('cup.png', 9)] })

      const question = await asks(
        discord,
        model,
        ada.says(general, `ab wann? ${linkTo(said, host)}`, { mention: true }),
      )
      await bot.stop()

      expect(question).toMatch(/newest message links[^\n]*\n\[Bob, [^\n]+\]\n> Kaffee gibt es ab acht\.\n/u)
      expect(picturesIn(model.calls.at(-1))).toEqual([9])
      expect(await readRedisAsText(bot.keyPrefix)).not.toContain('Kaffee')
    },
  )

  test('that only the asker may read is told in their direct message, and nowhere else', async ({
    discord,
    model,
    general,
    staff,
    ada,
    bob,
    cleo,
  }) => {
    const link = linkTo(await bob.says(staff, 'We let Dan go.'))
    const ask = (by: typeof ada, where: Channel) =>
      asks(discord, model, by.says(where, `what does it say? ${link}`, { mention: true }))

    expect(await ask(bob, staff)).toContain('> We let Dan go.')
    expect(await ask(bob, bob.dmChannel)).toContain('> We let Dan go.')
    expect(await ask(bob, general)).not.toContain('Dan')
    expect(await ask(cleo, general)).not.toContain('Dan')
    expect(await ask(cleo, cleo.dmChannel)).not.toContain('Dan')
  })

  test('that the asker may not read is not told, though others there may', async ({
    discord,
    model,
    general,
    cleo,
    bob,
  }) => {
    const deny = PermissionFlagsBits.ReadMessageHistory.toString()
    const overwrites = [{ id: cleo.id, type: OverwriteType.Member, allow: '0', deny }]
    const news = discord.createChannel({ name: 'news', overwrites })
    const link = linkTo(await bob.says(news, 'The pool opens.'))

    expect(await asks(discord, model, cleo.says(general, `and? ${link}`, { mention: true }))).not.toContain('pool')
  })

  test('of a private thread, for adults alone, of another server or a direct message is told nowhere', async ({
    discord,
    model,
    general,
    ada,
    bob,
  }) => {
    const elsewhere = discord.createGuild({ name: 'Elsewhere', owner: ada, members: [bob] })
    const places: readonly Channel[] = [
      discord.createThread(general, { name: 'plans', isPrivate: true, owner: ada, members: [bob] }),
      discord.createChannel({ name: 'adults', isAgeRestricted: true }),
      discord.channel('general', elsewhere),
      ada.dmChannel,
    ]
    const links: string[] = []
    for (const place of places) links.push(linkTo(await ada.says(place, 'Hidden words.')))

    const questions: string[] = []
    for (const link of links) questions.push(await asks(discord, model, ada.says(general, link, { mention: true })))
    for (const link of links.slice(0, 2)) questions.push(await asks(discord, model, ada.dm(link)))

    for (const question of questions) expect(question).not.toContain('> Hidden words.')
  })

  test('that is gone looks like one that is not to be told, and five links are three', async ({
    discord,
    model,
    general,
    staff,
    ada,
    bob,
    cleo,
  }) => {
    const gone = await bob.says(general, 'oops')
    await bob.deletes(gone)
    const hidden = await bob.says(staff, 'secret')
    const [one, other] = [
      await asks(discord, model, cleo.says(general, linkTo(gone), { mention: true })),
      await asks(discord, model, cleo.says(general, linkTo(hidden), { mention: true })),
    ].map(question => /\n> (.*linked.*)\n/u.exec(question)?.[1])
    const links: string[] = []
    for (let at = 1; at <= 5; at += 1) {
      const news = discord.createChannel({ name: `news ${at}` })
      links.push(linkTo(await bob.says(news, `item ${at}`)))
    }

    const question = await asks(discord, model, ada.says(general, links.join(' '), { mention: true }))

    expect(one).toBe(other)
    expect(one).toBeDefined()
    expect(question.match(/> item \d/gu)).toEqual(['> item 1', '> item 2', '> item 3'])
  })
})

test('nothing that one replies to or links is told of people who have paused their memory', async ({
  discord,
  model,
  general,
  ada,
  bob,
}) => {
  const news = discord.createChannel({ name: 'news' })
  const text = `when? ${linkTo(await bob.says(news, 'I am moving.'))}`
  const said = await bob.says(general, 'Me, too.')

  await discord.reply(await ada.says(general, text, { mention: true, replyTo: said }))
  await bob.clicks(await openPanel(bob, 'privacy'), en.privacy.pause, { until: 'updated' })
  await discord.reply(await ada.says(general, text, { mention: true, replyTo: said }))

  expect(model.calls[0]?.question).toMatch(/> I am moving\..*> Me, too\./su)
  expect(model.calls[1]?.question).not.toMatch(/> I am moving|> Me, too/u)
})

test('an ordinary answer asks Discord for nothing, in a channel, a thread or a direct message', async ({
  discord,
  model,
  general,
  ada,
  bob,
}) => {
  const thread = discord.createThread(general, { name: 'tea', from: await bob.says(general, 'Tea?'), owner: ada })
  const places = [general, thread, ada.dmChannel]
  for (const place of places) await discord.reply(await ada.says(place, 'hello', { mention: true }))

  const before = discord.requests.length
  for (const place of places)
    for (const text of ['one', 'two']) await discord.reply(await ada.says(place, text, { mention: true }))

  expect(discord.requests.slice(before).filter(({ method }) => method === 'GET')).toEqual([])
  expect(model.calls).toHaveLength(9)
})
