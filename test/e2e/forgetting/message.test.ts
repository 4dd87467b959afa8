import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { sayAndSeedFact } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { readStoredFacts } from '../support/stored-memory.ts'
import { botMessages, PATIENT } from '../support/wait-for.ts'

const { forget } = en
const MENU = 'Forget this message'

test('a message of one’s own goes with its answer and what was learned from it; Discord shows it still', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const bees = await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I play the cello.')
  await bot.restart()

  const answer = await ada.menu(MENU, bees)
  const all = await readRedisAsText(bot.keyPrefix)
  await discord.reply(await ada.dm('Hello.'))

  expect(answer.ephemeral).toBe(true)
  expect(answer.text).toBe(
    [forget.messageGone, forget.messageFacts(1), `${forget.messageStays} ${forget.answersGoAlong}`].join('\n'),
  )
  expect(all).not.toContain('I keep bees.')
  expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'I play the cello.' }])
  expect(model.calls.at(-1)?.text).not.toContain('bees')
  expect(discord.messages(ada.dmChannel)).toContain(bees)
})

test.for(['the message', 'the bot’s reply'])(
  'after %s was forgotten, the reply goes with the message on Discord',
  async (which, { discord, bot, ada, general }) => {
    const bees = await ada.says(general, 'I keep bees.', { mention: true })
    const { message: reply } = await discord.reply(bees)
    await ada.menu(MENU, which === 'the message' ? bees : reply)
    await bot.restart()

    const isGone = discord.until(what => what.kind === 'delete' && what.ids.includes(reply.id), {
      ...PATIENT,
      channelId: general.id,
    })
    await ada.deletes(bees)
    await isGone

    expect(botMessages(discord, general)).toEqual([])
  },
)

test('an edit does not bring it back', async ({ discord, bot, ada, general }) => {
  const bees = await sayAndSeedFact({ discord, bot }, [ada, general], 'I keep bees.')
  await ada.menu(MENU, bees)
  await ada.edits(bees, `<@${discord.botId}> I keep many bees.`)
  await bot.learned(ada)
  await bot.stop()

  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('bees')
})

test('the bot’s reply goes alone, for whom it answers', async ({ discord, bot, model, ada, bob, general }) => {
  model.plays(call => call.says('Something embarrassing.').ends())
  const asked = await ada.says(general, 'Tell me a joke.', { mention: true })
  const { message: reply } = await discord.reply(asked)

  const bobs = await bob.menu(MENU, reply)
  const own = await ada.menu(MENU, reply)
  const again = await ada.menu(MENU, reply)
  await bot.stop()

  expect(bobs.text).toBe(forget.messageNotYours)
  expect(own.text).toBe([forget.messageGone, `${forget.answerStays} ${forget.answersGoAlong}`].join('\n'))
  expect(again.text).toBe(forget.messageNotKept)
  const all = await readRedisAsText(bot.keyPrefix)
  expect(all).not.toContain('embarrassing')
  expect(all).toContain('Tell me a joke.')
})

test('nobody forgets what somebody else said, and what is not kept can’t go', async ({
  discord,
  bot,
  ada,
  bob,
  general,
}) => {
  const bees = await sayAndSeedFact({ discord, bot }, [ada, general], 'I keep bees.')
  const chat = await ada.says(general, 'Nice weather.')

  const answers = [await bob.menu(MENU, bees), await bob.menu(MENU, chat), await ada.menu(MENU, chat)]

  expect(answers.map(({ text }) => text)).toEqual([
    ...[forget.messageNotYours, forget.messageNotYours],
    forget.messageNotKept,
  ])
  expect(await readStoredFacts(bot, ada)).toHaveLength(1)
})

test('in the DM, too, the bot’s reply goes alone', async ({ discord, bot, model, ada }) => {
  model.plays(call => call.says('Something embarrassing.').ends())
  const { message: reply } = await discord.reply(await ada.dm('Tell me a joke.'))
  await bot.restart()

  const answer = await ada.menu(MENU, reply)
  await discord.reply(await ada.dm('Another one!'))

  expect(answer.ephemeral).toBe(true)
  expect(answer.text).toContain(forget.messageGone)
  expect(model.calls.at(-1)?.text).toContain('Tell me a joke.')
  expect(model.calls.at(-1)?.text).not.toContain('embarrassing')
})
