import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { UserId } from '../../memory/types.ts'
import { toMemoryUnavailable } from '../connection/errors.ts'
import { assertSnowflake, type Keys } from '../keys.ts'
import { runScript } from '../run-script.ts'

/** Every process looks far more often than that. */
const RETENTION_MS = 3_600_000

/** How the processes of a bot tell one another whose words they must not keep: a bot, another, the operator's command. */
export function redisDeletionFeed(redis: Redis, keys: Keys) {
  const processId = randomBytes(6).toString('hex')
  let lastScore = '-inf'
  return {
    /** This process has taken something of a user's away. Throws MemoryUnavailable. */
    async announce(user: UserId): Promise<void> {
      await runScript(
        redis,
        'tell-forgotten',
        [keys.deletionFeed],
        [`${assertSnowflake(user)}:${processId}`, RETENTION_MS],
      )
    },

    /** Of whom other processes took something away since the last look; at the first, in the last hour. Throws MemoryUnavailable. */
    async readNew(): Promise<readonly UserId[]> {
      const found = await redis
        .zrange(keys.deletionFeed, `${lastScore === '-inf' ? '' : '('}${lastScore}`, '+inf', 'BYSCORE', 'WITHSCORES')
        .catch((error: unknown) => {
          throw toMemoryUnavailable('zrange', error)
        })
      lastScore = found.at(-1) ?? lastScore
      const others = found.filter((name, i) => i % 2 === 0 && !name.endsWith(`:${processId}`))
      return [...new Set(others.map(name => name.split(':')[0] ?? ''))]
    },
  }
}
