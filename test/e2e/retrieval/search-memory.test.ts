import { describe, expect } from 'vitest'
import { loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import { parseTrace } from '../../../src/redis/records/traces.ts'
import { readRedis } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'

await loadTokenCounter() // so that no test waits for it

const films = Array.from({ length: 150 }, (_, i) => ({ text: `Ada has seen the film number ${i} and found it dull.` }))
const lisbon = { id: 'lisbon', text: 'Ada wanted to learn the guitar in Lisbon.', eventAt: '2026-03' }

describe('search_memory', () => {
  test('lets the model look for what the prompt does not show, and it answers with that', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await discord.reply(await ada.dm('hello'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: [lisbon, ...films] })
    model.plays(
      call => call.looksUp({ query: 'Lisbon', from: '2026-03', to: '2026-03' }),
      call => call.says('You wanted to learn the guitar.').ends(),
    )

    const question = await ada.dm('which film was number 7?')
    const { content } = await discord.reply(question)
    await bot.stop()

    expect(model.calls[1]?.offered).toContain('search_memory')
    expect(model.calls[1]?.question).not.toContain('Lisbon')
    expect(model.calls[2]?.lookedUp).toEqual([
      expect.stringMatching(
        /^\[Notes[^\n]*\n> - \S+: Ada wanted to learn the guitar in Lisbon\. \(in March 2026\)\n$/u,
      ),
    ])
    expect(content).toBe('You wanted to learn the guitar.')
    const kept = await readRedis(bot.keyPrefix)
    const trace = parseTrace(String(Object(kept.get(`trace:{${ada.id}}`)?.value)[question.id]))
    expect(trace).toMatchObject({ lookups: 1 })
    expect(trace?.facts).toContain('lisbon')
  })

  test('hears no more than the place may hear', async ({ discord, bot, model, ada, general }) => {
    await discord.reply(await ada.dm('hello'))
    await seedMemory(bot, ada, ada.dmChannel, {
      facts: [{ text: 'Ada has a secret garden.' }],
      summary: 'They spoke of the secret garden.',
    })
    await discord.reply(await ada.says(general, 'hello', { mention: true }))
    await seedMemory(bot, ada, general, { facts: films })
    model.plays(
      call => call.looksUp({ query: 'secret garden' }),
      call => call.looksUp({ query: 'garden', from: '2020' }),
    )

    await discord.reply(await ada.says(general, 'what is my secret?', { mention: true }))

    const last = model.calls.at(-1)
    expect(last?.lookedUp).toHaveLength(2)
    expect(last?.lookedUp.join('\n')).toContain('film number')
    expect(last?.text.replaceAll(/"query":[^}]*/gu, '').replaceAll('what is my secret?', '')).not.toContain('secret')
  })

  test('tells what has changed, and what older summaries say, beside the notes', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await discord.reply(await ada.dm('hello'))
    await seedMemory(bot, ada, ada.dmChannel, {
      summary: `Ada promised Cleo a map of Lisbon. ${'They went on. '.repeat(200)}`,
    })
    await discord.reply(await ada.dm('hello again'))
    await seedMemory(bot, ada, ada.dmChannel, { summary: 'They spoke of the weather.' })
    model.plays(call => call.looksUp({ query: 'Lisbon' }))

    await discord.reply(await ada.dm('what of Lisbon?'))

    expect(model.calls[2]?.text).toContain('They spoke of the weather.')
    expect(model.calls[2]?.text).not.toContain('a map of Lisbon')
    expect(model.calls[3]?.lookedUp).toEqual([
      expect.stringMatching(/> - \S+: Ada promised Cleo a map of Lisbon\.\n$/u),
    ])
  })

  test('gives no more than two look-ups for an answer', async ({ discord, bot, model, ada }) => {
    await discord.reply(await ada.dm('hello'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: [lisbon, ...films] })
    const film = ['search_memory', { query: 'film' }] as const
    model.plays(call => call.usesAtOnce(film, film, film))

    const question = await ada.dm('which film was number 7?')
    await discord.reply(question)
    await bot.stop()

    expect(model.calls[2]?.lookedUp).toEqual([
      expect.stringContaining('film number'),
      expect.stringContaining('film number'),
      expect.stringContaining('no more look-ups'),
    ])
    const trace = Object((await readRedis(bot.keyPrefix)).get(`trace:{${ada.id}}`)?.value)[question.id]
    expect(parseTrace(String(trace))).toMatchObject({ lookups: 2 })
  })

  test('is not offered while the prompt shows all there is', async ({ discord, bot, model, ada }) => {
    await discord.reply(await ada.dm('hello'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: [lisbon], summary: 'They greeted each other.' })

    await discord.reply(await ada.dm('what of Lisbon?'))

    expect(model.calls.flatMap(({ offered }) => offered)).not.toContain('search_memory')
  })
})
