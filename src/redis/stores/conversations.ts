import { LRUCache } from 'lru-cache'
import { atMost } from '../../memory/memoize.ts'
import { type ConversationStore, type DeletedMessage, LEASE_MS } from '../../memory/ports/conversation-store.ts'
import type { Audience } from '../../memory/scope.ts'
import type { MessageId, QuestionRef, Snapshot, UserId } from '../../memory/types.ts'
import { executePipeline, withMemoryErrors } from '../connection/errors.ts'
import type { DeletionList } from '../deletion-list/deletion-list.ts'
import { parseClaimField } from '../keys.ts'
import { KnowledgeCache } from '../knowledge-cache.ts'
import { type CorruptRecordListener, reportFieldsOf } from '../records/corrupt-record.ts'
import { type MessageOwner, parseMessageOwner, parseTurnRecord } from '../records/message-record.ts'
import { parseSnapshot, type SnapshotReply } from '../records/snapshot.ts'
import { parseTrace } from '../records/traces.ts'
import { parseAnswer, parseQuestion } from '../records/turns.ts'
import { runDeleteMessage, runFindLastAnswer, runKeepAnswer, runMarkDeleted } from '../scripts/conversation/answers.ts'
import { runConfirmClaim, runPassOnClaims, runReleaseClaim, runTakeOverClaims } from '../scripts/conversation/claims.ts'
import {
  type ConversationContext,
  longestWindow,
  runBeginAnew,
  runEditQuestion,
  runKeepQuestion,
  runReadSnapshot,
  runReopenQuestion,
} from '../scripts/conversation/questions.ts'

export interface ConversationStoreOptions extends ConversationContext {
  readonly onCorruptRecord: CorruptRecordListener
  /** Shared with the learner's side; one of its own if there is none. */
  readonly knowledgeCache?: KnowledgeCache
  /** Told what is about to be forgotten, if it is to be forgotten again where a backup is put back. */
  readonly deletionList?: DeletionList
  /** See `Lease`; without one it is looked each time who has a claim. */
  readonly isLeaseHeldSince?: (at: number) => boolean
  /** Told when a message of a user's was deleted or has other words: what the process remembers of theirs must go. */
  readonly onWordsGone?: (user: UserId) => void
}

/** Conversations in Redis. */
export function redisConversationStore(options: ConversationStoreOptions): CellConversationStore {
  return { ...questionsIn(options), ...answersIn(options), ...claimsIn(options), ...deletionsIn(options) }
}

type Questions = Pick<
  ConversationStore,
  'keepQuestion' | 'readSnapshot' | 'reopenQuestion' | 'editQuestion' | 'beginAnew'
>

function questionsIn(options: ConversationStoreOptions): Questions {
  const { onCorruptRecord } = options
  const cache = options.knowledgeCache ?? new KnowledgeCache((user, kind) => onCorruptRecord({ kind, user }))

  /** Runs a script that is told which knowledge the process has, and need not return it again. */
  function reading(question: QuestionRef, audience: Audience) {
    const state = cache.stateFor(question.user)
    return {
      args: { question, audience, cachedVersion: state.cached?.version },
      toSnapshot(reply: SnapshotReply): Snapshot {
        const table = cache.resolve(question.user, state, reply[3])
        const windowSize = longestWindow(options)
        return parseSnapshot(reply, { table, audience, windowSize }, reportFieldsOf(question, onCorruptRecord))
      },
    }
  }

  return {
    async keepQuestion(question, audience) {
      const { args, toSnapshot } = reading(question, audience)
      const reply = await runKeepQuestion(options, question, args)
      return reply === null ? 'claimed' : toSnapshot(reply)
    },

    async readSnapshot(question, audience) {
      const { args, toSnapshot } = reading(question, audience)
      const reply = await runReadSnapshot(options, args)
      return reply === null ? 'gone' : toSnapshot(reply)
    },

    async reopenQuestion(question, audience, text) {
      const report = reportFieldsOf(question, onCorruptRecord)
      const { args, toSnapshot } = reading(question, audience)
      if (text !== undefined) await noteEdit(options, question, text)
      const reply = await runReopenQuestion(options, args, text)
      if (reply === null) return 'gone'
      if (reply === 'claimed') return reply
      const [questionJson, answerJson, snapshot, shown] = reply
      if (!parseQuestion(questionJson)) {
        report('brokenTurn', `q:${question.id}`)
        await runReleaseClaim(options, [question], { isAnswered: false, processId: options.processId })
        return 'gone'
      }
      const answer = parseAnswer(answerJson)
      if (answerJson !== '' && !answer) report('brokenTurn', `a:${question.id}`)
      return { snapshot: toSnapshot(snapshot), messages: answer?.messages ?? shown }
    },

    async editQuestion(question, audience, text) {
      await noteEdit(options, question, text)
      await runEditQuestion(options, question, audience, text)
      options.onWordsGone?.(question.user)
    },

    async beginAnew(conversation, after) {
      return (await runBeginAnew(options, conversation, after)) === 1 ? 'begun' : 'nothing'
    },
  }
}

/** A kept question gets other words: the old ones are not to come back. Discord tells of link previews as edits as well. */
async function noteEdit(
  { deletionList, keys, ...options }: ConversationStoreOptions,
  question: QuestionRef,
  text: string,
): Promise<void> {
  if (deletionList === undefined) return
  const redis = withMemoryErrors(options.redis)
  const json = await redis.hget(keys.log(question), `q:${question.id}`)
  if (json !== null && parseQuestion(json)?.text === text) return
  if (json === null && (await redis.exists(keys.message(question.id))) === 0) return
  await deletionList.record({ kind: 'message', message: question.id })
}

type Answers = Pick<ConversationStore, 'findLastAnswer' | 'findTurns' | 'keepAnswer' | 'readTrace'>

function answersIn(options: ConversationStoreOptions): Answers {
  const { keys, onCorruptRecord } = options
  const redis = withMemoryErrors(options.redis)

  return {
    async findLastAnswer(conversation) {
      const reply = await runFindLastAnswer(options, conversation)
      if (reply === null) return undefined
      const [id, json] = reply
      const answer = parseAnswer(json)
      if (!answer) reportFieldsOf(conversation, onCorruptRecord)('brokenTurn', `a:${id}`)
      const { user, channel } = conversation
      return { question: { user, channel, id }, messages: answer?.messages ?? [] }
    },

    async findTurns(messages) {
      if (messages.length === 0) return new Map()
      const records = await redis.mget(messages.map(message => keys.message(message)))
      const turns = messages.flatMap((message, i) => {
        const text = records[i] ?? undefined
        const turn = text === undefined ? undefined : parseTurnRecord(message, text)
        if (text !== undefined && turn === undefined) onCorruptRecord({ kind: 'brokenOwner' })
        return turn === undefined ? [] : [[message, turn] as const]
      })
      return new Map(turns)
    },

    async keepAnswer(question, snapshotToken, answer, trace) {
      return await runKeepAnswer(options, question, { snapshotToken, answer, trace })
    },

    async readTrace(question) {
      const pipeline = options.redis.pipeline().hget(keys.traces(question.user), question.id)
      const [own, former] = await executePipeline(pipeline.get(keys.formerTrace(question)))
      const text = own ?? former
      if (typeof text !== 'string') return undefined
      const trace = parseTrace(text)
      if (!trace) onCorruptRecord({ kind: 'brokenTrace', user: question.user })
      return trace
    },
  }
}

/** About a minute of attempts: so long a claim may stay that its process made, in a pause of its lease, just before it died. */
const ATTEMPTS_PER_LOOK = 12

type Claims = Pick<ConversationStore, 'holdsClaim' | 'releaseClaim' | 'passOnClaim' | 'takeOverClaims'>

function claimsIn(options: ConversationStoreOptions): Claims {
  let attempt = 0
  let isRepeated = false

  return {
    async holdsClaim(question, since) {
      if (options.isLeaseHeldSince?.(since) === true) return true
      return (await runConfirmClaim(options, question, { processId: options.processId, ms: LEASE_MS })) === 1
    },

    async releaseClaim(question, end, companions = []) {
      const { processId } = options
      await runReleaseClaim(options, [question, ...companions], { isAnswered: end === 'answered', processId })
    },

    async passOnClaim(question, companions = []) {
      await runPassOnClaims(options, [question, ...companions], options.processId)
    },

    async takeOverClaims(shards) {
      const isThorough = isRepeated || attempt % ATTEMPTS_PER_LOOK === 0
      isRepeated = true
      const fields = await runTakeOverClaims(options, { processId: options.processId, attempt, isThorough, shards })
      isRepeated = false
      attempt += 1
      return fields.flatMap(field => {
        const question = parseClaimField(field)
        if (!question) options.onCorruptRecord({ kind: 'brokenClaim' })
        return question ? [question] : []
      })
    },
  }
}

/** A store of one cell: which of them knows a message that is deleted has to be looked for in all. */
export interface CellConversationStore extends ConversationStore {
  /** Whose a message is that is being deleted. One of which nothing is known is remembered as deleted, for when it is kept after all. */
  markDeleted(message: MessageId): Promise<MessageOwner | undefined>
  /** Takes the turn of such a message out; see `deleteMessage`. */
  deleteTurn(message: MessageId, owner: MessageOwner, how?: 'forgotten'): Promise<DeletedMessage>
}

type Deletions = Pick<CellConversationStore, 'deleteMessage' | 'withdrawQuestion' | 'markDeleted' | 'deleteTurn'>

/** So many deletions may be under way, or to be told again. */
const MOST_DELETIONS = 10_000

function deletionsIn(options: ConversationStoreOptions): Deletions {
  const { onCorruptRecord } = options
  /** Whose the messages are whose deletion may stand though its reply was lost: told again, it finds nothing kept of them. Ids alone. */
  const unconfirmed = new LRUCache<MessageId, MessageOwner>(atMost(MOST_DELETIONS))

  async function markDeleted(message: MessageId) {
    const record = await runMarkDeleted(options, message)
    if (record === null) return unconfirmed.get(message)
    const owner = parseMessageOwner(message, record)
    if (!owner) onCorruptRecord({ kind: 'brokenOwner' })
    return owner
  }

  async function deleteTurn(message: MessageId, owner: MessageOwner, how?: 'forgotten') {
    const { answers, ...question } = owner
    await options.deletionList?.record({ kind: 'message', message })
    const isOnDiscord = how === 'forgotten'
    unconfirmed.set(message, owner)
    const [facts, shown] = await runDeleteMessage(options, question, { message, isOnDiscord })
    unconfirmed.delete(message)
    options.onWordsGone?.(question.user)
    if (message !== question.id) return { question, answers: [], facts }
    // A later answer can have taken the place of the kept one on Discord without being kept.
    return { question, answers: [...new Set([...shown, ...answers])], facts }
  }

  return {
    markDeleted,
    deleteTurn,

    async withdrawQuestion(question) {
      await runDeleteMessage(options, question, { message: question.id, isOnDiscord: false })
      // Nothing was forgotten: it is what it was before, a line in a channel.
      await withMemoryErrors(options.redis).del(options.keys.message(question.id))
      options.onWordsGone?.(question.user)
    },

    async deleteMessage(message, how) {
      const owner = await markDeleted(message)
      return owner && (await deleteTurn(message, owner, how))
    },
  }
}
