import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { UserId } from '../memory/types.ts'
import { digits, type Keys } from './keys.ts'
import { runScript } from './scripts.ts'
import { unavailable } from './unavailable.ts'

/** Every process looks far more often than that. */
const TOLD_MS = 3_600_000

/** How the processes of a bot tell one another whose words they must not keep: a bot, another, the operator's command. */
export function forgottenUsers(redis: Redis, keys: Keys) {
  const process = randomBytes(6).toString('hex')
  let lookedTo = '-inf'
  return {
    /** This process has taken something of a user's away. Throws MemoryUnavailable. */
    async tell(user: UserId): Promise<void> {
      await runScript(redis, 'tell-forgotten', [keys.forgotten], [`${digits(user)}:${process}`, TOLD_MS])
    },

    /** Of whom other processes took something away since the last look; at the first, in the last hour. Throws MemoryUnavailable. */
    async look(): Promise<readonly UserId[]> {
      const found = await redis
        .zrange(keys.forgotten, `${lookedTo === '-inf' ? '' : '('}${lookedTo}`, '+inf', 'BYSCORE', 'WITHSCORES')
        .catch((error: unknown) => {
          throw unavailable('zrange', error)
        })
      lookedTo = found.at(-1) ?? lookedTo
      const others = found.filter((name, i) => i % 2 === 0 && !name.endsWith(`:${process}`))
      return [...new Set(others.map(name => name.split(':')[0] ?? ''))]
    },
  }
}
