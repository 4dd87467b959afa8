import { expect, inject } from 'vitest'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import { answerElsewhere } from '../incoming/support/answer-elsewhere.ts'
import { gatedTest as test } from '../support/running-bot.ts'
import { botMessages, botTexts, waitForText } from '../support/wait-for.ts'

const patient = { timeout: 20_000 }

/** To which message one of the bot's replies, and with what. */
const describeReply = ({ message_reference, content }: StoredMessage) => [message_reference?.message_id, content]

test('what stands of an answer stays where the model fails the next process; not if it is to other words', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await discord.reply(await ada.dm('Hello'))
  await bot.stop()
  const question = await ada.dm('Tell me of the sea.')
  await answerElsewhere(discord, [question], 'It is salty.')
  const marked = waitForText(discord, ada.dmChannel, `It is salty.\n\n${en.answers.cutOff}`)
  const call = model.nextCall()
  await bot.start()
  ;(await call).says('It is').breaks()
  model.otherwise = again => again.refuses(401)
  await marked
  await bot.logged('not answered')
  await bot.stop()
  const edited = await ada.dm('And of the moon?')
  await answerElsewhere(discord, [edited], 'It is far.')
  await ada.edits(edited, 'And of the sun?')
  await bot.start()

  await waitForText(discord, ada.dmChannel, en.answers.modelKeyRefused)
})

test('so does one answer to several messages', async ({ discord, bot, model, ada }) => {
  await discord.reply(await ada.dm('Hello'))
  await bot.stop()
  const first = await ada.dm('one')
  const second = await ada.dm('two')
  await answerElsewhere(discord, [first, second], 'Both.')
  model.otherwise = call => call.refuses(401)
  await bot.start()
  await bot.logged('not answered')

  expect(botTexts(discord, ada.dmChannel).slice(1)).toEqual([`Both.\n\n${en.answers.cutOff}`])
})

test('who has no answer by what stands is told so, and that goes with their message', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await discord.reply(await ada.dm('Hello'))
  await bot.stop()
  const first = await ada.dm('one')
  const second = await ada.dm('two')
  await answerElsewhere(discord, [second], 'Only the last.')
  model.plays(call => call.refuses(401))
  await bot.start()
  await bot.logged('not answered')
  const before = botMessages(discord, ada.dmChannel).slice(1).map(describeReply)
  await ada.edits(first, 'uno')
  await waitForText(discord, ada.dmChannel, 'You said: uno')
  const gone = discord.until(({ kind }) => kind === 'delete', patient)
  await ada.deletes(first)
  await gone
  await bot.stop()

  const kept = [second.id, `Only the last.\n\n${en.answers.cutOff}`]
  expect(before).toEqual([kept, [first.id, en.answers.modelKeyRefused]])
  expect(botMessages(discord, ada.dmChannel).slice(1).map(describeReply)).toEqual([kept])
})

test('it stays where a notice to an earlier message is refused', async ({ discord, bot, model, ada }) => {
  await discord.reply(await ada.dm('Hello'))
  await bot.stop()
  await ada.dm('one')
  await answerElsewhere(discord, [await ada.dm('two')], 'Only the last.')
  model.plays(call => call.refuses(401))
  discord.fail({ method: 'POST', path: /messages$/u, status: 403, body: { code: 50_013 } })
  await bot.start()
  await bot.logged('not answered')

  expect(botTexts(discord, ada.dmChannel).slice(1)).toEqual([`Only the last.\n\n${en.answers.cutOff}`])
})

test('it does not where something that it may answer is edited or deleted meanwhile', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await discord.reply(await ada.dm('Hello'))
  for (const change of ['edits', 'deletes'] as const) {
    await bot.stop()
    const first = await ada.dm('one')
    const second = await ada.dm('two')
    const third = await ada.dm('three')
    await ada.edits(first, 'uno')
    await answerElsewhere(discord, [third], 'All of them.')
    const asked = model.nextCall()
    await bot.start()
    await asked
    model.plays(call => call.refuses(401))
    await (change === 'edits' ? ada.edits(second, 'dos') : ada.deletes(second))
    await waitForText(discord, ada.dmChannel, en.answers.modelKeyRefused)
  }
  await bot.stop()

  expect(botTexts(discord, ada.dmChannel).slice(1)).toEqual(Array(2).fill(en.answers.modelKeyRefused))
})

test.for(['edits', 'deletes'] as const)(
  'nor where somebody %s that while it is marked',
  async (change, { discord, bot, model, ada }) => {
    await discord.reply(await ada.dm('Hello'))
    await bot.stop()
    const first = await ada.dm('one')
    await ada.dm('two')
    const third = await ada.dm('three')
    await answerElsewhere(discord, [first, third], 'All of them.')
    const changed = Promise.withResolvers<void>()
    discord.fail({ method: 'PATCH', path: /messages/u, until: changed.promise })
    model.plays(call => call.refuses(401))
    await bot.start()
    await waitForText(discord, ada.dmChannel, en.answers.cutOff)
    await (change === 'edits' ? ada.edits(first, 'uno') : ada.deletes(first))
    changed.resolve()
    await waitForText(discord, ada.dmChannel, 'You said: three')
    await bot.stop()

    expect(botMessages(discord, ada.dmChannel).slice(1).map(describeReply)).toEqual([[third.id, 'You said: three']])
    expect(model.calls.at(-1)?.question).toMatch(change === 'edits' ? /uno\ntwo\nthree$/u : /:\]\ntwo\nthree$/u)
  },
)

test('what was said before has an answer where the last goes while it is told that there is none', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await discord.reply(await ada.dm('Hello'))
  await bot.stop()
  await ada.dm('one')
  const second = await ada.dm('two')
  await answerElsewhere(discord, [second], 'Only the last.')
  const changed = Promise.withResolvers<void>()
  discord.fail({ method: 'POST', path: /messages$/u, until: changed.promise })
  model.plays(call => call.refuses(401))
  await bot.start()
  await waitForText(discord, ada.dmChannel, en.answers.modelKeyRefused)
  await ada.deletes(second)
  changed.resolve()
  await waitForText(discord, ada.dmChannel, 'You said: one')
  await bot.stop()

  expect(botTexts(discord, ada.dmChannel).slice(1)).toEqual(['You said: one'])
})

test('what is edited while what stands is read is answered in its new words', async ({ discord, bot, model, ada }) => {
  await discord.reply(await ada.dm('Hello'))
  await bot.stop()
  const first = await ada.dm('one')
  await answerElsewhere(discord, [first, await ada.dm('two')], 'Both.')
  const [read, edited] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  discord.fail({ method: 'GET', path: /messages$/u, until: edited.promise, onMet: read.resolve })
  const asked = model.nextCall()
  await bot.start()
  await read.promise
  await ada.edits(first, 'uno')
  const call = await asked
  edited.resolve()
  await bot.logged('looked for what was said while the bot was away')
  call.says('You said: uno').ends()
  await waitForText(discord, ada.dmChannel, 'You said: two')
  await bot.stop()

  expect(botTexts(discord, ada.dmChannel).slice(1).toSorted()).toEqual(['You said: two', 'You said: uno'])
})

test('a question that waits here, and is taken over from a process that died over it, is answered', async ({
  discord,
  bot,
  model,
  redis,
  ada,
}) => {
  const calling = model.nextCall()
  const first = await ada.dm('one')
  const call = await calling
  const other = await bot.another({ REDIS_URL: inject('redisUrl') })
  call.says('You said: one')
  await discord.reply(first)
  const asked = model.nextCall()
  redis.hang()
  const second = await ada.dm('two')
  await asked // by the other process, which has claimed it
  redis.open()
  const taken = discord.until(
    happening => happening.kind === 'request' && happening.method === 'GET' && /messages$/u.test(happening.path),
    patient,
  )
  await other.stop() // it leaves the question to the next
  await taken
  call.says('!').ends()
  await waitForText(discord, ada.dmChannel, 'You said: two')
  await bot.stop()

  expect(botMessages(discord, ada.dmChannel).map(describeReply)).toEqual([
    [first.id, 'You said: one!'],
    [second.id, 'You said: two'],
  ])
})

test('one to several messages goes where the last of them is gone, and no process knows of it any more', async ({
  discord,
  bot,
  ada,
}) => {
  await discord.reply(await ada.dm('Hello'))
  await bot.stop()
  const first = await ada.dm('one')
  const second = await ada.dm('two')
  await answerElsewhere(discord, [first, second], 'Both.')
  await ada.deletes(second)
  await bot.start()
  const { content } = await discord.reply(first)

  expect(botTexts(discord, ada.dmChannel)).toEqual(['You said: Hello', content])
})
