import { isDeepStrictEqual } from 'node:util'
import { Redis } from 'ioredis'
import { inject, vi } from 'vitest'
import { type Keys, keysUnder } from '../../src/redis/keys.ts'

/** Whose memory it is, and where it stands: of the bot of the story, or in a Redis of the test's own. */
interface Where {
  readonly keyPrefix?: string
  readonly redisUrl?: string
}

/** What a bot keeps of somebody. */
export interface Kept {
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
export async function kept(
  { keyPrefix, redisUrl = inject('redisUrl') }: Where,
  person: { readonly id: string; readonly dmChannel: { readonly id: string } },
): Promise<Kept> {
  const redis = new Redis(redisUrl)
  redis.on('error', () => undefined) // it may be one that was killed, and is on its way back
  try {
    return await read(redis, keysUnder(keyPrefix), person.id, person.dmChannel.id)
  } finally {
    redis.disconnect()
  }
}

/** Resolves with what is kept when that is so: nothing tells a test of it, where another process learns. */
export async function untilKept(
  where: Where,
  person: Parameters<typeof kept>[1],
  expected: Partial<Kept>,
): Promise<Kept> {
  async function look() {
    const now = await kept(where, person)
    for (const name of Object.keys(expected) as (keyof Kept)[]) {
      if (!isDeepStrictEqual(now[name], expected[name])) throw new Error(`Kept is ${JSON.stringify(now)}.`)
    }
    return now
  }
  return await vi.waitFor(look, { timeout: 50_000, interval: 100 })
}

async function read(redis: Redis, keys: Keys, user: string, channel: string): Promise<Kept> {
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
    aside: await redis.hgetall(keys.aside(user)),
    isPending: (await redis.zscore(keys.pending, user)) !== null,
  }
}
