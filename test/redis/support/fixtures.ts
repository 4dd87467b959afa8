import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { inject, onTestFinished } from 'vitest'
import { createKeys, type Keys } from '../../../src/redis/keys.ts'
import type { CorruptRecord } from '../../../src/redis/records/corrupt-record.ts'
import { type ConversationStoreOptions, redisConversationStore } from '../../../src/redis/stores/conversations.ts'
import { emptyRedis } from '../../support/empty-redis.ts'

/** What a test may want otherwise. */
type StoreOptions = Partial<
  Pick<
    ConversationStoreOptions,
    | 'processId'
    | 'isLeaseHeldSince'
    | 'keys'
    | 'knowledgeCache'
    | 'deletionList'
    | 'windowMessages'
    | 'logLimit'
    | 'learnDelayMs'
    | 'learnBatch'
  >
>

const DISCORD_EPOCH = 1_420_070_400_000
let counted = 0

/** A new id, larger than all before it in this process, and unlike those of other test files. */
export function snowflake(): string {
  counted += 1
  const time = BigInt(Date.now() - DISCORD_EPOCH + counted)
  return ((time << 22n) | BigInt(randomBytes(2).readUInt16BE())).toString()
}

const prefixes = new Set<string>()

/** Keys of the test's own. */
export function testKeys(): Keys {
  const prefix = `test-${randomBytes(6).toString('hex')}:`
  prefixes.add(prefix)
  return createKeys(prefix)
}

/**
 * Takes all of these out of the suite's Redis, in which tests look for theirs among all there are, and indexes, for which each new
 * key is compared with the prefixes of all. Called when the tests of a file are over.
 */
export async function emptyTestKeys(): Promise<void> {
  const gone = [...prefixes]
  prefixes.clear()
  if (gone.length === 0) return
  for (const database of ['/0', '/1']) await emptyRedis(gone, new URL(database, inject('redisUrl')).href)
}

/** A plain connection to the suite's Redis, closed after the test. */
export function plainRedis(url: string = inject('redisUrl')): Redis {
  const redis = new Redis(url)
  redis.on('error', () => undefined)
  onTestFinished(() => redis.disconnect())
  return redis
}

/** Lets a test stand between the stores and the scripts that they run on a connection. Returns what ends it. */
export function interceptScripts(redis: Redis, intercept: (run: () => unknown) => unknown): () => void {
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) =>
    command.name.toLowerCase().startsWith('eval') ? intercept(() => send(command, stream)) : send(command, stream)
  return () => {
    redis.sendCommand = send
  }
}

/** Everything under a test's keys, as one text. */
export async function readAllKeys(redis: Redis, keys: Keys): Promise<string> {
  const found: unknown[] = []
  for (const key of await redis.keys(`${keys.pending.slice(0, -'pending'.length)}*`)) {
    const type = await redis.type(key)
    const read = { string: 'GET', hash: 'HGETALL', set: 'SMEMBERS', zset: 'ZRANGE' }[type] ?? 'TYPE'
    found.push(key, await redis.call(read, ...(read === 'ZRANGE' ? [key, '0', '-1'] : [key])))
  }
  return JSON.stringify(found)
}

/** A store for one test, with what it reported. */
export function testStore(redis: Redis, { processId = 'a', keys = testKeys(), ...limits }: StoreOptions = {}) {
  const problems: CorruptRecord[] = []
  const store = redisConversationStore({
    redis,
    keys,
    processId,
    windowMessages: 20,
    logLimit: 2000,
    historyDays: 30,
    learnDelayMs: 300_000,
    learnBatch: 10,
    onCorruptRecord: problem => problems.push(problem),
    ...limits,
  })
  return { store, keys, problems }
}
