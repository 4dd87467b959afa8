import type { UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import { changeMethods } from './change.ts'
import { forgetMethods } from './forget.ts'
import { forgetEverythingMethods } from './forget-everything.ts'
import type { UserMemoryDependencies } from './options.ts'
import { overviewMethods } from './overview.ts'
import { pendingChoiceMethods } from './pending-choices.ts'
import { restoreMethods } from './restore.ts'
import { settingsMethods } from './settings.ts'
import { userDataMethods } from './user-data.ts'
import { verificationMethods } from './verify-forgotten.ts'

/** The user's own side of the memory in Redis, by the scripts of lua/. */
export function redisUserMemoryStore(options: UserMemoryDependencies): UserMemoryStore {
  return {
    ...overviewMethods(options),
    ...userDataMethods(options),
    ...changeMethods(options),
    ...restoreMethods(options),
    ...forgetMethods(options),
    ...forgetEverythingMethods(options),
    ...verificationMethods(options),
    ...settingsMethods(options),
    ...pendingChoiceMethods(options),
  }
}
