import type { Redis } from 'ioredis'
import type { UserId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { readRunId } from '../connection/server-info.ts'
import type { Keys, PassName } from '../keys.ts'
import { runChangeFields } from '../scripts/bookkeeping/bookkeeping.ts'
import { shareScanned } from './share-scanned.ts'
import { scanUsersWithFacts } from './users-with-facts.ts'

const LOG_INTERVAL_MS = 30_000

export interface PassDependencies {
  readonly redis: Redis
  readonly keys: Keys
  readonly log: Logger
}

interface Pass {
  readonly name: PassName
  /** What everybody is passed over for. What was begun for something else is begun anew. */
  readonly subject: string
}

/**
 * Everybody of whom a fact is kept, a step at a time, some perhaps twice. A step is done when the next one is asked for: a pass
 * that was broken off, in whichever process, goes on there. Made under `keys.passLock`. Throws MemoryUnavailable.
 */
export async function* passOverUsers(
  { redis: connection, keys, log }: PassDependencies,
  { name, subject }: Pass,
): AsyncGenerator<readonly UserId[]> {
  const redis = withMemoryErrors(connection)
  const key = keys.pass(name)
  using server = await watchServer(connection)
  const begun = await readProgress(redis, key, { subject, runId: server.runId })
  let { cursor, users } = begun
  if (begun.isBegun) log.info({ pass: name, users, percent: percentAt(cursor) }, 'a pass over all users goes on')
  let loggedAt = performance.now()
  for (let isOver = false; !isOver; ) {
    const [next, step] = await scanUsersWithFacts(redis, keys, cursor)
    if (await server.hasChanged()) {
      cursor = '0'
      users = 0
      continue
    }
    if (step.length > 0) yield step
    cursor = next
    users += step.length
    isOver = cursor === '0'
    const progress = { subject, server: server.runId ?? '', cursor, users: String(users) }
    await runChangeFields({ redis: connection }, key, new Map(Object.entries(progress)))
    if (!isOver && performance.now() - loggedAt > LOG_INTERVAL_MS) {
      loggedAt = performance.now()
      log.info({ pass: name, users, percent: percentAt(cursor) }, 'a pass over all users is under way')
    }
  }
  await redis.del(key)
}

/** How far a pass for the same subject came on the same server: a cursor is of no use to another, nor after a restart. */
async function readProgress(
  redis: Redis,
  key: string,
  { subject, runId }: { subject: string; runId: string | undefined },
) {
  const [begunFor, begunOn, cursor, users] = await redis.hmget(key, 'subject', 'server', 'cursor', 'users')
  const isBegun = begunFor === subject && runId !== undefined && begunOn === runId
  if (isBegun) return { isBegun, cursor: cursor || '0', users: Number(users) }
  if (begunFor !== null) await redis.del(key)
  return { isBegun, cursor: '0', users: 0 }
}

/** A connection may come back to another server, or to the same one started anew; only then it is asked which one it is. */
async function watchServer(connection: Redis) {
  let runId = await readRunId(connection)
  let wasClosed = false
  const onClose = () => {
    wasClosed = true
  }
  connection.on('close', onClose)
  return {
    get runId() {
      return runId
    },
    /** Whether it is another one than when this was asked last. */
    async hasChanged() {
      if (!wasClosed) return false
      wasClosed = false
      const before = runId
      runId = await readRunId(connection)
      return runId !== before
    },
    [Symbol.dispose]() {
      connection.off('close', onClose)
    },
  }
}

function percentAt(cursor: string): number {
  return Math.floor(shareScanned(cursor) * 100)
}
