import { Redis } from 'ioredis'
import { standardUser } from '../../../fake-discord/standard-world.ts'
import { createKeys } from '../../../src/redis/keys.ts'

/**
 * Lets these people have been answered before by the bot whose keys begin so: under what it says to them first it then
 * adds no notice, of which most stories are not.
 */
export async function markUsersGreeted(names: readonly string[], { redisUrl, keyPrefix }: Where): Promise<void> {
  // Nobody would answer there; its stories have people of their own.
  if (redisUrl.startsWith('redis-cluster:')) return
  const redis = new Redis(redisUrl)
  redis.on('error', () => undefined) // it may be a story of a Redis that is down
  try {
    const marks = redis.pipeline()
    for (const name of names) marks.hset(createKeys(keyPrefix).user(standardUser(name).id), 'seen', '1')
    await marks.exec()
  } finally {
    redis.disconnect()
  }
}

interface Where {
  readonly redisUrl: string
  readonly keyPrefix?: string
}
