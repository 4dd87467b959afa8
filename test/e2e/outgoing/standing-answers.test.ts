import { expect } from 'vitest'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import { leaveAnswer } from '../support/leave-answer.ts'
import { gatedTest as test } from '../support/running-bot.ts'
import { botMessages, botTexts, waitForText } from '../support/wait-for.ts'

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
  await leaveAnswer(discord, question, 'It is salty.')
  const marked = waitForText(discord, ada.dmChannel, `It is salty.\n\n${en.answers.cutOff}`)
  const call = model.nextCall()
  await bot.start()
  ;(await call).says('It is').breaks()
  model.otherwise = again => again.refuses(401)
  await marked
  await bot.logged('not answered')
  await bot.stop()
  const edited = await ada.dm('And of the moon?')
  await leaveAnswer(discord, edited, 'It is far.')
  await ada.edits(edited, 'And of the sun?')
  await bot.start()

  await waitForText(discord, ada.dmChannel, en.answers.modelKeyRefused)
})

test('so does one answer to several messages; who has none is told so', async ({ discord, bot, model, ada }) => {
  await discord.reply(await ada.dm('Hello'))
  await bot.stop()
  const first = await ada.dm('one')
  const second = await ada.dm('two')
  await leaveAnswer(discord, second, 'Both.', { nonce: `${first.id}.0`, enforce_nonce: true })
  model.otherwise = call => call.refuses(401)
  const marked = waitForText(discord, ada.dmChannel, `Both.\n\n${en.answers.cutOff}`)
  await bot.start()
  await marked
  await bot.logged('not answered')
  await bot.stop()
  const before = await ada.dm('three')
  const last = await ada.dm('four')
  await leaveAnswer(discord, last, 'Only the last.')
  await bot.start()
  await discord.reply(before)
  await bot.logged('not answered')

  expect(botMessages(discord, ada.dmChannel).slice(1).map(describeReply)).toEqual([
    [second.id, `Both.\n\n${en.answers.cutOff}`],
    [last.id, `Only the last.\n\n${en.answers.cutOff}`],
    [before.id, en.answers.modelKeyRefused],
  ])
})

test('it does not where something before it is edited or deleted meanwhile', async ({ discord, bot, model, ada }) => {
  await discord.reply(await ada.dm('Hello'))
  model.otherwise = call => call.refuses(401)
  for (const change of ['edits', 'deletes'] as const) {
    await bot.stop()
    const first = await ada.dm('one')
    const second = await ada.dm('two')
    await leaveAnswer(discord, second, 'Both.')
    const asked = model.nextCall()
    await bot.start()
    await asked
    await (change === 'edits' ? ada.edits(first, 'uno') : ada.deletes(first))
    await waitForText(discord, ada.dmChannel, en.answers.modelKeyRefused)
  }
  await bot.stop()

  expect(botTexts(discord, ada.dmChannel).slice(1)).toEqual(Array(2).fill(en.answers.modelKeyRefused))
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
  await leaveAnswer(discord, second, 'Both.', { nonce: `${first.id}.0`, enforce_nonce: true })
  await ada.deletes(second)
  await bot.start()
  const { content } = await discord.reply(first)

  expect(botTexts(discord, ada.dmChannel)).toEqual(['You said: Hello', content])
})
