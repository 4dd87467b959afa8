import type { Redis } from 'ioredis'
import type { UserId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { readRunId } from '../connection/server-info.ts'
import type { Keys, PassName } from '../keys.ts'
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
  // A cursor is of no use to another server, or to the same one after a restart.
  const runId = await readRunId(connection)
  const [begunFor, begunOn, cursorBefore, usersBefore] = await redis.hmget(key, 'subject', 'server', 'cursor', 'users')
  const isBegun = begunFor === subject && runId !== undefined && begunOn === runId
  let cursor = (isBegun && cursorBefore) || '0'
  let users = isBegun ? Number(usersBefore) : 0
  if (isBegun) log.info({ pass: name, users, percent: percentAt(cursor) }, 'a pass over all users goes on')
  else if (begunFor !== null) await redis.del(key)
  let loggedAt = performance.now()
  do {
    const [next, step] = await scanUsersWithFacts(redis, keys, cursor)
    if (step.length > 0) yield step
    cursor = next
    users += step.length
    await redis.hset(key, { subject, server: runId ?? '', cursor, users })
    if (cursor !== '0' && performance.now() - loggedAt > LOG_INTERVAL_MS) {
      loggedAt = performance.now()
      log.info({ pass: name, users, percent: percentAt(cursor) }, 'a pass over all users is under way')
    }
  } while (cursor !== '0')
  await redis.del(key)
}

function percentAt(cursor: string): number {
  return Math.floor(shareScanned(cursor) * 100)
}
