import { isDeepStrictEqual } from 'node:util'
import { Redis } from 'ioredis'
import { inject, vi } from 'vitest'
import { createKeys, type Keys } from '../../../src/redis/keys.ts'
import { readRedis } from './redis-content.ts'

/** Whose memory it is, and where it stands: of the bot of the story, or in a Redis of the test's own. */
interface Where {
  readonly keyPrefix?: string
  readonly redisUrl?: string
}

/** What a bot keeps of somebody. */
export interface StoredMemory {
  /** The sentences of the facts, oldest first. */
  readonly facts: readonly string[]
  /** How many of them have an embedding, by the field it stands in. */
  readonly embedded: Readonly<Record<string, number>>
  /** The turns that the summaries cover, one after the other. */
  readonly covered: readonly string[]
  /** How far the learner has come in their DM. */
  readonly learnedTo: string | undefined
  /** Turns that were given up, with their reasons. */
  readonly aside: Readonly<Record<string, string>>
  /** Whether something of theirs is still to be learned. */
  readonly isPending: boolean
}

/** Looks into Redis for what is kept of somebody now, with their DM as the conversation. */
export async function readStoredMemory(
  { keyPrefix, redisUrl = inject('redisUrl') }: Where,
  person: { readonly id: string; readonly dmChannel: { readonly id: string } },
): Promise<StoredMemory> {
  const redis = new Redis(redisUrl)
  redis.on('error', () => undefined) // it may be one that was killed, and is on its way back
  try {
    return await read(redis, createKeys(keyPrefix), person.id, person.dmChannel.id)
  } finally {
    redis.disconnect()
  }
}

/** Resolves with what is kept when that is so: nothing tells a test of it, where another process learns. */
export async function waitForStoredMemory(
  where: Where,
  person: Parameters<typeof readStoredMemory>[1],
  expected: Partial<StoredMemory>,
): Promise<StoredMemory> {
  async function look() {
    const now = await readStoredMemory(where, person)
    for (const name of Object.keys(expected) as (keyof StoredMemory)[]) {
      if (!isDeepStrictEqual(now[name], expected[name])) throw new Error(`Kept is ${JSON.stringify(now)}.`)
    }
    return now
  }
  return await vi.waitFor(look, { timeout: 50_000, interval: 100 })
}

async function read(redis: Redis, keys: Keys, user: string, channel: string): Promise<StoredMemory> {
  // Read before the rest: where nothing was left to learn by then, all that was learned is in what is read after it.
  const isPending = (await redis.zscore(keys.pending, user)) !== null
  const ids = await redis.zrange(keys.facts(user), '0', '-1')
  const facts = await Promise.all(ids.map(id => redis.hgetall(keys.fact(user, id))))
  const conversation = await redis.hgetall(keys.conversation({ user, channel }))
  const covers = Object.entries(conversation).filter(([field]) => field.startsWith('covers:'))
  const embedded: Record<string, number> = {}
  for (const field of facts.flatMap(Object.keys).filter(name => name.startsWith('e:'))) {
    embedded[field] = (embedded[field] ?? 0) + 1
  }
  return {
    facts: facts.map(({ json = '{}' }) => (JSON.parse(json) as { text: string }).text),
    embedded,
    covered: covers.flatMap(([, json]) => JSON.parse(json) as string[]),
    learnedTo: conversation['learnedTo'],
    aside: await redis.hgetall(keys.setAsideTurns(user)),
    isPending,
  }
}

interface StoredFact {
  readonly id: string
  readonly text: string
  readonly quote: string
  readonly kind: string
  readonly subject: string
  readonly facet?: string
  readonly scope: string
  readonly channel: string
  readonly saidAt: number
  readonly eventAt?: string
  readonly replaces: readonly string[]
  readonly sources: readonly string[]
}

/** What stands in Redis of the facts of somebody, oldest first. */
export async function readStoredFacts(bot: { keyPrefix: string }, { id }: { id: string }): Promise<StoredFact[]> {
  const all = [...(await readRedis(bot.keyPrefix))].filter(([key]) => key.startsWith(`fact:{${id}}:`))
  const facts = all.map(([, { value }]) => JSON.parse((value as Record<string, string>)['json'] ?? '') as StoredFact)
  return facts.sort((a, b) => a.saidAt - b.saidAt || (a.text < b.text ? -1 : 1))
}

/** What stands in Redis of whom and what somebody told of, `Sarah relation:dm: friend`, in the order of the alphabet. */
export async function readStoredStatements(bot: { keyPrefix: string }, { id }: { id: string }): Promise<string[]> {
  const all = [...(await readRedis(bot.keyPrefix))].filter(([key]) => key.startsWith(`entity:{${id}}:`))
  return all
    .flatMap(([key, { value }]) => {
      const fields = Object.entries(value as Record<string, string>).map(([field, json]) => ({
        field,
        value: (JSON.parse(json) as { value: string }).value,
      }))
      const name = fields.find(({ field }) => field.startsWith('name:'))?.value
      const whose = key.endsWith(':user') ? 'user' : name
      return fields.map(({ field, value }) => `${whose} ${field}: ${value}`)
    })
    .sort()
}
