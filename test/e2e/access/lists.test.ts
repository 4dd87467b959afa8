import { describe, expect } from 'vitest'
import { fixedSnowflake } from '../../../fake-discord/snowflake.ts'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'

/** Of nothing that there is. */
const nobodysId = fixedSnowflake('nothing')

const refused = ({ access }: typeof en | typeof de, about: 'channel' | 'user' | 'direct' | 'server') =>
  `${access[about]}\n${access.stillYours}`

/** Lets something be said that has no answer, and returns the line that tells why. */
async function unanswered(bot: { logged(words: string, since: number): Promise<object>; log: readonly object[] }) {
  return await bot.logged('not answered', bot.log.length)
}

test('direct messages that are switched off are told so once, and nothing of them is asked, kept or learned', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await bot.restart({ DIRECT_MESSAGES: 'off' })
  const told = await discord.reply(await bob.dm('My cat is called Miso.'))
  const line = unanswered(bot)
  await bob.dm('Hello? Miso says hello.')
  await line
  const answered = await discord.reply(await ada.says(general, 'Hello', { mention: true }))

  expect(told.content).toBe(refused(en, 'direct'))
  expect(answered.content).toBe('You said: Hello')
  expect(discord.messages(bob.dmChannel).filter(({ author }) => author.bot)).toHaveLength(1)
  expect(model.calls).toHaveLength(1)
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/Miso/u)
  expect(await line).toMatchObject({
    ...{ reason: 'notAllowed', about: 'direct', because: 'denied', setting: 'DIRECT_MESSAGES' },
    ...{ user: bob.id, level: 30 },
  })
})

describe('a channel', () => {
  test('that is denied is quiet with its threads, and tells that once a day, whoever asks', async ({
    discord,
    bot,
    ada,
    bob,
    cleo,
    general,
  }) => {
    const thread = discord.channel('book club')
    await bot.restart({ DENIED_CHANNELS: general.id })
    const told = await discord.reply(await bob.says(general, 'Hello', { mention: true }))
    const line = unanswered(bot)
    await cleo.says(general, 'Hello', { mention: true })
    await line
    const inThread = await discord.reply(await ada.says(thread, 'Hello', { mention: true }))
    const direct = await discord.reply(await bob.dm('Hello'))

    expect([told, inThread].map(({ content }) => content)).toEqual([refused(en, 'channel'), refused(en, 'channel')])
    expect(discord.messages(general).filter(({ author }) => author.bot)).toHaveLength(1)
    expect(direct.content).toBe('You said: Hello')
  })

  test('lets its threads be answered where it alone is allowed, as a category does for its channels', async ({
    discord,
    bot,
    bob,
    general,
  }) => {
    const category = fixedSnowflake('category')
    const inCategory = discord.createChannel({ name: 'help', category })
    const other = discord.createChannel({ name: 'lobby' })
    await bot.restart({ ALLOWED_CHANNELS: `${general.id}, ${category}` })
    const asked = [general, discord.channel('book club'), inCategory, other]
    const answers: string[] = []
    for (const channel of asked)
      answers.push((await discord.reply(await bob.says(channel, 'Hi', { mention: true }))).content)

    expect(answers).toEqual(['You said: Hi', 'You said: Hi', 'You said: Hi', refused(en, 'channel')])
  })

  test('where everything is answered tells nobody who did not speak to the bot', async ({
    discord,
    bot,
    ada,
    bob,
    general,
  }) => {
    await ada.command('listen', { state: 'on' }, { in: general })
    await bot.restart({ DENIED_USERS: bob.id })
    const line = unanswered(bot)
    await bob.says(general, 'Good morning, all.')
    await line
    const answer = await discord.reply(await ada.says(general, 'Good morning'))
    const open = discord.messages(general).filter(({ author, visibleTo }) => author.bot && visibleTo === undefined)

    expect(open.map(({ id }) => id)).toEqual([answer.message.id])
  })
})

describe('people', () => {
  test('are let in by a role or by their id, and by a role in servers alone', async ({
    discord,
    bot,
    ada,
    bob,
    cleo,
    general,
  }) => {
    const staff = discord.guild.roles.find(({ name }) => name === 'staff')?.id ?? ''
    await bot.restart({ ALLOWED_ROLES: staff, ALLOWED_USERS: ada.id })
    const said = async (who: typeof ada) =>
      (await discord.reply(await who.says(general, 'Hi', { mention: true }))).content
    const inServer = [await said(ada), await said(bob), await said(cleo)]
    const direct = [
      (await discord.reply(await ada.dm('Hi'))).content,
      (await discord.reply(await bob.dm('Hi'))).content,
    ]

    expect(inServer).toEqual(['You said: Hi', 'You said: Hi', refused(en, 'user')])
    expect(direct).toEqual(['You said: Hi', refused(en, 'user')])
  })

  test('who are denied may not be read by others’ questions either', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    cleo,
    general,
  }) => {
    await bot.restart({ DENIED_USERS: bob.id })
    await bob.says(general, 'The treasure is under the oak.')
    await cleo.says(general, 'The weather is fine.')
    await discord.reply(await ada.says(general, 'What was said here?', { mention: true }))

    const prompt = JSON.stringify(model.calls[0]?.prompt.messages)
    expect(prompt).toContain('The weather is fine.')
    expect(prompt).not.toContain('treasure')
  })

  test('who may not use the bot still see, take along and forget what is known of them; nothing new is kept', async ({
    discord,
    bot,
    bob,
  }) => {
    bob.locale = 'de'
    await discord.reply(await bob.dm('I play chess.'))
    await seedMemory(bot, bob, bob.dmChannel, { facts: [{ text: 'Bob plays chess.' }] })
    await bot.restart({ DENIED_USERS: bob.id })

    const remember = await bob.command('remember', { what: 'I sing.' })
    const told = await discord.reply(await bob.dm('I dance.'))
    const know = await bob.command('whatdoyouknow')
    const privacy = await bob.command('privacy')
    const why = await bob.command('why')
    const exported = await bob.command('export')
    const preview = await bob.command('forget', { what: 'chess' })

    expect(remember.text).toBe(refused(de, 'user'))
    expect(told.content).toBe(refused(de, 'user'))
    expect(know.text).toContain(de.know.title)
    expect(privacy.text).toContain(de.privacy.title)
    expect(why.text).toContain(de.why.title)
    expect(exported.text).toContain(de.files.here)
    expect(preview.text).toContain(de.forget.chooseTitle('chess'))
    expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/sing|dance/u)
  })

  test('who are denied have their old words go when they edit them, and the new ones are not kept', async ({
    discord,
    bot,
    bob,
  }) => {
    const question = await bob.dm('I live in Lisbon.')
    await discord.reply(question)
    await bot.restart({ DENIED_USERS: bob.id })
    await bob.edits(question, 'I live in Oslo.')
    await expect.poll(() => readRedisAsText(bot.keyPrefix), PROCESS_PATIENCE).not.toMatch(/Lisbon/u)

    expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/Oslo/u)
  })
})

test('wrong ids in the settings are named with what they are', async ({ discord, bot, ada, general }) => {
  await bot.restart({ ALLOWED_SERVERS: `${discord.guild.id},${general.id}`, DENIED_ROLES: nobodysId })
  const [server, role] = [await bot.logged('ALLOWED_SERVERS'), await bot.logged('DENIED_ROLES')]

  expect(server).toMatchObject({ level: 40, setting: 'ALLOWED_SERVERS', ids: [general.id] })
  expect(server.msg).toContain(`${general.id} (channel)`)
  expect(role).toMatchObject({ setting: 'DENIED_ROLES', ids: [nobodysId] })
  expect((await discord.reply(await ada.dm('Hello'))).content).toBe('You said: Hello')
})

test('an owner reads which list keeps the bot from answering somebody, and where', async ({
  bot,
  ada,
  bob,
  cleo,
  general,
}) => {
  await bot.restart({ DENIED_USERS: bob.id, ALLOWED_CHANNELS: nobodysId })
  const diagnose = async (person: typeof bob) =>
    (await ada.command('diagnose', { person: person.user }, { in: general })).text
  const [ofBob, ofCleo] = [await diagnose(bob), await diagnose(cleo)]

  expect(ofBob).toContain(`❌ ${en.diagnose.unlisted('`ALLOWED_CHANNELS`')}`)
  expect(ofBob).toContain(`❌ ${en.diagnose.denied('`DENIED_USERS`')}`)
  expect(ofCleo).toContain(`✅ ${en.diagnose.noList}`)
})
