import type { Redis } from 'ioredis'
import { conversationsInCells } from '../../../src/redis/cells/conversations.ts'
import { factIndexInCells } from '../../../src/redis/cells/everybody.ts'
import { learningInCells } from '../../../src/redis/cells/learning.ts'
import { fixedCells } from '../../../src/redis/cells/router.ts'
import { findForeignMessages, userMemoryInCells } from '../../../src/redis/cells/user-memory.ts'
import { keysOfCell } from '../../../src/redis/keys.ts'
import { redisDepartures } from '../../../src/redis/stores/departures.ts'
import { redisServerSettings } from '../../../src/redis/stores/server-settings.ts'
import type { UserMemoryDependencies } from '../../../src/redis/stores/user-memory/dependencies.ts'
import { redisUserMemoryStore } from '../../../src/redis/stores/user-memory/user-memory.ts'
import { testKeys } from './fixtures.ts'
import { type MemoryLimits, wholeMemory } from './whole-memory.ts'

export const CELLS = 4

/** All sides of one memory in four cells, with keys of the test's own. */
export function memoryInCells(redis: Redis, limits: MemoryLimits = {}, first = testKeys()) {
  const cells = Array.from({ length: CELLS }, (_, number) => {
    const whole = wholeMemory(redis, keysOfCell(first, number), undefined, limits)
    const options: UserMemoryDependencies = {
      ...whole.options,
      firstCell: { redis, keys: first },
      findForeignMessages: (user, messages) => findForeignMessages(router, user, messages),
    }
    return { ...whole, conversations: whole.store, userMemory: redisUserMemoryStore(options) }
  })
  const router = fixedCells(cells)
  return {
    ...{ redis, keys: first, cells },
    store: conversationsInCells(router),
    learning: learningInCells(router),
    own: userMemoryInCells(router),
    index: factIndexInCells(router),
    departures: redisDepartures(redis, first, router.all),
    serverSettings: redisServerSettings(redis, first, { allCells: router.all }),
  }
}
