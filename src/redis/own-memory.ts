import type { OwnMemory } from '../memory/own-memory.ts'
import { changing } from './own/changing.ts'
import { forgetting } from './own/forgetting.ts'
import { forgettingEverything } from './own/forgetting-everything.ts'
import { holding } from './own/holdings.ts'
import { offering } from './own/offers.ts'
import type { OwnOptions } from './own/options.ts'
import { overviewing } from './own/overview.ts'
import { remainingOf } from './own/remaining.ts'
import { restoring } from './own/restoring.ts'
import { settingsOf } from './own/settings.ts'

/** The user's own side of the memory in Redis, by the scripts of lua/. */
export function redisOwnMemory(options: OwnOptions): OwnMemory {
  return {
    ...overviewing(options),
    ...holding(options),
    ...changing(options),
    ...restoring(options),
    ...forgetting(options),
    ...forgettingEverything(options),
    ...remainingOf(options),
    ...settingsOf(options),
    ...offering(options),
  }
}
