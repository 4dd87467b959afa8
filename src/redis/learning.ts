import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Backlog, LearningStore, Material } from '../memory/ports.ts'
import { nameOf } from '../memory/turn-names.ts'
import { claimsOf, digits, type Keys, snowflake } from './keys.ts'
import { KnownCache } from './known-cache.ts'
import { lessonArgs } from './lesson-args.ts'
import { CONTEXT_TURNS, MATERIAL_TURNS, readMaterial } from './material.ts'
import { runScript } from './scripts.ts'
import { fieldName, type StoreProblem } from './store.ts'
import { unavailable } from './unavailable.ts'

export interface LearningOptions {
  readonly redis: Redis
  readonly keys: Keys
  /** Whose embeddings the lessons bring. */
  readonly embeddingModel: string
  readonly historyDays: number
  /** So many turns at least must be seen behind a cursor, or a larger window would never be folded. */
  readonly windowMessages: number
  readonly onProblem: (problem: StoreProblem) => void
  /** Shared with the conversations' side; one of its own if there is none. */
  readonly known?: KnownCache
}

const DAY_SECONDS = 86_400

const strings = z.array(z.string())
const count = z.coerce.number().int().nonnegative()
const backlogReply = z.tuple([z.string()], z.string())

/** The learner's side of the memory in Redis, by the scripts of lua/. */
export function redisLearningStore(options: LearningOptions): LearningStore {
  const { redis, keys, embeddingModel, historyDays, windowMessages } = options
  const seconds = Math.max(1, Math.round(historyDays * DAY_SECONDS))
  const cache = options.known ?? new KnownCache((user, kind) => options.onProblem({ kind, user }))
  /** What a material was made of, besides what it shows. */
  const seenFor = new WeakMap<Material, readonly string[]>()

  return {
    async due(limit) {
      // One that is no user must not keep all others waiting.
      const found = strings.parse(await runScript(redis, 'due', [keys.pending], [limit]))
      return found.filter(user => snowflake.safeParse(user).success)
    },

    async waiting() {
      return await redis.zcard(keys.pending).catch((error: unknown) => {
        throw unavailable('zcard', error)
      })
    },

    async hasten(user) {
      await runScript(redis, 'hasten', [keys.pending], [digits(user)])
    },

    async postpone(user, ms) {
      await runScript(redis, 'postpone', [keys.pending], [digits(user), Math.round(ms)])
    },

    async backlog(user) {
      const found = await runScript(
        redis,
        'backlog',
        [keys.user(user), keys.conversations(user), ...keys.conversationPrefixes(user)],
        [],
      )
      const [version, ...rest] = backlogReply.parse(found)
      return { user, version, conversations: [...conversationsOf(user, rest)] }
    },

    async settle({ user, version }, nextAt) {
      const at = nextAt === undefined ? '' : Math.round(nextAt)
      await runScript(redis, 'settle', [keys.pending, keys.user(user)], [digits(user), version, at])
    },

    async material(conversation) {
      const { user, channel } = conversation
      const had = cache.of(user)
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
          Math.max(MATERIAL_TURNS, 2 * windowMessages),
          had.table?.version ?? '',
          claimsOf({ user, channel }),
        ],
      )
      if (found === null) return undefined
      const { material, seen } = readMaterial(
        conversation,
        found,
        known => cache.take(user, had, known),
        (kind, turn) => options.onProblem({ kind, conversation: { user, channel }, turn: fieldName(turn) }),
      )
      seenFor.set(material, seen)
      return material
    },

    async commit(material, lesson) {
      const { user } = material
      const kept = await runScript(
        redis,
        'commit',
        [
          ...[keys.user(user), keys.conversation(material), keys.log(material), keys.turns(material)],
          ...[keys.relearn(material), keys.facts(user), keys.entities(user), keys.sources(user)],
          ...[keys.aside(user), keys.unembedded, keys.claims],
          ...[keys.factPrefix(user), keys.entityPrefix(user), keys.messagePrefix, keys.messages(user)],
        ],
        lessonArgs(material, lesson, seenFor.get(material) ?? material.turns.map(nameOf), {
          keys,
          embeddingModel,
          seconds,
        }),
      )
      return kept === 1 ? 'kept' : 'moved'
    },

    async trouble(material, part, trouble) {
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
function* conversationsOf(user: string, flat: readonly string[]): Generator<Backlog['conversations'][number]> {
  for (let i = 0; i + 3 < flat.length; i += 4) {
    const [channel = '', waiting, unfolded, lastSaidAt] = flat.slice(i, i + 4)
    yield {
      user,
      channel,
      waiting: count.parse(waiting),
      unfolded: count.parse(unfolded),
      lastSaidAt: Number(lastSaidAt),
    }
  }
}
