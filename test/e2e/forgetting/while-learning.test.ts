import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { autocompletedValue, messageOf, pressAndReadTexts, sayAndSeedFact } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const { forget } = en

test('a fact that is forgotten while the learner’s model thinks does not come back', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  await discord.reply(await ada.dm('The bees that I keep are black.'))
  const extracting = model.nextExtraction()
  const learned = bot.learned(ada)
  const extraction = await extracting
  const panel = messageOf(await ada.command('forget', { what: await autocompletedValue(ada, 'i keep bees') }))
  const { panel: receipt } = await pressAndReadTexts(ada, panel, forget.forgetThis)

  extraction.gives({ facts: [extraction.fact('I keep bees.', 'The user keeps bees.')] })
  await learned
  await discord.reply(await ada.dm('Hello.'))
  await bot.stop()

  expect(receipt).toContain(forget.lookedAgain)
  expect(extraction.request).toContain('I keep bees.')
  expect(model.extractions.at(-1)?.request).not.toContain('I keep bees.')
  expect((await readStoredFacts(bot, ada)).filter(({ text }) => text.includes('keeps bees'))).toEqual([])
  expect(model.calls.at(-1)?.text).not.toMatch(/keeps? bees/u)
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/keeps? bees/u)
})

test('nor does a channel that is forgotten then', async ({ discord, bot, model, ada, general }) => {
  await discord.reply(await ada.says(general, 'I keep bees.', { mention: true }))
  const extracting = model.nextExtraction()
  const learned = bot.learned(ada)
  const extraction = await extracting
  const answer = await ada.command('forget', { what: 'this channel' }, { in: general })
  await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)

  extraction.gives({ facts: [extraction.fact('I keep bees.', 'The user keeps bees.')] })
  await learned
  await bot.stop()

  expect(await readStoredFacts(bot, ada)).toEqual([])
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('bees')
})

test('nor the last hour', async ({ discord, bot, model, ada }) => {
  await discord.reply(await ada.dm('I keep bees.'))
  const extracting = model.nextExtraction()
  const learned = bot.learned(ada)
  const extraction = await extracting
  const answer = await ada.command('forget', { what: 'last hour' })
  await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)

  extraction.gives({ facts: [extraction.fact('I keep bees.', 'The user keeps bees.')] })
  await learned
  await bot.stop()

  expect(await readStoredFacts(bot, ada)).toEqual([])
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('bees')
})

test('an answer under way that drew on what is forgotten is not kept', async ({ discord, bot, model, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const asked = model.nextCall()
  const question = await ada.dm('Which animals are mine?')
  const call = await asked
  const panel = messageOf(await ada.command('forget', { what: await autocompletedValue(ada, 'bees') }))
  const { panel: receipt } = await pressAndReadTexts(ada, panel, forget.forgetThis)

  call.says('You keep bees.').ends()
  const { content } = await discord.reply(question)
  await bot.stop()

  expect(call.text).toContain('bees')
  expect(receipt).toContain(forget.lookedAgain)
  expect(content).toBe('You keep bees.')
  expect(await readRedisAsText(bot.keyPrefix)).toContain('Which animals are mine?')
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('bees')
})

test('what told of it between preview and click goes too, nothing else that was said meanwhile', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = messageOf(await ada.command('forget', { what: await autocompletedValue(ada, 'bees') }))
  model.plays(call => call.says('You keep bees.').ends())
  await discord.reply(await ada.dm('Which animals are mine?'))
  await discord.reply(await ada.dm('I play the cello.'))
  const { panel: receipt } = await pressAndReadTexts(ada, panel, forget.forgetThis)
  await bot.stop()

  expect(receipt).toContain(forget.lookedAgain)
  const all = await readRedisAsText(bot.keyPrefix)
  expect(all).not.toContain('bees')
  expect(all).toContain('Which animals are mine?')
  expect(all).toContain('I play the cello.')
})

test('an answer under way to a forgotten question goes from Discord too', async ({ discord, bot, model, ada }) => {
  const asked = model.nextCall()
  await ada.dm('I keep bees.')
  const call = await asked
  const panel = messageOf(await ada.command('forget', { what: 'this conversation' }))
  await pressAndReadTexts(ada, panel, forget.forgetThis)

  const gone = discord.until(({ kind }) => kind === 'delete')
  call.says('Lovely bees.').ends()
  await gone
  await bot.stop()

  expect(discord.messages(ada.dmChannel).filter(({ content }) => content.includes('Lovely'))).toEqual([])
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('bees')
})
