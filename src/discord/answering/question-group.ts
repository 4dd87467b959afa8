import { compareSnowflakes } from '../../memory/turns.ts'
import type { MessageId } from '../../memory/types.ts'
import type { IncomingMessage, IncomingQuestion } from '../incoming/parse-message.ts'
import type { AnswerOutcome } from './answer-question.ts'
import type { AbortReason, AnswerContext, AnswerTask } from './answer-task.ts'
import { type ContextReader, conversationKey, type Trigger } from './claim-question.ts'

/** How soon a message has to follow another to begin an answer anew that is being written and not shown yet. */
const FOLLOW_UP_MS = 5000
/** How often an answer is begun anew for what followed: each time what it has cost is lost. What comes then waits for its turn. */
const MOST_RESTARTS = 3
const MOST_QUESTIONS = 20
/** Characters of all of them: more are answered by themselves, or together they might not fit where each would. */
const MOST_CHARACTERS = 4000

/** A message that is answered with others, and what claims it and tells what its answer may draw on. */
export interface GroupedQuestion {
  readonly message: IncomingQuestion
  readonly readContext: ContextReader
  /** How it came; not told where its group is parted. */
  readonly trigger?: Trigger
}

/** A question whose turn has come, with what its answer may draw on. */
export interface ClaimedQuestion {
  readonly message: IncomingQuestion
  readonly context: AnswerContext
}

/** Messages of one person in one channel that are answered together, by one answer to the last of them. Mostly one. */
export class QuestionGroup {
  readonly #trigger: Trigger
  readonly #questions = new Map<MessageId, GroupedQuestion>()
  readonly #deleted = new Set<MessageId>()
  /** The answer as it is made now; none while the group waits for its turn. */
  task: AnswerTask | undefined
  /** How the answer to all of them ended. */
  outcome: Promise<AnswerOutcome> | undefined
  /** When the first of them arrived, by `performance.now()`. */
  readonly begunAt: number
  /** See `AnswerTask`. */
  readonly readLimit: AnswerTask['readLimit']
  /**
   * Whether its only question is answered by itself, as no claim keeps others away from it. Another process that hears it may group
   * it in its own way: only under a nonce that is the question's own both find the same message.
   */
  #isAlone = false
  #stopTyping: (() => void) | undefined
  #restarts = 0
  #answersGone = 0
  #mustRestart = false
  #endReason: AbortReason | undefined

  constructor(trigger: Trigger, readLimit: AnswerTask['readLimit'], begunAt = performance.now()) {
    this.#trigger = trigger
    this.readLimit = readLimit
    this.begunAt = begunAt
  }

  /** In the order in which they were said. */
  get questions(): readonly GroupedQuestion[] {
    return [...this.#questions.values()].sort((a, b) => compareSnowflakes(a.message.id, b.message.id))
  }

  get last(): IncomingQuestion | undefined {
    return this.questions.at(-1)?.message
  }

  /** What it adds to its conversation may not be in the store yet. */
  get isOpenEnded(): boolean {
    return this.task?.isSettled !== true
  }

  /** Whether they came for the first time. */
  get isNew(): boolean {
    return this.#trigger === 'new'
  }

  /** Whether nothing was answered to them yet, as far as anybody knows. */
  get isFresh(): boolean {
    return this.#trigger === 'new' || this.#trigger === 'recovered'
  }

  /** Whether one of them was found to be gone when their answer stood. */
  get isAnyGone(): boolean {
    return this.#answersGone > 0
  }

  get isEnded(): boolean {
    return this.#endReason !== undefined
  }

  /** Whether a message is one of these, or was and is deleted. */
  has(id: MessageId): boolean {
    return this.#questions.has(id) || this.#deleted.has(id)
  }

  /** Whether a message goes with these: before their turn has come, or right after the last of them if nothing of the answer is shown. */
  isOpenTo(message: Pick<IncomingQuestion, 'user' | 'channel' | 'saidAt'>): boolean {
    const { last, task } = this
    if (!this.isFresh || this.isEnded || this.#isAlone || last === undefined || last.standing !== undefined)
      return false
    if (conversationKey(last) !== conversationKey(message) || this.#questions.size >= MOST_QUESTIONS) return false
    if (task === undefined) return true
    const isShown = task.isSettled || task.reply?.hasBegun === true
    return !isShown && this.#restarts < MOST_RESTARTS && isSoonAfter(message, last)
  }

  /** Whether what stands of an answer to them is to their present words, and to nothing else. */
  get isAnsweredByStanding(): boolean {
    const { since = Number.NEGATIVE_INFINITY, earlier = [] } = this.last?.standing ?? {}
    const isPresent = ({ message: { editedAt = 0 } }: GroupedQuestion) => editedAt < since
    return earlier.every(id => this.#questions.has(id)) && this.questions.every(isPresent)
  }

  /** Whether a message was one of these, and is deleted. */
  hasDeleted(id: MessageId): boolean {
    return this.#deleted.has(id)
  }

  /** Whether there is room for the words of a message, and they were said to the same people as the others. */
  hasRoomFor({ text, question }: IncomingQuestion): boolean {
    const characters = this.questions.reduce((sum, { message }) => sum + message.text.length, text.length)
    return characters <= MOST_CHARACTERS && this.last?.question.scope === question.scope
  }

  /** Whether somebody said it right after the last of them, which was said to the bot. */
  isFollowedBy(message: { readonly saidAt: number }): boolean {
    const { last } = this
    return last !== undefined && !last.mayBeSilent && isSoonAfter(message, last)
  }

  /** Shows typing, unless that is so, until the answer is there. */
  showTyping(start: () => () => void): void {
    this.#stopTyping ??= start()
  }

  hideTyping(): void {
    this.#stopTyping?.()
  }

  /** Takes a message in, or another form of it: an answer that is being made is begun anew. */
  put(question: GroupedQuestion): void {
    this.#questions.set(question.message.id, question)
    this.#restart()
  }

  /** What stands of an answer to one of these that is edited meanwhile is written over with it. False if it is none, or not edited. */
  noteStandingOfEdited({ id, standing }: IncomingMessage): boolean {
    const known = this.#questions.get(id)
    if (known?.trigger !== 'edited') return false
    const shown = this.task?.reply?.messageIds ?? []
    const isOwn = standing === undefined || standing.messages.every(message => shown.includes(message))
    if (!isOwn) this.put({ ...known, message: { ...known.message, standing } })
    return true
  }

  /** Leaves a message out that was deleted; false if it is the only one, or the answer stands: then all of it is to end. */
  leaveOut(id: MessageId): boolean {
    const { isSettled = false, reply, abort } = this.task ?? {}
    const isOver = isSettled || (reply?.isOver === true && (reply.isVisible || reply.isElsewhere))
    // What is to be answered anew has no answer that stands.
    const isShownWhole = isOver && abort?.signal.reason !== ('superseded' satisfies AbortReason)
    if (this.#questions.size === 1 || isShownWhole) return false
    this.#questions.delete(id)
    this.#deleted.add(id)
    this.#restart()
    return true
  }

  /** A question that others answer, or nobody, is none of these any more, unless it was put in anew meanwhile. */
  drop(question: GroupedQuestion): boolean {
    return this.#questions.get(question.message.id) === question && this.#questions.delete(question.message.id)
  }

  /** One of several questions has an answer of its own already: the others are answered without it. False if it is none of several. */
  goOnWithout(id: MessageId): boolean {
    if (this.#questions.size === 1 || !this.#questions.delete(id)) return false
    this.#mustRestart = true
    return true
  }

  /** One of several questions is gone, and their answer with it: those that are still there are answered anew, if need be by the next process. */
  answerAnew(): boolean {
    if (this.#questions.size === 1 || this.#answersGone >= MOST_RESTARTS || this.#endReason === 'deleted') return false
    this.#answersGone += 1
    this.#mustRestart = true
    this.task = undefined
    return true
  }

  /** Keeps the first question alone; each other one gets a group of its own, to be answered after this: see `#isAlone`. */
  part([first, ...others]: readonly ClaimedQuestion[]): readonly (readonly [QuestionGroup, IncomingQuestion])[] {
    this.#isAlone = true
    for (const id of [...this.#questions.keys()]) if (id !== first?.message.id) this.#questions.delete(id)
    return others.map(({ message, context }) => {
      const group = new QuestionGroup(this.#trigger, this.readLimit, this.begunAt)
      group.put({ message, readContext: async () => context })
      group.#isAlone = true
      return [group, message] as const
    })
  }

  /** Begins the answer, for all that are in the group by then. */
  begin(): void {
    this.#mustRestart = false
  }

  get mustRestart(): boolean {
    return this.#mustRestart && !this.isEnded
  }

  /** Ends the answer, and makes no other. */
  end(reason: AbortReason): void {
    this.#endReason ??= reason
    if (this.task === undefined) return
    this.task.endReason ??= reason
    this.task.abort.abort(reason)
  }

  #restart(): void {
    this.#mustRestart = true
    if (this.task === undefined) return
    this.#restarts += 1
    this.task.abort.abort('superseded' satisfies AbortReason)
  }
}

function isSoonAfter(message: { readonly saidAt: number }, last: { readonly saidAt: number }): boolean {
  return Math.abs(message.saidAt - last.saidAt) <= FOLLOW_UP_MS
}

/** Leaves the messages that show an answer to several questions to the last of them, to which they reply, or the first where that is gone. */
export function giveMessages(
  questions: readonly ClaimedQuestion[],
  earlier: AnswerTask | undefined,
): readonly ClaimedQuestion[] {
  const shown = earlier?.reply?.messageIds ?? []
  const found = questions.findIndex(({ message }) => message.id === earlier?.message.id)
  const at = Math.max(0, found)
  return questions.map(({ message, context }, index) => {
    const own = context.existingMessages.filter(id => !shown.includes(id))
    return { message, context: { ...context, existingMessages: index === at ? [...shown, ...own] : own } }
  })
}

/** What the answer to several questions may draw on: what memory holds for the last, and the messages that show an earlier answer to any. */
export function joinContexts(
  contexts: readonly AnswerContext[],
  shown: readonly MessageId[] | undefined,
): AnswerContext | undefined {
  const last = contexts.at(-1)
  if (last === undefined) return undefined
  const existingMessages = [...new Set([...(shown ?? []), ...contexts.flatMap(context => context.existingMessages)])]
  const notice = contexts.map(context => context.notice).find(one => one !== undefined)
  // What one of them said is not to be kept, and the answer may tell it.
  const unkept = contexts.map(({ snapshot }) => snapshot?.retention ?? 'kept').find(retention => retention !== 'kept')
  // What was forgotten since the oldest of them was read may stand in their words: the answer is kept only if nothing was.
  const [oldest] = contexts.toSorted((one, other) => (one.readAt ?? 0) - (other.readAt ?? 0))
  const { snapshotToken } = oldest?.snapshot ?? {}
  const snapshot = last.snapshot && {
    ...{ ...last.snapshot, ...(unkept !== undefined && { retention: unkept }) },
    ...(snapshotToken !== undefined && { snapshotToken }),
  }
  const lastToken = last.lastToken ?? last.snapshot?.snapshotToken
  const known = { existingMessages, lastToken, ...(snapshot && { snapshot }) }
  return { ...last, ...known, ...(notice !== undefined && { notice }) }
}
