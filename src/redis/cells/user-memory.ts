import type { UserMemoryStore } from '../../memory/ports/user-memory-store.ts'
import type { MessageId, UserId } from '../../memory/types.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { parseMessageOwner } from '../records/message-record.ts'
import type { ScriptBase } from '../scripts/script-context.ts'
import { type CellRouter, withoutCopy, withoutCopyInReach } from './router.ts'

interface UserMemoryCell {
  readonly userMemory: UserMemoryStore
}

/** The users' own side of all cells. */
export function userMemoryInCells(cells: CellRouter<UserMemoryCell>): UserMemoryStore {
  return {
    readOverview: conversation => cells.of(conversation.user, cell => cell.userMemory.readOverview(conversation)),
    readRejectedQuotes: user => cells.of(user, cell => cell.userMemory.readRejectedQuotes(user)),
    readUserData: user => cells.inSteps(user, cell => cell.userMemory.readUserData(user)),
    applyChange: (user, change) =>
      withoutCopyInReach(
        cells,
        user,
        cells.of(user, cell => cell.userMemory.applyChange(user, change)),
      ),
    restoreConversation: (user, epoch, conversation) =>
      cells.of(user, cell => cell.userMemory.restoreConversation(user, epoch, conversation)),
    noteDeletion: (user, note) => cells.of(user, cell => cell.userMemory.noteDeletion(user, note)),
    forget: (user, plan) =>
      withoutCopy(
        cells,
        user,
        cells.inSteps(user, cell => cell.userMemory.forget(user, plan)),
      ),
    forgetEverything: (user, until) =>
      withoutCopy(
        cells,
        user,
        cells.inSteps(user, cell => cell.userMemory.forgetEverything(user, until)),
      ),
    countRemaining: (user, plan) => cells.inSteps(user, cell => cell.userMemory.countRemaining(user, plan)),
    updateSettings: (user, settings) => cells.of(user, cell => cell.userMemory.updateSettings(user, settings)),
    setIncognito: (conversation, isOn) =>
      cells.of(conversation.user, cell => cell.userMemory.setIncognito(conversation, isOn)),
    keepChoice: (user, choice) => cells.of(user, cell => cell.userMemory.keepChoice(user, choice)),
    readChoice: (user, id) => cells.of(user, cell => cell.userMemory.readChoice(user, id)),
    replaceChoice: (user, id, choice) => cells.of(user, cell => cell.userMemory.replaceChoice(user, id, choice)),

    async findOwner(message) {
      const owners = await cells.inAll(cell => cell.userMemory.findOwner(message))
      return owners.find(owner => owner !== undefined)
    },

    async findPausedUsers(users) {
      const paused = await cells.inAll(cell => cell.userMemory.findPausedUsers(users))
      return new Set(paused.flatMap(some => [...some]))
    },
  }
}

/** Those of some messages that are known to be another user's, in any cell. */
export async function findForeignMessages(
  cells: Pick<CellRouter<ScriptBase>, 'inAll'>,
  user: UserId,
  messages: readonly MessageId[],
): Promise<readonly MessageId[]> {
  if (messages.length === 0) return []
  const records = await cells.inAll(({ redis, keys }) => withMemoryErrors(redis).mget(messages.map(keys.message)))
  const isForeign = (message: MessageId, i: number) =>
    records.some(found => (parseMessageOwner(message, found[i] ?? '')?.user ?? user) !== user)
  return messages.filter(isForeign)
}
