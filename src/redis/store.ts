import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { oldestKept, timeOf } from '../memory/id-times.ts'
import type { MemoryStore } from '../memory/ports.ts'
import { type Audience, heardBy, scopeOf } from '../memory/scope.ts'
import type { Conversation, QuestionRef, Snapshot, UserId } from '../memory/types.ts'
import { claimField, digits, type Keys, questionOfClaim } from './keys.ts'
import { type Had, KnownCache } from './known-cache.ts'
import { runScript } from './scripts.ts'
import { readSnapshot, type SnapshotReply, snapshotReply } from './snapshot.ts'
import { parseTrace, traceJson } from './traces.ts'
import { answerJson, ownerJson, parseAnswer, parseOwner, parseQuestion, questionJson } from './turns.ts'
import { unavailable } from './unavailable.ts'

/** Something in Redis that could not be read and was passed over. Facts alone, never what it says. */
export interface StoreProblem {
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

export interface StoreOptions {
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
  readonly onProblem: (problem: StoreProblem) => void
  /** Shared with the learner's side; one of its own if there is none. */
  readonly known?: KnownCache
}

const DAY_SECONDS = 86_400
/** How long a deletion is remembered: a message can be deleted before it is kept, and Discord repeats events after a gap. */
export const DELETED_SECONDS = 600
/** The mark of a question that is being answered without being kept: see lua/keeping.lua. */
const UNKEPT = '-'

const reopenReply = z.tuple([z.string(), z.string(), snapshotReply])
const lastReply = z.tuple([z.string(), z.string()])
const strings = z.array(z.string())
const answered = z.enum(['kept', 'unkept', 'gone'])
const deleteReply = z.tuple([z.number(), strings])

/** Conversations in Redis, by the scripts of lua/. */
export function redisMemoryStore(options: StoreOptions): MemoryStore {
  const { redis, keys, process, historyDays, windowMessages } = options
  const seconds = Math.max(1, Math.round(historyDays * DAY_SECONDS))
  const cache = options.known ?? new KnownCache((user, kind) => options.onProblem({ kind, user }))
  let attempt = 0

  function broken(kind: 'brokenTurn' | 'brokenSegment', { user, channel }: Conversation, turn: string): void {
    options.onProblem({ kind, conversation: { user, channel }, turn: fieldName(turn) })
  }

  /** KEYS and ARGV of snapshot.lua. A window is up to twice as long while folding is behind. */
  function snapshotKeys(question: QuestionRef): string[] {
    const { user } = question
    return [
      ...[keys.user(user), keys.conversation(question), keys.log(question), keys.turns(question)],
      ...[keys.facts(user), keys.entities(user), keys.factPrefix(user), keys.entityPrefix(user)],
    ]
  }
  function snapshotArgs({ id }: QuestionRef, audience: Audience, had: Had): (string | number)[] {
    const heard = heardBy(audience)
    const scopes = heard === 'all' ? '*' : JSON.stringify(heard)
    return [digits(id), scopes, 2 * windowMessages, oldestKept(id, historyDays), had.table?.version ?? '']
  }

  function snapshot(question: QuestionRef, audience: Audience, reply: SnapshotReply, had: Had): Snapshot {
    const table = cache.take(question.user, had, reply[3])
    return readSnapshot(reply, table, audience, (kind, field) => broken(kind, question, field))
  }

  /** KEYS of revising.lua. */
  function revisingKeys(question: QuestionRef): string[] {
    const { user } = question
    return [
      ...[...snapshotKeys(question), keys.conversations(user), keys.pending, keys.sources(user), keys.unembedded],
      ...[keys.relearn(question), keys.message(question.id), keys.messagePrefix, keys.off, keys.messages(user)],
    ]
  }

  /** ARGV of pending.lua. */
  function lessonArgs({ user, channel }: Conversation): (string | number)[] {
    return [user, channel, options.learnDelayMs, options.learnBatch, windowMessages]
  }

  return {
    async receive(question, audience) {
      const { user, id, guild, scope } = question
      const had = cache.of(user)
      const reply = await runScript(
        redis,
        'receive',
        [
          ...[...snapshotKeys(question), keys.conversations(user), keys.pending],
          ...[keys.messages(user), keys.message(id), keys.claims, keys.relearn(question)],
          ...[keys.guilds(user), keys.off],
          ...(guild === undefined ? [] : [keys.guild(guild)]),
        ],
        [
          ...[...snapshotArgs(question, audience, had), ...lessonArgs(question)],
          ...[questionJson(question), ownerJson(question, scope), scope, guild ?? ''],
          ...[claimField(question), process, newEpoch(), options.logLimit, seconds],
          DELETED_SECONDS,
        ],
      )
      return reply === null ? 'claimed' : snapshot(question, audience, snapshotReply.parse(reply), had)
    },

    async look(question, audience) {
      const had = cache.of(question.user)
      const reply = await runScript(
        redis,
        'look',
        [...snapshotKeys(question), keys.message(question.id), keys.off],
        [...snapshotArgs(question, audience, had), question.channel, placeOf(audience)[1]],
      )
      return reply === null ? 'gone' : snapshot(question, audience, snapshotReply.parse(reply), had)
    },

    async reopen(question, audience, text) {
      const { id, user } = question
      const had = cache.of(user)
      const edit = text === undefined ? ['0', ''] : ['1', text.toWellFormed()]
      const reply = await runScript(
        redis,
        'reopen',
        [...revisingKeys(question), keys.claims],
        [
          ...[...snapshotArgs(question, audience, had), ...lessonArgs(question), claimField(question), process],
          ...[seconds, ...edit, ...placeOf(audience), timeOf(id), DELETED_SECONDS],
        ],
      )
      if (reply === null) return 'gone'
      const [questionText, answerText, drawn] = reopenReply.parse(reply)
      const kept = parseQuestion(questionText)
      if (!kept) {
        broken('brokenTurn', question, `q:${id}`)
        await this.giveUp(question)
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

    async revise(question, audience, text) {
      const { id } = question
      const args = [digits(id), ...lessonArgs(question), text.toWellFormed(), ...placeOf(audience), timeOf(id), seconds]
      await runScript(redis, 'revise', revisingKeys(question), args)
    },

    async lastAnswered(conversation) {
      const reply = await runScript(redis, 'last-answered', [keys.log(conversation), keys.turns(conversation)], [])
      if (reply === null) return undefined
      const [id, json] = lastReply.parse(reply)
      const answer = parseAnswer(json)
      if (!answer) broken('brokenTurn', conversation, `a:${id}`)
      const { user, channel } = conversation
      return { question: { user, channel, id }, messages: answer?.messages ?? [] }
    },

    async answer(question, ground, answer, trace) {
      const { user, id } = question
      const kept = await runScript(
        redis,
        'answer',
        [
          ...[keys.user(user), keys.conversation(question), keys.log(question), keys.turns(question)],
          ...[keys.conversations(user), keys.pending, keys.messages(user), keys.claims],
          ...[keys.trace(question), keys.traces(user), keys.message(id), keys.off],
          ...answer.messages.map(keys.message),
        ],
        [
          ...[ground, ...lessonArgs(question), id, answerJson(question, answer), ownerJson(question)],
          ...[claimField(question), options.logLimit, seconds, trace === undefined ? '' : traceJson(trace)],
          ...[DELETED_SECONDS, ...answer.messages],
        ],
      )
      return answered.parse(kept)
    },

    async traceOf(question) {
      const json = await redis.get(keys.trace(question)).catch((error: unknown) => {
        throw unavailable('get', error)
      })
      if (json === null) return undefined
      const trace = parseTrace(json)
      if (!trace) options.onProblem({ kind: 'brokenTrace', user: question.user })
      return trace
    },

    async giveUp(question, end) {
      await runScript(
        redis,
        'give-up',
        [keys.user(question.user), keys.message(question.id), keys.claims],
        [claimField(question), DELETED_SECONDS, end === 'answered' ? '1' : '0'],
      )
    },

    async deleteMessage(message, how) {
      const key = keys.message(message)
      const found = await redis.set(key, '', 'EX', DELETED_SECONDS, 'NX', 'GET').catch((error: unknown) => {
        throw unavailable('set', error)
      })
      if (found === null || found === '') return undefined
      if (found === UNKEPT) {
        await redis.set(key, '', 'EX', DELETED_SECONDS).catch((error: unknown) => {
          throw unavailable('set', error)
        })
        return undefined
      }
      const owner = parseOwner(found)
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
          ...[...snapshotKeys(question), keys.sources(user), keys.unembedded, keys.relearn(question)],
          ...[keys.messages(user), key, keys.claims, keys.trace(question), keys.traces(user), keys.messagePrefix],
        ],
        [
          ...[message, question.id, user, claimField(question), DELETED_SECONDS, seconds],
          how === 'forgotten' ? '1' : '0',
        ],
      )
      const [facts, inLog] = deleteReply.parse(taken)
      if (message !== question.id) return { question, answers: [], facts }
      // A later answer can have taken the place of the kept one on Discord without being kept.
      return { question, answers: [...new Set([...inLog, ...answers])], facts }
    },

    async takeAbandoned() {
      const reply = await runScript(redis, 'take-abandoned', [keys.claims, keys.processes], [process, attempt])
      attempt += 1
      const questions: QuestionRef[] = []
      for (const field of strings.parse(reply)) {
        const question = questionOfClaim(field)
        if (question) questions.push(question)
        else options.onProblem({ kind: 'brokenClaim' })
      }
      return questions
    },
  }
}

/** The name of a field of a conversation's hashes, if it is one of ours: it could be anything. */
export function fieldName(field: string): string {
  return /^(?:[qa]|segment):\d+$/.exec(field)?.[0] ?? '?'
}

/** The scope under which words are said here and now, and the server: what revising.lua wants to know. */
function placeOf(audience: Audience): [string, string] {
  return [scopeOf(audience) ?? '', audience.kind === 'server' ? audience.guild : '']
}

/** A user's epoch is random, so that one that was swapped never comes back. */
export function newEpoch(): string {
  return randomBytes(12).toString('hex')
}
