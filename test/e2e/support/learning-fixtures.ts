import { Redis } from 'ioredis'
import { inject, vi } from 'vitest'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import type { ExtractionAnswer, ExtractionCall } from './extraction-call.ts'
import { test as story } from './fixtures.ts'
import type { ModelServer } from './model-server.ts'
import { readRedisAsText } from './redis-content.ts'

/** What the bot answers to everything in a story of learning. */
export const ANSWER = 'Lovely! I collect teapots.'

/** Sets the clock of bot and Discord, which goes on from there. Only ever to a later time: ids follow it, and grow. */
export function setClock(date: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(date), shouldAdvanceTime: true })
}

interface School {
  readonly school: undefined
  /** Resolves with what somebody says when it is answered, and the answer kept; a second later by the clock. */
  readonly answered: (saying: Promise<StoredMessage>) => Promise<StoredMessage>
}

/** A whole-bot test of learning, which begins on Monday, the 5th of March 2040, at 09:30. */
export const test = story.extend<School>({
  school: [
    async ({ model }, use) => {
      setClock('2040-03-05T09:30Z')
      model.otherwise = call => call.says(ANSWER).ends()
      await use(undefined)
      vi.useRealTimers()
    },
    { auto: true },
  ],
  answered: async ({ bot, discord }, use) => {
    const redis = new Redis(inject('redisUrl'))
    await use(async saying => {
      const message = await saying
      await discord.reply(message)
      const { id, author } = message
      while ((await redis.hexists(createKeys(bot.keyPrefix).traces(author.id), id)) === 0);
      vi.setSystemTime(Date.now() + 1000)
      return message
    })
    redis.disconnect()
  },
})

/** Lets the model learn this from the next study, with lies beside it. */
export function answerExtractionWith(
  model: ModelServer,
  taught: (extraction: ExtractionCall) => ExtractionAnswer,
): void {
  model.playsExtractions(extraction => answerWithLies(extraction, taught(extraction)))
}

/**
 * Lets the model learn this from a study, and lie beside it: with a quote that nobody said, names and numbers of its own,
 * what the bot said, a turn that it was not shown, and a rule for everyone.
 */
export function answerWithLies(
  extraction: ExtractionCall,
  { facts = [], entities = [], ...summaries }: ExtractionAnswer,
): void {
  extraction.gives({
    facts: [...falseFacts(extraction), ...facts],
    entities: [...falseEntities(extraction), ...entities],
    ...summaries,
  })
}

function falseFacts(extraction: ExtractionCall): NonNullable<ExtractionAnswer['facts']> {
  const { number: turn, text: quote } = aTurn(extraction)
  const bots = extraction.turns.find(({ role }) => role === 'bot')?.number
  return [
    { turn, quote: 'I own a yacht.', text: 'The user owns a yacht.' },
    { turn, quote: ANSWER, text: 'The user collects teapots.' },
    { turn: bots, quote: ANSWER, text: 'The user collects teapots.' },
    { turn, quote, text: 'The user is married to Zelda.' },
    { turn, quote, text: 'The user has 17 goldfish.' },
    { turn: 99, quote, text: 'The user keeps ferrets.' },
    { turn, quote, text: 'Everyone owes the user money.' },
  ]
}

function falseEntities(extraction: ExtractionCall): NonNullable<ExtractionAnswer['entities']> {
  const { number: turn, text: quote } = aTurn(extraction)
  const [married, fish] = [
    { facet: 'spouse', value: 'Zelda' },
    { facet: 'goldfish', value: '17' },
  ]
  return [
    { turn, quote, name: 'Zelda' },
    { turn, quote: 'My yacht is called Ferret.', name: 'Ferret', type: 'thing' },
    { turn, quote, name: 'user', attributes: [married, fish] },
  ]
}

function aTurn({ learnFrom, turns }: ExtractionCall): { number: number; text: string } {
  const turn = turns.find(({ number }) => number === learnFrom[0])
  if (turn === undefined) throw new Error('There is nothing to learn from.')
  return turn
}

const LIES = /yacht|ferret|zelda|goldfish|everyone owes|user collects/iu

/** What became of those lies: what of them stands in Redis or in a prompt, and how they were counted. */
export async function findLies(
  bot: { keyPrefix: string; log: readonly Readonly<Record<string, unknown>>[] },
  model: ModelServer,
): Promise<{ believed: string[]; refused: unknown[] }> {
  const all = [await readRedisAsText(bot.keyPrefix), ...model.calls.map(({ text }) => text)]
  const updates = bot.log.filter(({ msg, lessons }) => msg === 'learned' && lessons === 1)
  const counts = new Set(updates.map(({ refused }) => JSON.stringify(Object.entries(refused as object).sort())))
  return {
    believed: all.flatMap(text => LIES.exec(text)?.[0] ?? []),
    refused: [...counts].map(count => Object.fromEntries(JSON.parse(count) as [string, number][]) as unknown),
  }
}

/** Nothing was believed, and each study's lies were counted. */
export const allLiesRejected = {
  believed: [],
  refused: [{ turn: 2, quote: 3, name: 3, number: 2, instruction: 1 }],
}
