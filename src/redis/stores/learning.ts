import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Backlog, LearningInput, LearningStore } from '../../memory/ports/learning-store.ts'
import { turnNameOf } from '../../memory/turns.ts'
import { toMemoryUnavailable } from '../connection/errors.ts'
import { assertSnowflake, claimPrefix, type Keys, snowflakeSchema } from '../keys.ts'
import { KnowledgeCache } from '../knowledge-cache.ts'
import { CONTEXT_TURNS, MAX_INPUT_TURNS, parseLearningInput } from '../records/learning-input.ts'
import { runScript } from '../run-script.ts'
import { type CorruptRecord, loggableField } from './conversations.ts'
import { memoryUpdateArgs } from './memory-update-args.ts'

export interface LearningStoreOptions {
  readonly redis: Redis
  readonly keys: Keys
  /** Whose embeddings the lessons bring. */
  readonly embeddingModel: string
  readonly historyDays: number
  /** So many turns at least must be seen behind a cursor, or a larger window would never be folded. */
  readonly windowMessages: number
  readonly onProblem: (problem: CorruptRecord) => void
  /** Shared with the conversations' side; one of its own if there is none. */
  readonly known?: KnowledgeCache
}

const DAY_SECONDS = 86_400

const strings = z.array(z.string())
const count = z.coerce.number().int().nonnegative()
const backlogReply = z.tuple([z.string()], z.string())

/** The learner's side of the memory in Redis, by the scripts of lua/. */
export function redisLearningStore(options: LearningStoreOptions): LearningStore {
  const { redis, keys, embeddingModel, historyDays, windowMessages } = options
  const seconds = Math.max(1, Math.round(historyDays * DAY_SECONDS))
  const cache = options.known ?? new KnowledgeCache((user, kind) => options.onProblem({ kind, user }))
  /** What a material was made of, besides what it shows. */
  const seenFor = new WeakMap<LearningInput, readonly string[]>()

  return {
    async listDue(limit) {
      // One that is no user must not keep all others waiting.
      const found = strings.parse(await runScript(redis, 'due', [keys.pending], [limit]))
      return found.filter(user => snowflakeSchema.safeParse(user).success)
    },

    async countWaitingUsers() {
      return await redis.zcard(keys.pending).catch((error: unknown) => {
        throw toMemoryUnavailable('zcard', error)
      })
    },

    async hasten(user) {
      await runScript(redis, 'hasten', [keys.pending], [assertSnowflake(user)])
    },

    async postpone(user, ms) {
      await runScript(redis, 'postpone', [keys.pending], [assertSnowflake(user), Math.round(ms)])
    },

    async readBacklog(user) {
      const found = await runScript(
        redis,
        'backlog',
        [keys.user(user), keys.conversations(user), ...keys.conversationPrefixes(user)],
        [],
      )
      const [version, ...rest] = backlogReply.parse(found)
      return { user, version, conversations: [...parseConversationBacklogs(user, rest)] }
    },

    async setNextDue({ user, version }, nextAt) {
      const at = nextAt === undefined ? '' : Math.round(nextAt)
      await runScript(redis, 'settle', [keys.pending, keys.user(user)], [assertSnowflake(user), version, at])
    },

    async readInput(conversation) {
      const { user, channel } = conversation
      const had = cache.stateFor(user)
      const found = await runScript(
        redis,
        'material',
        [
          ...[keys.user(user), keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
          ...[keys.relearn(conversation), keys.facts(user), keys.entities(user)],
          ...[keys.factPrefix(user), keys.entityPrefix(user), keys.claims],
        ],
        [
          CONTEXT_TURNS,
          Math.max(MAX_INPUT_TURNS, 2 * windowMessages),
          had.table?.version ?? '',
          claimPrefix({ user, channel }),
        ],
      )
      if (found === null) return undefined
      const { input, logTurns } = parseLearningInput(
        conversation,
        found,
        known => cache.resolve(user, had, known),
        (kind, turn) => options.onProblem({ kind, conversation: { user, channel }, turn: loggableField(turn) }),
      )
      seenFor.set(input, logTurns)
      return input
    },

    async commit(material, lesson) {
      const { user } = material
      const kept = await runScript(
        redis,
        'commit',
        [
          ...[keys.user(user), keys.conversation(material), keys.log(material), keys.turns(material)],
          ...[keys.relearn(material), keys.facts(user), keys.entities(user), keys.messageLinks(user)],
          ...[keys.setAsideTurns(user), keys.unembedded, keys.claims],
          ...[keys.factPrefix(user), keys.entityPrefix(user), keys.messagePrefix, keys.messages(user)],
        ],
        memoryUpdateArgs(material, lesson, seenFor.get(material) ?? material.turns.map(turnNameOf), {
          keys,
          embeddingModel,
          seconds,
        }),
      )
      return kept === 1 ? 'kept' : 'moved'
    },

    async recordFailure(material, part, trouble) {
      const cursor = part === 'learn' ? 'learnedTo' : 'summarizedTo'
      await runScript(
        redis,
        'trouble',
        [keys.user(material.user), keys.conversation(material)],
        [material.epoch, part, cursor, material[cursor] ?? '', JSON.stringify(trouble)],
      )
    },
  }
}

/** The script gives channel, questions that wait, turns that no segment covers, time of the last one. */
function* parseConversationBacklogs(
  user: string,
  flat: readonly string[],
): Generator<Backlog['conversations'][number]> {
  for (let i = 0; i + 3 < flat.length; i += 4) {
    const [channel = '', waiting, unfolded, lastSaidAt] = flat.slice(i, i + 4)
    yield {
      user,
      channel,
      unlearned: count.parse(waiting),
      unsummarized: count.parse(unfolded),
      lastSaidAt: Number(lastSaidAt),
    }
  }
}
