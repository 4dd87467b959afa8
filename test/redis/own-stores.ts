import type { Redis } from 'ioredis'
import { changing } from '../../src/redis/own/changing.ts'
import { offering } from '../../src/redis/own/offers.ts'
import { restoring } from '../../src/redis/own/restoring.ts'
import { settingsOf } from '../../src/redis/own/settings.ts'
import { bothStores } from './both-stores.ts'

/** All sides of one memory, with keys of the test's own, and what users change of it by themselves. */
export function changedStores(redis: Redis) {
  const stores = bothStores(redis)
  const options = { redis, keys: stores.keys, historyDays: 30 }
  return {
    ...stores,
    own: { ...changing(options), ...restoring(options), ...settingsOf(options), ...offering(options) },
  }
}
