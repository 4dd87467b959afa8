import { Redis } from 'ioredis'
import { describe, expect, inject, vi } from 'vitest'
import { loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import type { ExtractionCall } from '../support/extraction-call.ts'
import { setClock, test } from '../support/learning-fixtures.ts'

const exact = await loadTokenCounter()

const EXCHANGES = 200
const friends = ['Mia', 'Sarah', 'Tom', 'Cleo', 'Omar']
const towns = ['Lisbon', 'Oslo', 'Rome', 'Porto', 'Bergen', 'Turin', 'Faro']
const doings = ['went climbing', 'cooked a curry', 'saw a comedy', 'fixed a bicycle', 'heard a choir', 'lost a bet']

const of = <Item>(items: readonly Item[], at: number) => items[at % items.length] as Item

/** As long as people’s messages in long talks are: some 25 tokens. */
const message = (at: number) =>
  `I ${of(doings, at)} with ${of(friends, at)} in ${of(towns, at)} yesterday, it was number ${at} on our list and we want to do it again soon.`
const ANSWER =
  `That sounds like a lovely time, and I am glad that you could do it together! What did you like best about
  it, and is there something that you would do in another way when you go there again?`.replaceAll(/\s+/gu, ' ')

/** Every fourth message tells something that is worth keeping. */
function learn(extraction: ExtractionCall): void {
  const told = extraction.turns.filter(
    ({ number, text }) => extraction.learnFrom.includes(number) && / \d*[048] on our/u.test(text),
  )
  extraction.gives({
    facts: told.map(({ number, text }) => ({
      turn: number,
      quote: text,
      text: `The user ${/^I (.*) yesterday/u.exec(text)?.[1]}.`,
      kind: 'event',
    })),
    entities: told.map(({ number, text }) => {
      const [, name, town] = /with (\w+) in (\w+)/u.exec(text) ?? []
      return { turn: number, quote: text, name, relation: 'friend', attributes: [{ facet: 'trip', value: town }] }
    }),
    summary: extraction.summarizes
      ? `They spoke of what the user did with friends. ${'It was long. '.repeat(25)}`
      : null,
    merged: `They spoke of what the user did with friends. ${'It was long. '.repeat(35)}`,
  })
}

/** What the server of the cheap model counts as the prompt: the messages, and the schema. */
function promptTokens({ body }: ExtractionCall): number {
  const messages = body['messages'] as readonly { content: string }[]
  const texts = [...messages.map(({ content }) => content), JSON.stringify(body['response_format'])]
  return texts.reduce((sum, text) => sum + exact.count(text) + 4, 0)
}

describe('200 exchanges at default settings', () => {
  test.override({
    loopback: { channelLimits: false },
    settings: { MESSAGES_PER_MINUTE: '1000', DISCORD_REQUESTS_PER_SECOND: '1000' },
  })

  test.for([5, 120])('%d seconds apart', { timeout: 120_000 }, async (seconds, { bot, model, answered, ada }) => {
    const redis = new Redis(inject('redisUrl'))
    const keys = createKeys(bot.keyPrefix)
    const isDue = async () => {
      const [due, [seconds = 0, micros = 0]] = await Promise.all([redis.zscore(keys.pending, ada.id), redis.time()])
      return due !== null && Number(due) <= Number(seconds) * 1000 + Number(micros) / 1000
    }
    model.otherwise = call => call.says(ANSWER).ends()
    model.otherwiseExtracts = learn
    setClock('2040-03-05T09:30Z')
    for (let at = 0; at < EXCHANGES; at += 1) {
      await answered(ada.dm(message(at)))
      vi.setSystemTime(Date.now() + seconds * 1000)
      // As the sweep of every 2 s does it, which is far apart for a test.
      if (await isDue()) await bot.learned(ada)
    }
    redis.disconnect()

    const learned = new Set(
      model.extractions.flatMap(extraction =>
        extraction.turns.filter(({ number }) => extraction.learnFrom.includes(number)).map(({ text }) => text),
      ),
    )
    const tokens = model.extractions.map(promptTokens).reduce((sum, tokens) => sum + tokens, 0)
    expect(learned.size).toBeGreaterThan(EXCHANGES - 11)
    expect(model.calls).toHaveLength(EXCHANGES)
    expect(model.extractions.length / EXCHANGES).toBeLessThanOrEqual(0.25)
    expect(tokens / EXCHANGES).toBeLessThanOrEqual(700)
    // All facts fit the prompt, so no question was embedded.
    expect(model.calls.at(-1)?.notes.length).toBeGreaterThan(30)
    const embedded = new Set(model.embeddings.flatMap(({ input }) => input))
    expect(model.calls.filter((_, at) => embedded.has(message(at).toLowerCase()))).toEqual([])
  })
})
