import type { LearningStore } from '../../memory/ports/learning-store.ts'
import type { CellLearningStore } from '../stores/learning.ts'
import type { CellRouter } from './router.ts'

interface LearningCell {
  readonly learning: CellLearningStore
}

/** The learner's side of all cells: each has its own list of who is due. */
export function learningInCells(cells: CellRouter<LearningCell>): LearningStore {
  return {
    async listDue(limit, passed = 0) {
      const due = await cells.inAll(cell => cell.learning.listDueUsers(passed + limit, 0))
      const longestFirst = due.flat().toSorted((a, b) => b.dueMs - a.dueMs)
      // Who is being moved is listed in two cells for a moment.
      const users = [...new Set(longestFirst.map(({ user }) => user))]
      return users.slice(passed, passed + limit)
    },

    async countWaitingUsers() {
      const counts = await cells.inAll(cell => cell.learning.countWaitingUsers())
      return counts.reduce((sum, count) => sum + count, 0)
    },

    async findOldestUnlearned() {
      const oldest = await cells.inAll(cell => cell.learning.findOldestUnlearned())
      const times = oldest.filter(at => at !== undefined)
      return times.length === 0 ? undefined : Math.min(...times)
    },

    claim: user => cells.of(user, cell => cell.learning.claim(user)),
    release: user => cells.of(user, cell => cell.learning.release(user)),
    postpone: (user, ms) => cells.of(user, cell => cell.learning.postpone(user, ms)),
    readBacklog: user => cells.of(user, cell => cell.learning.readBacklog(user)),
    setNextDue: (backlog, delayMs) => cells.of(backlog.user, cell => cell.learning.setNextDue(backlog, delayMs)),
    readInput: conversation => cells.of(conversation.user, cell => cell.learning.readInput(conversation)),
    commit: (input, update) => cells.of(input.user, cell => cell.learning.commit(input, update)),
    recordFailure: (input, part, state) =>
      cells.of(input.user, cell => cell.learning.recordFailure(input, part, state)),
  }
}
