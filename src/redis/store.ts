import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { MemoryStore } from '../memory/ports.ts'
import { type Audience, heardBy, scopeOf } from '../memory/scope.ts'
import type { Conversation, QuestionRef, Snapshot, Turn } from '../memory/types.ts'
import { claimField, digits, type Keys, questionOfClaim } from './keys.ts'
import { runScript, type ScriptName } from './scripts.ts'
import { answerJson, ownerJson, parseAnswer, parseOwner, parseQuestion, parseTurn, questionJson } from './turns.ts'
import { unavailable } from './unavailable.ts'

/** Something in Redis that could not be read and was passed over. Facts alone, never what it says. */
export interface StoreProblem {
  readonly kind: 'brokenTurn' | 'brokenOwner' | 'brokenClaim'
  readonly conversation?: Conversation
  /** `q` or `a` and the id of the question. */
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
  readonly onProblem: (problem: StoreProblem) => void
}

const DAY_SECONDS = 86_400
/** How long a deletion is remembered: a message can be deleted before it is kept, and Discord repeats events after a gap. */
const DELETED_SECONDS = 600

const strings = z.array(z.string())

/** Conversations in Redis, by the scripts of lua/. */
export function redisMemoryStore(options: StoreOptions): MemoryStore {
  const { redis, keys, process, historyDays } = options
  const seconds = Math.max(1, Math.round(historyDays * DAY_SECONDS))
  let attempt = 0

  /** Runs a script; its list of strings, or undefined where it returns false. */
  async function list(name: ScriptName, keyList: string[], args: (string | number)[]): Promise<string[] | undefined> {
    const reply = await runScript(redis, name, keyList, args)
    return reply === null ? undefined : strings.parse(reply)
  }

  function broken(conversation: Conversation, turn: string): void {
    const { user, channel } = conversation
    options.onProblem({
      kind: 'brokenTurn',
      conversation: { user, channel },
      turn: /^[qa]:\d+$/.exec(turn)?.[0] ?? '?',
    })
  }

  /** The script gives turn id, JSON, turn id, JSON… with the newest first. */
  function snapshot(conversation: Conversation, epoch: string, pairs: readonly string[]): Snapshot {
    const window: Turn[] = []
    for (let i = pairs.length - 2; i >= 0; i -= 2) {
      const field = pairs[i] ?? ''
      const turn = parseTurn(field, pairs[i + 1] ?? '')
      if (turn) window.push(turn)
      else broken(conversation, field)
    }
    return { epoch, window }
  }

  /** The first keys of every script that writes to a conversation. */
  function ofConversation(question: QuestionRef): string[] {
    const { user } = question
    const own = [keys.conversation(question), keys.log(question), keys.turns(question)]
    return [keys.user(user), ...own, keys.conversations(user)]
  }

  /** What the scripts filter and cut the window by. */
  function view(audience: Audience): [string, number] {
    const heard = heardBy(audience)
    return [heard === 'all' ? '*' : JSON.stringify(heard), options.windowMessages]
  }

  return {
    async receive(question, audience) {
      const { user, channel, id, guild, scope } = question
      const reply = await list(
        'receive',
        [
          ...ofConversation(question),
          ...[keys.messages(user), keys.message(id), keys.claims],
          ...(guild === undefined ? [] : [keys.guild(guild)]),
        ],
        [
          ...[user, channel, id, questionJson(question), ownerJson(question), scope, guild ?? ''],
          ...[claimField(question), process, newEpoch(), ...view(audience)],
          ...[oldestKept(id, historyDays), options.logLimit, seconds],
        ],
      )
      if (!reply) return 'claimed'
      const [epoch = '', ...pairs] = reply
      return snapshot(question, epoch, pairs)
    },

    async look(question, audience) {
      const reply = await list(
        'look',
        [keys.user(question.user), keys.log(question), keys.turns(question)],
        [digits(question.id), ...view(audience), oldestKept(question.id, historyDays)],
      )
      if (!reply) return 'gone'
      const [epoch = '', ...pairs] = reply
      return snapshot(question, epoch, pairs)
    },

    async reopen(question, audience, text) {
      const { channel, id } = question
      const edit = text === undefined ? ['0', '', ''] : ['1', text.toWellFormed(), scopeOf(audience) ?? '']
      const reply = await list(
        'reopen',
        [...ofConversation(question), keys.claims],
        [
          ...[channel, id, claimField(question), process, ...view(audience)],
          ...[oldestKept(id, historyDays), seconds, ...edit],
        ],
      )
      if (!reply) return 'gone'
      const [epoch = '', questionText = '', answerText = '', ...pairs] = reply
      const kept = parseQuestion(questionText)
      if (!kept) {
        broken(question, `q:${id}`)
        await this.giveUp(question)
        return 'gone'
      }
      const answer = parseAnswer(answerText)
      if (answerText !== '' && !answer) broken(question, `a:${id}`)
      return { snapshot: snapshot(question, epoch, pairs), question: kept, messages: answer?.messages ?? [] }
    },

    async revise(question, audience, text) {
      const args = [digits(question.id), text.toWellFormed(), scopeOf(audience) ?? '']
      await runScript(redis, 'revise', [keys.user(question.user), keys.log(question)], args)
    },

    async lastAnswered(conversation) {
      const reply = await list('last-answered', [keys.log(conversation), keys.turns(conversation)], [])
      if (!reply) return undefined
      const [id = '', json = ''] = reply
      const answer = parseAnswer(json)
      if (!answer) broken(conversation, `a:${id}`)
      const { user, channel } = conversation
      return { question: { user, channel, id }, messages: answer?.messages ?? [] }
    },

    async answer(question, epoch, answer) {
      const { user, channel, id } = question
      const kept = await runScript(
        redis,
        'answer',
        [...ofConversation(question), ...[keys.messages(user), keys.claims, ...answer.messages.map(keys.message)]],
        [
          ...[epoch, channel, id, answerJson(question, answer), ownerJson(question), claimField(question)],
          ...[options.logLimit, seconds, ...answer.messages],
        ],
      )
      return kept === 1
    },

    async giveUp(question) {
      await redis.hdel(keys.claims, claimField(question)).catch((error: unknown) => {
        throw unavailable('hdel', error)
      })
    },

    async deleteMessage(message) {
      const key = keys.message(message)
      const found = await redis.set(key, '', 'EX', DELETED_SECONDS, 'NX', 'GET').catch((error: unknown) => {
        throw unavailable('set', error)
      })
      if (found === null || found === '') return undefined
      const question = parseOwner(found)
      if (!question) {
        options.onProblem({ kind: 'brokenOwner' })
        return undefined
      }
      const { user } = question
      await runScript(
        redis,
        'delete-message',
        [keys.user(user), keys.log(question), keys.turns(question), keys.messages(user), key, keys.claims],
        [message, question.id, claimField(question), DELETED_SECONDS],
      )
      return question
    },

    async takeAbandoned() {
      const fields = await list('take-abandoned', [keys.claims, keys.processes], [process, attempt])
      attempt += 1
      const questions: QuestionRef[] = []
      for (const field of fields ?? []) {
        const question = questionOfClaim(field)
        if (question) questions.push(question)
        else options.onProblem({ kind: 'brokenClaim' })
      }
      return questions
    },
  }
}

/** A user's epoch is random, so that one that was swapped never comes back. */
function newEpoch(): string {
  return randomBytes(12).toString('hex')
}

const MILLISECOND_BITS = 22n

/**
 * The smallest id that is kept when `newest` comes in: HISTORY_DAYS before it. Ids carry their time
 * (https://docs.discord.com/developers/reference#snowflakes), so that no clock is asked.
 */
function oldestKept(newest: string, historyDays: number): string {
  const span = BigInt(Math.round(historyDays * DAY_SECONDS * 1000)) << MILLISECOND_BITS
  const oldest = BigInt(newest) - span
  return oldest > 0n ? oldest.toString() : '0'
}
