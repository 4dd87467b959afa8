import { describe, expect, test } from 'vitest'
import { parsePrices } from '../../src/spending/parse-prices.ts'
import { priceList } from '../../src/spending/price-list.ts'
import { createPrices } from '../../src/spending/prices.ts'

const OPENAI = 'api.openai.com'
const MILLION = 1_000_000
const DOLLAR = 1_000_000_000

const costOf = (
  called: { host?: string; model: string; statedCost?: number },
  tokens: { prompt?: number; cached?: number; completion?: number },
  own = {},
) => createPrices(own).costOf({ host: OPENAI, ...called, tokens })

describe('what a request costs', () => {
  test('is what was read, read again and written, each at its price', () => {
    const tokens = { prompt: 3 * MILLION, cached: MILLION, completion: 2 * MILLION }

    expect(costOf({ model: 'gpt-5.4-mini' }, tokens)).toBe((2 * 0.75 + 0.075 + 2 * 4.5) * DOLLAR)
  })

  test('is exact for a single token', () => {
    expect(costOf({ model: 'text-embedding-3-small' }, { prompt: 1 })).toBe(20)
  })

  test('is the full price for what was read again where nothing else is known', () => {
    expect(costOf({ model: 'm' }, { prompt: MILLION, cached: MILLION }, { m: { in: 2, out: 3 } })).toBe(2 * DOLLAR)
  })

  test.for(['gpt-4o-mini-2024-07-18', 'gpt-5.4-nano-2026-03-17'])('is known of %s, a version by its day', model => {
    expect(costOf({ model }, { prompt: 1 })).toBe(
      costOf({ model: model.replace(/-\d{4}-\d\d-\d\d$/u, '') }, { prompt: 1 }),
    )
    expect(costOf({ model }, { prompt: 1 })).toBeGreaterThan(0)
  })

  test.for([
    ['localhost:11434', 'llama3'],
    ['127.0.0.1:8080', 'gpt-5.4-mini'],
    ['[::1]:8080', 'any'],
    ['192.168.0.7:1234', 'any'],
    ['ollama:11434', 'any'],
    ['box.lan', 'any'],
  ] as const)('is nothing at %s, which is one’s own', ([host, model]) => {
    expect(costOf({ host, model }, { prompt: MILLION, completion: MILLION })).toBe(0)
  })

  test.for([
    [OPENAI, 'gpt-of-tomorrow'],
    [OPENAI, 'constructor'],
    ['constructor.example', 'toString'],
    ['models.example', 'gpt-5.4-mini'],
    ['my.openai.azure.com', 'my-deployment'],
    ['api.openai.com.evil.example', 'gpt-5.4-mini'],
  ] as const)('is not known at %s of %s', ([host, model]) => {
    const prices = createPrices()

    expect(prices.costOf({ host, model, tokens: { prompt: 1 } })).toBeUndefined()
    expect(prices.isKnown({ host, model })).toBe(false)
  })

  test('is not known where a model without a price for it wrote something', () => {
    expect(costOf({ model: 'text-embedding-3-small' }, { prompt: 5, completion: 1 })).toBeUndefined()
  })

  test('is nothing where nothing was taken, as of a refused request', () => {
    expect(costOf({ host: 'models.example', model: 'm' }, {})).toBe(0)
  })

  test('is what the server says, where that means dollars', () => {
    const tokens = { prompt: 100, completion: 100 }

    expect(costOf({ host: 'openrouter.ai', model: 'a/b', statedCost: 0.00042 }, tokens)).toBe(420_000)
    expect(costOf({ host: 'openrouter.ai', model: 'a/b' }, tokens)).toBeUndefined()
    expect(costOf({ host: 'models.example', model: 'a/b', statedCost: 0.00042 }, tokens)).toBeUndefined()
  })
})

describe('MODEL_PRICES', () => {
  const own = { mine: { in: 1, out: 2 }, 'one.example/mine': { in: 5, out: 5 }, 'gpt-5.4-mini': { in: 100, out: 100 } }

  test('counts before all else, at one host before the others, and on one’s own machine', () => {
    const prompt = MILLION

    expect(costOf({ host: 'two.example', model: 'mine' }, { prompt }, own)).toBe(DOLLAR)
    expect(costOf({ host: 'one.example', model: 'mine' }, { prompt }, own)).toBe(5 * DOLLAR)
    expect(costOf({ model: 'gpt-5.4-mini' }, { prompt }, own)).toBe(100 * DOLLAR)
    expect(costOf({ host: '127.0.0.1:1', model: 'mine' }, { prompt }, own)).toBe(DOLLAR)
  })

  test('is read as it stands', () => {
    expect(parsePrices(JSON.stringify(own))).toEqual(own)
    expect(parsePrices('{}')).toEqual({})
    expect(parsePrices('{"free":{"in":0,"cached":0,"out":0},"embeds":{"in":0.02}}')).toEqual({
      free: { in: 0, cached: 0, out: 0 },
      embeds: { in: 0.02 },
    })
  })

  test.for([
    ['gpt-5.4-mini=0.75', /^must be JSON such as \{/u],
    ['[1]', /^must be JSON such as/u],
    ['"x"', /^must be JSON such as/u],
    ['{"m":0.75}', /^has no prices for "m": .*such as/u],
    ['{"m":null}', /^has no prices for "m"/u],
    ['{"m":{"input":1,"output":2}}', /^has "input" for "m": a price has "in", "out"/u],
    ['{"m":{"in":1,"out":2,"unit":"EUR"}}', /^has "unit" for "m"/u],
    ['{"m":{"in":"0,75","out":2}}', /^has no number for "in" of "m": .*dollars for a million tokens/u],
    ['{"m":{"out":2}}', /^has no number for "in" of "m"/u],
    ['{"m":{"in":1,"out":-2}}', /^has no number for "out" of "m"/u],
    ['{"m":{"in":1,"out":1e9}}', /^has no number for "out" of "m"/u],
    ['{"good":{"in":1},"bad":{"in":1,"cached":null}}', /^has no number for "cached" of "bad"/u],
  ] as const)('%s: it says what is wrong, and how to put it', ([text, problem]) => {
    expect(parsePrices(text)).toEqual({ problem: expect.stringMatching(problem) })
  })

  test('quotes little of what may have been meant for another line', () => {
    const { problem } = parsePrices(`{"sk-${'x'.repeat(500)}":1}`) as { problem: string }

    expect(problem.length).toBeLessThan(250)
  })
})

describe('the list', () => {
  const all = Object.entries(priceList)

  test.for(all)('of %s has a source, a day and prices', ([, { source, date, models }]) => {
    expect(source).toMatch(/^https:/u)
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/u)
    for (const { in: input, cached = input, out = input } of Object.values(models)) {
      expect(input).toBeGreaterThan(0)
      expect(cached).toBeLessThanOrEqual(input)
      expect(out).toBeGreaterThanOrEqual(input)
    }
  })

  test('knows the models that the bot asks if nobody says otherwise', () => {
    const models = ['gpt-5.4-mini', 'gpt-5.4-nano', 'text-embedding-3-small']

    expect(models.filter(model => !createPrices().isKnown({ host: OPENAI, model }))).toEqual([])
  })
})
