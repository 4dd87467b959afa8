import { LRUCache } from 'lru-cache'
import { atMost } from '../../memory/memoize.ts'
import { compareSnowflakes, snowflakeTime } from '../../memory/turns.ts'
import type { Conversation, MessageId, QuestionRef } from '../../memory/types.ts'
import type { IncomingQuestion } from '../incoming/parse-message.ts'
import type { AnswerClaim } from '../outgoing/answer-claim.ts'
import type { AnswerContext } from './answer-task.ts'
import { conversationKey, type Trigger } from './claim-question.ts'
import type { GroupedQuestion, QuestionGroup } from './question-group.ts'
import { RecentSet } from './recent-answers.ts'

const MOST_CONVERSATIONS = 1000
/** Of a conversation: a message that is older has its answer, or nobody waits for one. */
const MOST_RANGES = 20

/** All that somebody said in a channel from one message to another, both with it. */
export interface MessageRange {
  readonly from: MessageId
  readonly to: MessageId
  /** The message of the bot's that answers it, where it was heard. */
  readonly by?: MessageId
}

/** What shows an answer that this process gave with no claim to its question. */
interface UnclaimedAnswer {
  readonly question: MessageId
  readonly messages: readonly MessageId[]
}

/** The groups that are answered or wait for it, by each of the messages in them, the oldest first. */
export class QuestionGroups {
  readonly #groups = new Map<MessageId, QuestionGroup>()
  /** See `noteLost`. */
  readonly #lost = new RecentSet<MessageId>()
  /** By conversation: see `noteAnswered`. */
  readonly #answered = new LRUCache<string, readonly MessageRange[]>(atMost(MOST_CONVERSATIONS))
  /** By conversation too. */
  readonly #unclaimed = new LRUCache<string, readonly UnclaimedAnswer[]>(atMost(MOST_CONVERSATIONS))

  get(message: MessageId): QuestionGroup | undefined {
    return this.#groups.get(message)
  }

  has(message: MessageId): boolean {
    return this.#groups.has(message)
  }

  set(message: MessageId, group: QuestionGroup): void {
    this.#groups.set(message, group)
  }

  /** When the oldest message was said that came for the first time, or is left over, and has no answer yet; in ms since 1970, Infinity where there is none. */
  get oldestSaidAt(): number {
    const ids = [...this.#groups].flatMap(([id, group]) => (group.isFresh ? id : []))
    return Math.min(...ids.map(snowflakeTime))
  }

  all(): Iterable<QuestionGroup> {
    return new Set(this.#groups.values())
  }

  close(group: QuestionGroup): void {
    for (const [id, one] of [...this.#groups]) if (one === group) this.#groups.delete(id)
  }

  /** The newest that a message goes with. */
  findOpen(message: IncomingQuestion, trigger: Trigger): QuestionGroup | undefined {
    if (trigger !== 'new' && trigger !== 'recovered') return undefined
    // What stands of an answer to several replies to the last of them.
    const isLastOf = ({ last }: QuestionGroup) => last === undefined || compareSnowflakes(last.id, message.id) < 0
    const isOpen = (group: QuestionGroup) =>
      group.isOpenTo(message) && (message.standing === undefined || isLastOf(group))
    const open = [...this.#groups.values()].findLast(isOpen)
    return open?.hasRoomFor(message) === true ? open : undefined
  }

  /** Whether what an earlier group of a conversation adds to it may not be in the store yet. */
  isUnsettled(conversation: string): boolean {
    return this.#groups
      .values()
      .some(({ last, isOpenEnded }) => isOpenEnded && last !== undefined && conversationKey(last) === conversation)
  }

  /** Whether a message goes with one that is about to be answered: the same person said it right after, in the same channel. */
  isFollowUp(message: Pick<IncomingQuestion, 'user' | 'channel' | 'saidAt'>): boolean {
    return this.#groups.values().some(group => group.isOpenTo(message) && group.isFollowedBy(message))
  }

  /** Whether a message is being answered with one before it: it need not speak to the bot itself. */
  isAnsweredWithEarlier(message: MessageId): boolean {
    const first = this.#groups.get(message)?.questions[0]
    return first !== undefined && first.message.id !== message
  }

  /** A message is answered by others, or by nobody: what becomes of it is nothing to the rest of its group. */
  drop(group: QuestionGroup, question: GroupedQuestion): boolean {
    const isDropped = group.drop(question)
    if (isDropped) this.delete(question.message.id, group)
    return isDropped
  }

  /** A message is none of a group's any more. */
  delete(message: MessageId, group: QuestionGroup): void {
    if (this.#groups.get(message) === group) this.#groups.delete(message)
  }

  /** Another process has answered together what was said in a conversation from one message to another. */
  noteAnswered(conversation: string, range: MessageRange): void {
    const known = this.#answered.get(conversation) ?? []
    this.#answered.set(conversation, [...known, range].slice(-MOST_RANGES))
  }

  /** This process has answered a message, and has no claim to it: another one may have answered it before, with others. */
  noteUnclaimed(message: Conversation & { readonly id: MessageId }, messages: readonly MessageId[]): void {
    const conversation = conversationKey(message)
    const known = this.#unclaimed.get(conversation) ?? []
    this.#unclaimed.set(conversation, [...known, { question: message.id, messages }].slice(-MOST_RANGES))
  }

  /** What shows answers without a claim of this process, and came after one of another process that answers the same with others; once. */
  takeOvertaken(conversation: string): readonly UnclaimedAnswer[] {
    const ranges = this.#answered.get(conversation) ?? []
    const isOvertaken = ({ question, messages: [first] }: UnclaimedAnswer) =>
      first !== undefined &&
      ranges.some(range => range.by !== undefined && isIn(range, question) && compareSnowflakes(range.by, first) < 0)
    const { true: overtaken = [], false: others = [] } = Object.groupBy(
      this.#unclaimed.get(conversation) ?? [],
      answer => `${isOvertaken(answer)}` as const,
    )
    if (overtaken.length > 0) this.#unclaimed.set(conversation, others)
    return overtaken
  }

  /** This process has lost the claim of a message that another one has answered. */
  noteLost(message: MessageId): void {
    this.#lost.add(message)
  }

  /**
   * Whether another process has answered a message. Of what this process has claimed none has, unless it lost the claim: others may
   * answer what was said before and after it.
   */
  isAnsweredElsewhere(message: IncomingQuestion, { mayBeElsewhere }: AnswerContext, claim: AnswerClaim): boolean {
    if (this.#lost.has(message.id)) return true
    return (mayBeElsewhere === true || claim === 'lost') && this.isAnswered(message)
  }

  /** Those of a conversation whose answer is being made, and all of whose questions are in a range. */
  underWay(conversation: string, range: MessageRange): readonly QuestionGroup[] {
    return [...this.all()].filter(
      ({ last, questions, task }) =>
        task !== undefined &&
        last !== undefined &&
        conversationKey(last) === conversation &&
        questions.every(({ message }) => isIn(range, message.id)),
    )
  }

  /** Whether a message is among what another process was found to have answered, and not the first, under whose nonce it is found. */
  isAnswered(message: Conversation & { readonly id: MessageId }): boolean {
    const ranges = this.#answered.get(conversationKey(message)) ?? []
    return ranges.some(range => isIn(range, message.id))
  }

  /** A message is answered no more: those that were to be answered with it are answered without it. False if there are none. */
  leaveOut(message: MessageId): boolean {
    const group = this.#groups.get(message)
    if (group === undefined) return false
    if (group.leaveOut(message)) return this.#groups.delete(message)
    group.end('deleted')
    return false
  }

  /** The same; returns the question that the message is, where it was in hand. */
  takeOut(message: MessageId): QuestionRef | undefined {
    const question = this.#groups.get(message)?.questions.find(one => one.message.id === message)?.message.question
    this.leaveOut(message)
    return question
  }
}

/** Without the first of a range: under its nonce the answer is found. */
const isIn = ({ from, to }: MessageRange, id: MessageId) =>
  compareSnowflakes(from, id) < 0 && compareSnowflakes(id, to) <= 0
