import { chunks } from '../../memory/chunks.ts'
import type { Backlog, LearningInput, LearningStore } from '../../memory/ports/learning-store.ts'
import { snowflakeTime, turnNameOf } from '../../memory/turns.ts'
import type { UserId } from '../../memory/types.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { snowflakeSchema } from '../keys.ts'
import { KnowledgeCache } from '../knowledge-cache.ts'
import { type CorruptRecordListener, reportFieldsOf } from '../records/corrupt-record.ts'
import { parseLearningInput } from '../records/learning-input.ts'
import {
  runClaimLearner,
  runFindOldestUnlearned,
  runListDue,
  runPostponeDue,
  runReadBacklog,
  runReleaseLearner,
  runSetNextDue,
} from '../scripts/learning/schedule.ts'
import { runCommitUpdate, runReadInput, runRecordFailure } from '../scripts/learning/updates.ts'
import type { ScriptContext } from '../scripts/script-context.ts'
import { updateArgs } from './memory-update-args.ts'

export interface LearningStoreOptions extends ScriptContext {
  /** Names this process in its claims: the token of its lease. */
  readonly processId: string
  /** Whose embeddings the updates bring. */
  readonly embeddingModel: string
  /** So many turns at least must be read behind a cursor, or a larger window would never be summarized. */
  readonly windowMessages: number
  readonly onCorruptRecord: CorruptRecordListener
  /** Shared with the conversations' side; one of its own if there is none. */
  readonly knowledgeCache?: KnowledgeCache
}

/** Turns after each cursor at most: what waits beyond them comes with the next input. */
const MAX_INPUT_TURNS = 200
/** Users of whom the oldest question is looked for: the longest due. */
const MAX_LOOKED_AT = 200
/** Turns before each cursor, for context; those that are still in the log. */
const CONTEXT_TURNS = 6

/** Every turn of the log that an input was made of, also those that could not be read. */
const turnsRead = new WeakMap<LearningInput, readonly string[]>()

/** A user who is due, and for how long by the clock of their server, which may go otherwise than those of others. */
interface DueUser {
  readonly user: UserId
  readonly dueMs: number
}

/** A store of one cell: who of all is longest due has to be looked for in all of them. */
export interface CellLearningStore extends LearningStore {
  /** As `listDue`, with the times. */
  listDueUsers(limit: number, passed: number): Promise<readonly DueUser[]>
}

/** The learner's side of the memory in Redis. */
export function redisLearningStore(options: LearningStoreOptions): CellLearningStore {
  const { keys, onCorruptRecord } = options
  const redis = withMemoryErrors(options.redis)
  const cache = options.knowledgeCache ?? new KnowledgeCache((user, kind) => onCorruptRecord({ kind, user }))

  async function listDueUsers(limit: number, passed: number): Promise<readonly DueUser[]> {
    const due = chunks(await runListDue(options, keys.pending, limit, passed), 2)
    // A member that is no user must not keep all others waiting.
    return due
      .map(([user = '', dueMs = '']) => ({ user, dueMs: Number(dueMs) }))
      .filter(({ user }) => snowflakeSchema.safeParse(user).success)
  }

  return {
    listDueUsers,

    async listDue(limit, passed = 0) {
      return (await listDueUsers(limit, passed)).map(({ user }) => user)
    },

    async claim(user) {
      return (await runClaimLearner(options, user, options.processId)) === 1
    },

    async release(user) {
      await runReleaseLearner(options, user, options.processId)
    },

    async countWaitingUsers() {
      return await redis.zcard(keys.pending)
    },

    async findOldestUnlearned() {
      const waiting = await redis.zrange(keys.pending, '0', String(MAX_LOOKED_AT - 1))
      const users = waiting.filter(user => snowflakeSchema.safeParse(user).success)
      const oldest = await Promise.all(users.map(user => runFindOldestUnlearned(options, user)))
      const times = oldest.flatMap(id => (id === null ? [] : [snowflakeTime(id)]))
      return times.length === 0 ? undefined : Math.min(...times)
    },

    async postpone(user, ms) {
      await runPostponeDue(options, user, ms)
    },

    async readBacklog(user) {
      const [version, ...rest] = await runReadBacklog(options, user)
      return { user, version, conversations: chunks(rest, 4).map(values => parseBacklog(user, values)) }
    },

    async setNextDue({ user, version }, delayMs) {
      await runSetNextDue(options, user, { version, delayMs })
    },

    async readInput({ user, channel }) {
      const conversation = { user, channel }
      const state = cache.stateFor(user)
      const reply = await runReadInput(options, conversation, {
        contextTurns: CONTEXT_TURNS,
        maxTurns: Math.max(MAX_INPUT_TURNS, 2 * options.windowMessages),
        cachedVersion: state.cached?.version,
      })
      if (reply === null) return undefined
      const table = cache.resolve(user, state, reply[4])
      const { input, logTurns } = parseLearningInput(
        conversation,
        reply,
        table,
        reportFieldsOf(conversation, onCorruptRecord),
      )
      turnsRead.set(input, logTurns)
      return input
    },

    async commit(input, update) {
      const read = turnsRead.get(input) ?? input.turns.map(turnNameOf)
      const isStored = await runCommitUpdate(options, input, updateArgs(input, update, read, options))
      return isStored === 1 ? 'kept' : 'moved'
    },

    async recordFailure(input, part, state) {
      await runRecordFailure(options, input, part, state)
    },
  }
}

/** Channel, questions that wait, turns that no summary covers, time of the last one. */
function parseBacklog(
  user: string,
  [channel = '', unlearned, unsummarized, lastSaidAt]: readonly string[],
): Backlog['conversations'][number] {
  return {
    ...{ user, channel, unlearned: Number(unlearned), unsummarized: Number(unsummarized) },
    lastSaidAt: Number(lastSaidAt),
  }
}
