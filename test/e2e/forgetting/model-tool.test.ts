import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import type { ModelServer } from '../support/model-server.ts'
import { messageOf, pressAndReadTexts, sayAndSeedFact } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const { forget, commands } = en

/** The model uses the tool `forget` for the next message, and then says something. */
function forgets(model: ModelServer, about: unknown): void {
  model.plays(
    call => call.uses('forget', { about }),
    call => call.says('Press the button.').ends(),
  )
}

test('“forget what I said about …” puts a button under the answer, and nothing goes before it is pressed and confirmed', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'My ex snores.')
  await sayAndSeedFact({ discord, bot }, [ada, general], 'I keep bees.')
  forgets(model, 'my ex')
  const asked = await ada.says(general, 'Forget what I said about my ex.', { mention: true })
  const { message: reply, content } = await discord.reply(asked)
  const before = await readStoredFacts(bot, ada)
  await bot.restart()

  const bobs = await bob.clicks(reply, forget.choosePlaceholder)
  const list = await ada.clicks(reply, forget.choosePlaceholder)
  const listed = list.text
  await ada.selects(messageOf(list), forget.choosePlaceholder, ['My ex snores.'], { until: 'updated' })
  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(list), forget.forgetThis)

  expect(content).toBe('Press the button.')
  expect(model.calls.at(-1)?.text).not.toContain('snores')
  expect(before).toHaveLength(2)
  expect(bobs.text).toBe(commands.notYours)
  expect(list.ephemeral).toBe(true)
  expect(listed).toContain(forget.chooseTitleBare)
  expect(receipt).toContain(forget.goneFacts(1))
  expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'I keep bees.' }])
})

test('the model is told the same whether anything is known or not', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'My ex snores.')
  const results: unknown[] = []
  for (const person of [ada, bob]) {
    forgets(model, 'my ex')
    await discord.reply(await person.says(general, 'Forget my ex.', { mention: true }))
    results.push(model.calls.at(-1)?.lookedUp)
  }

  expect(results[0]).toEqual([expect.stringContaining('Nothing is forgotten yet')])
  expect(results[1]).toEqual(results[0])
})

test('who has told nothing of that hears it at the click', async ({ discord, model, bob }) => {
  forgets(model, 'my ex')
  const { message: reply } = await discord.reply(await bob.dm('Forget my ex.'))

  const click = await bob.clicks(reply, forget.choosePlaceholder)

  expect(click.text).toBe(forget.nothingThere)
})

test('arguments that make no sense are explained to the model, and no button comes', async ({
  discord,
  model,
  ada,
}) => {
  forgets(model, '')
  const { message: reply } = await discord.reply(await ada.dm('I never want to hear of it again.'))

  expect(model.calls.at(-1)?.lookedUp).toEqual([expect.stringMatching(/^forget takes/u)])
  expect(reply.components ?? []).toEqual([])
})
