import type { Redis } from 'ioredis'
import { changeMethods } from '../../../src/redis/stores/user-memory/change.ts'
import { pendingChoiceMethods } from '../../../src/redis/stores/user-memory/pending-choices.ts'
import { restoreMethods } from '../../../src/redis/stores/user-memory/restore.ts'
import { settingsMethods } from '../../../src/redis/stores/user-memory/settings.ts'
import { bothStores } from './both-stores.ts'

/** All sides of one memory, with keys of the test's own, and what users change of it by themselves. */
export function userMemoryStores(redis: Redis) {
  const stores = bothStores(redis)
  const options = { redis, keys: stores.keys, historyDays: 30 }
  return {
    ...stores,
    own: {
      ...changeMethods(options),
      ...restoreMethods(options),
      ...settingsMethods(options),
      ...pendingChoiceMethods(options),
    },
  }
}
