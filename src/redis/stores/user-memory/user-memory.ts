import type { UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import { executePipeline } from '../../connection/errors.ts'
import { requestedDeletion } from '../../deletion-list/recorded-deletion.ts'
import { runSetIncognito, runUpdateSettings } from '../../scripts/user-memory/change.ts'
import { applyChange } from './change.ts'
import type { UserMemoryDependencies } from './dependencies.ts'
import { deletePlanned } from './forget.ts'
import { purgeUser } from './forget-everything.ts'
import { readOverview, readRejectedQuotes } from './overview.ts'
import { keepChoice, readChoice, replaceChoice } from './pending-choices.ts'
import { restoreConversation } from './restore.ts'
import { findOwner, readUserData } from './user-data.ts'
import { countRemaining } from './verify-forgotten.ts'

/** The users' own side of the memory in Redis. */
export function redisUserMemoryStore(dependencies: UserMemoryDependencies): UserMemoryStore {
  return {
    readOverview: conversation => readOverview(dependencies, conversation),
    readRejectedQuotes: user => readRejectedQuotes(dependencies, user),
    readUserData: user => readUserData(dependencies, user),
    findOwner: message => findOwner(dependencies, message),
    applyChange: (user, change) => applyChange(dependencies, user, change),
    restoreConversation: (user, epoch, stored) => restoreConversation(dependencies, { user, epoch, stored }),
    async noteDeletion(user, note) {
      await dependencies.deletionList?.record(requestedDeletion(user, note))
    },
    forget: (user, plan) => deletePlanned(dependencies, user, plan),
    forgetEverything: (user, until) => purgeUser(dependencies, user, until),
    countRemaining: (user, plan) => countRemaining(dependencies, user, plan),
    async updateSettings(user, settings) {
      const { isPaused } = settings
      if (isPaused !== undefined) await dependencies.deletionList?.record({ kind: 'pause', user, isPaused })
      await runUpdateSettings(dependencies, user, settings)
    },
    async findPausedUsers(users) {
      const pipeline = dependencies.redis.pipeline()
      for (const user of users) pipeline.hget(dependencies.keys.user(user), 'paused')
      const replies = await executePipeline(pipeline)
      return new Set(users.filter((_, i) => replies[i] === '1'))
    },
    async setIncognito(conversation, isOn) {
      await runSetIncognito(dependencies, conversation, isOn)
    },
    keepChoice: (user, choice) => keepChoice(dependencies, user, choice),
    readChoice: (user, id) => readChoice(dependencies, user, id),
    replaceChoice: (user, id, choice) => replaceChoice(dependencies, user, { id, choice }),
  }
}
