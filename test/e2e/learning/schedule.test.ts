import { describe, expect } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import type { ExtractionCall } from '../support/extraction-call.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { test as story } from '../support/fixtures.ts'
import { readMetrics } from '../support/metrics-page.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { readStoredMemory, waitForStoredMemory } from '../support/stored-memory.ts'

const test = story.extend('loopback', { channelLimits: false }).extend('settings', { LEARN_DELAY_SECONDS: '1' })

const inLisbon = (extraction: ExtractionCall) => extraction.gives({ facts: homeFacts('Lisbon', extraction) })

describe.concurrent('what was said last is learned', { timeout: 60_000 }, () => {
  test('without another message', async ({ bot, model, ada }) => {
    const asked = model.nextExtraction()
    await ada.dm('I live in Lisbon.')
    inLisbon(await asked)

    await waitForStoredMemory(bot, ada, { facts: ['The user lives in Lisbon.'] })
    expect(model.extractions[0]?.turns[0]).toMatchObject({ role: 'user', text: 'I live in Lisbon.' })
  })

  test('when the bot was stopped while it was being learned', async ({ discord, bot, model, ada }) => {
    const asked = model.nextExtraction()
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    const extraction = await asked
    model.otherwiseExtracts = inLisbon
    await bot.restart()
    await extraction.closed

    await waitForStoredMemory(bot, ada, { facts: ['The user lives in Lisbon.'] })
    expect(model.extractions).toHaveLength(2)
  })

  test.for([500, 503, 429])(
    'after a %s of the model, once it is well',
    async (status, { discord, bot, model, ada }) => {
      model.otherwiseExtracts = extraction => extraction.refuses(status)
      await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
      const told = await bot.logged('learning postponed: model unavailable')
      const unlearned = await readStoredMemory(bot, ada)
      model.otherwiseExtracts = inLisbon

      expect(told).toMatchObject({ user: ada.id, failure: 'overloaded', status })
      expect(unlearned).toMatchObject({ facts: [], learnedTo: undefined, aside: {}, isPending: true })
      await waitForStoredMemory(bot, ada, { facts: ['The user lives in Lisbon.'] })
    },
  )

  test('after a start without a model’s server, once there is one', async ({ discord, bot, model, ada }) => {
    const nowhere = `http://127.0.0.1:${await freePort()}/v1`
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    await bot.restart({ LEARN_DELAY_SECONDS: '1', OPENAI_BASE_URL: nowhere })
    const told = await bot.logged('learning postponed: model unavailable')
    model.otherwiseExtracts = inLisbon
    await bot.restart({ LEARN_DELAY_SECONDS: '1' })

    expect(told).toMatchObject({ user: ada.id, failure: 'unreachable', code: 'ECONNREFUSED' })
    await waitForStoredMemory(bot, ada, { facts: ['The user lives in Lisbon.'] })
  })

  test('after an answer that can’t be read, once one can', async ({ discord, bot, model, ada }) => {
    model.playsExtractions(
      ...Array.from({ length: 4 }, () => (extraction: ExtractionCall) => extraction.says('{"facts":[{"turn"')),
    )
    model.otherwiseExtracts = inLisbon
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)

    await waitForStoredMemory(bot, ada, { facts: ['The user lives in Lisbon.'], aside: {} })
    await bot.logged('extraction unreadable, asking again')
    expect(model.extractions.length).toBeGreaterThanOrEqual(5)
  })

  test('once, by two processes at the same time', async ({ discord, bot, model, ada }) => {
    await bot.restart({})
    const second = await bot.another()
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    model.otherwiseExtracts = inLisbon
    await Promise.all([bot.learned(ada), second.learned(ada)])

    const inRedis = await readStoredMemory(bot, ada)
    expect(inRedis.facts).toEqual(['The user lives in Lisbon.'])
    expect(model.extractions).toHaveLength(1)
    await discord.reply(await ada.dm('Where do I live?'), PROCESS_PATIENCE)
    expect(model.calls.at(-1)?.text.match(/The user lives in Lisbon\./gu)).toHaveLength(1)
  })

  test('but for a message that no model can take: it is given up after five tries of it alone, with its reason', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    const port = String(await freePort())
    await bot.restart({ METRICS_PORT: port })
    const said = ['My cat is called Miso.', 'I like chess.', 'Poison.', 'I play the oboe.', 'I live in Lisbon.']
    const ids: string[] = []
    for (const text of said) {
      const message = await ada.dm(text)
      ids.push(message.id)
      await discord.reply(message, PROCESS_PATIENCE)
    }
    const alone: string[] = []
    model.otherwiseExtracts = extraction => {
      const shown = extraction.turns
        .filter(({ number }) => extraction.learnFrom.includes(number))
        .map(({ text }) => text)
      if (!shown.includes('Poison.')) return inLisbon(extraction)
      if (shown.length === 1) alone.push(...shown)
      return extraction.says('{"facts":')
    }
    for (let run = 0; run < 6; run += 1) await bot.learned(ada)
    const reply = await discord.reply(await ada.dm('Good morning.'), PROCESS_PATIENCE)

    const { facts, aside, learnedTo } = await readStoredMemory(bot, ada)
    expect(alone).toHaveLength(5 * 2) // each try is asked for once more, to mend what can't be read
    expect(aside).toEqual({ [`q:${ids[2]}`]: 'malformed' })
    expect(facts).toEqual(['The user lives in Lisbon.'])
    expect(learnedTo).toMatch(`:${ids[4]}`)
    expect((await readMetrics(port)).get('turns_set_aside malformed')).toBe(1)
    expect(reply.content).toBe('You said: Good morning.')
  })
})
