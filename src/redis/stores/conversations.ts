import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import { type Audience, scopeOfAudience, visibleScopes } from '../../memory/scope.ts'
import { oldestRetainedSnowflake, snowflakeTime } from '../../memory/turns.ts'
import type { Conversation, QuestionRef, Snapshot, UserId } from '../../memory/types.ts'
import { toMemoryUnavailable } from '../connection/errors.ts'
import { assertSnowflake, claimField, type Keys, parseClaimField } from '../keys.ts'
import { type CacheState, KnowledgeCache } from '../knowledge-cache.ts'
import { parseSnapshot, type SnapshotReply, snapshotReply } from '../records/snapshot.ts'
import {
  answerJson,
  messageOwnerJson,
  parseAnswer,
  parseMessageOwner,
  parseQuestion,
  parseTrace,
  questionJson,
  traceJson,
} from '../records/turns.ts'
import { runScript } from '../run-script.ts'

/** Something in Redis that could not be read and was passed over. Facts alone, never what it says. */
export interface CorruptRecord {
  readonly kind:
    | 'brokenTurn'
    | 'brokenSegment'
    | 'brokenFact'
    | 'brokenStatement'
    | 'brokenTrace'
    | 'brokenOwner'
    | 'brokenClaim'
  readonly user?: UserId
  readonly conversation?: Conversation
  /** `q` or `a` and the id of the question; of a segment its field. */
  readonly turn?: string
}

export interface ConversationStoreOptions {
  readonly redis: Redis
  readonly keys: Keys
  /** Names this process in its claims: the token of its lease. */
  readonly process: string
  readonly windowMessages: number
  readonly logLimit: number
  readonly historyDays: number
  /** How long the learner waits for more after a turn, and how many of the user's turns it learns at once. */
  readonly learnDelayMs: number
  readonly learnBatch: number
  readonly onProblem: (problem: CorruptRecord) => void
  /** Shared with the learner's side; one of its own if there is none. */
  readonly known?: KnowledgeCache
}

const DAY_SECONDS = 86_400
/** How long a deletion is remembered: a message can be deleted before it is kept, and Discord repeats events after a gap. */
export const TOMBSTONE_SECONDS = 600
/** The mark of a question that is being answered without being kept: see lua/keeping.lua. */
const UNKEPT_MARK = '-'

const reopenReplySchema = z.tuple([z.string(), z.string(), snapshotReply])
const lastAnswerReplySchema = z.tuple([z.string(), z.string()])
const strings = z.array(z.string())
const answerOutcomeSchema = z.enum(['kept', 'unkept', 'gone'])
const deleteReplySchema = z.tuple([z.number(), strings])

/** Conversations in Redis, by the scripts of lua/. */
export function redisConversationStore(options: ConversationStoreOptions): ConversationStore {
  const { redis, keys, process, historyDays, windowMessages } = options
  const seconds = Math.max(1, Math.round(historyDays * DAY_SECONDS))
  const cache = options.known ?? new KnowledgeCache((user, kind) => options.onProblem({ kind, user }))
  let attempt = 0

  function broken(kind: 'brokenTurn' | 'brokenSegment', { user, channel }: Conversation, turn: string): void {
    options.onProblem({ kind, conversation: { user, channel }, turn: loggableField(turn) })
  }

  /** KEYS and ARGV of snapshot.lua. A window is up to twice as long while folding is behind. */
  function snapshotKeys(question: QuestionRef): string[] {
    const { user } = question
    return [
      ...[keys.user(user), keys.conversation(question), keys.log(question), keys.turns(question)],
      ...[keys.facts(user), keys.entities(user), keys.factPrefix(user), keys.entityPrefix(user)],
    ]
  }
  function snapshotArgs({ id }: QuestionRef, audience: Audience, had: CacheState): (string | number)[] {
    const visible = visibleScopes(audience)
    const scopes = visible === 'all' ? '*' : JSON.stringify(visible)
    return [
      assertSnowflake(id),
      scopes,
      2 * windowMessages,
      oldestRetainedSnowflake(id, historyDays),
      had.table?.version ?? '',
    ]
  }

  function snapshot(question: QuestionRef, audience: Audience, reply: SnapshotReply, had: CacheState): Snapshot {
    const table = cache.resolve(question.user, had, reply[3])
    return parseSnapshot(reply, table, audience, (kind, field) => broken(kind, question, field))
  }

  /** KEYS of revising.lua. */
  function revisingKeys(question: QuestionRef): string[] {
    const { user } = question
    return [
      ...[...snapshotKeys(question), keys.conversations(user), keys.pending, keys.messageLinks(user), keys.unembedded],
      ...[
        keys.relearn(question),
        keys.message(question.id),
        keys.messagePrefix,
        keys.memoryOffGuilds,
        keys.messages(user),
      ],
    ]
  }

  /** ARGV of pending.lua. */
  function lessonArgs({ user, channel }: Conversation): (string | number)[] {
    return [user, channel, options.learnDelayMs, options.learnBatch, windowMessages]
  }

  return {
    async keepQuestion(question, audience) {
      const { user, id, guild, scope } = question
      const had = cache.stateFor(user)
      const reply = await runScript(
        redis,
        'receive',
        [
          ...[...snapshotKeys(question), keys.conversations(user), keys.pending],
          ...[keys.messages(user), keys.message(id), keys.claims, keys.relearn(question)],
          ...[keys.guilds(user), keys.memoryOffGuilds],
          ...(guild === undefined ? [] : [keys.guild(guild)]),
        ],
        [
          ...[...snapshotArgs(question, audience, had), ...lessonArgs(question)],
          ...[questionJson(question), messageOwnerJson(question, scope), scope, guild ?? ''],
          ...[claimField(question), process, newEpoch(), options.logLimit, seconds],
          TOMBSTONE_SECONDS,
        ],
      )
      return reply === null ? 'claimed' : snapshot(question, audience, snapshotReply.parse(reply), had)
    },

    async readSnapshot(question, audience) {
      const had = cache.stateFor(question.user)
      const reply = await runScript(
        redis,
        'look',
        [...snapshotKeys(question), keys.message(question.id), keys.memoryOffGuilds],
        [...snapshotArgs(question, audience, had), question.channel, scopeAndGuildOf(audience)[1]],
      )
      return reply === null ? 'gone' : snapshot(question, audience, snapshotReply.parse(reply), had)
    },

    async reopenQuestion(question, audience, text) {
      const { id, user } = question
      const had = cache.stateFor(user)
      const edit = text === undefined ? ['0', ''] : ['1', text.toWellFormed()]
      const reply = await runScript(
        redis,
        'reopen',
        [...revisingKeys(question), keys.claims],
        [
          ...[...snapshotArgs(question, audience, had), ...lessonArgs(question), claimField(question), process],
          ...[seconds, ...edit, ...scopeAndGuildOf(audience), snowflakeTime(id), TOMBSTONE_SECONDS],
        ],
      )
      if (reply === null) return 'gone'
      const [questionText, answerText, drawn] = reopenReplySchema.parse(reply)
      const kept = parseQuestion(questionText)
      if (!kept) {
        broken('brokenTurn', question, `q:${id}`)
        await this.releaseClaim(question)
        return 'gone'
      }
      const answer = parseAnswer(answerText)
      if (answerText !== '' && !answer) broken('brokenTurn', question, `a:${id}`)
      return {
        snapshot: snapshot(question, audience, drawn, had),
        question: kept,
        messages: answer?.messages ?? [],
      }
    },

    async editQuestion(question, audience, text) {
      const { id } = question
      const args = [
        assertSnowflake(id),
        ...lessonArgs(question),
        text.toWellFormed(),
        ...scopeAndGuildOf(audience),
        snowflakeTime(id),
        seconds,
      ]
      await runScript(redis, 'revise', revisingKeys(question), args)
    },

    async findLastAnswer(conversation) {
      const reply = await runScript(redis, 'last-answered', [keys.log(conversation), keys.turns(conversation)], [])
      if (reply === null) return undefined
      const [id, json] = lastAnswerReplySchema.parse(reply)
      const answer = parseAnswer(json)
      if (!answer) broken('brokenTurn', conversation, `a:${id}`)
      const { user, channel } = conversation
      return { question: { user, channel, id }, messages: answer?.messages ?? [] }
    },

    async keepAnswer(question, ground, answer, trace) {
      const { user, id } = question
      const kept = await runScript(
        redis,
        'answer',
        [
          ...[keys.user(user), keys.conversation(question), keys.log(question), keys.turns(question)],
          ...[keys.conversations(user), keys.pending, keys.messages(user), keys.claims],
          ...[keys.trace(question), keys.traces(user), keys.message(id), keys.memoryOffGuilds],
          ...answer.messages.map(keys.message),
        ],
        [
          ...[ground, ...lessonArgs(question), id, answerJson(question, answer), messageOwnerJson(question)],
          ...[claimField(question), options.logLimit, seconds, trace === undefined ? '' : traceJson(trace)],
          ...[TOMBSTONE_SECONDS, ...answer.messages],
        ],
      )
      return answerOutcomeSchema.parse(kept)
    },

    async readTrace(question) {
      const json = await redis.get(keys.trace(question)).catch((error: unknown) => {
        throw toMemoryUnavailable('get', error)
      })
      if (json === null) return undefined
      const trace = parseTrace(json)
      if (!trace) options.onProblem({ kind: 'brokenTrace', user: question.user })
      return trace
    },

    async releaseClaim(question, end) {
      await runScript(
        redis,
        'give-up',
        [keys.user(question.user), keys.message(question.id), keys.claims],
        [claimField(question), TOMBSTONE_SECONDS, end === 'answered' ? '1' : '0'],
      )
    },

    async deleteMessage(message, how) {
      const key = keys.message(message)
      const found = await redis.set(key, '', 'EX', TOMBSTONE_SECONDS, 'NX', 'GET').catch((error: unknown) => {
        throw toMemoryUnavailable('set', error)
      })
      if (found === null || found === '') return undefined
      if (found === UNKEPT_MARK) {
        await redis.set(key, '', 'EX', TOMBSTONE_SECONDS).catch((error: unknown) => {
          throw toMemoryUnavailable('set', error)
        })
        return undefined
      }
      const owner = parseMessageOwner(found)
      if (!owner) {
        options.onProblem({ kind: 'brokenOwner' })
        return undefined
      }
      const { answers, ...question } = owner
      const { user } = question
      const taken = await runScript(
        redis,
        'delete-message',
        [
          ...[...snapshotKeys(question), keys.messageLinks(user), keys.unembedded, keys.relearn(question)],
          ...[keys.messages(user), key, keys.claims, keys.trace(question), keys.traces(user), keys.messagePrefix],
        ],
        [
          ...[message, question.id, user, claimField(question), TOMBSTONE_SECONDS, seconds],
          how === 'forgotten' ? '1' : '0',
        ],
      )
      const [facts, inLog] = deleteReplySchema.parse(taken)
      if (message !== question.id) return { question, answers: [], facts }
      // A later answer can have taken the place of the kept one on Discord without being kept.
      return { question, answers: [...new Set([...inLog, ...answers])], facts }
    },

    async takeOverClaims() {
      const reply = await runScript(redis, 'take-abandoned', [keys.claims, keys.processes], [process, attempt])
      attempt += 1
      const questions: QuestionRef[] = []
      for (const field of strings.parse(reply)) {
        const question = parseClaimField(field)
        if (question) questions.push(question)
        else options.onProblem({ kind: 'brokenClaim' })
      }
      return questions
    },
  }
}

/** The name of a field of a conversation's hashes, if it is one of ours: it could be anything. */
export function loggableField(field: string): string {
  return /^(?:[qa]|segment):\d+$/.exec(field)?.[0] ?? '?'
}

/** The scope under which words are said here and now, and the server: what revising.lua wants to know. */
function scopeAndGuildOf(audience: Audience): [string, string] {
  return [scopeOfAudience(audience) ?? '', audience.kind === 'server' ? audience.guild : '']
}

/** A user's epoch is random, so that one that was swapped never comes back. */
export function newEpoch(): string {
  return randomBytes(12).toString('hex')
}
