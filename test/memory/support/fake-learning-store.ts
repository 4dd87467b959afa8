import type { FactIndex } from '../../../src/memory/ports/fact-index.ts'
import type {
  Backlog,
  ConversationBacklog,
  LearningInput,
  LearningStore,
  MemoryUpdate,
  RetryState,
} from '../../../src/memory/ports/learning-store.ts'
import { type Audience, isVisibleTo, type Scope } from '../../../src/memory/scope.ts'
import { isAfterCursor, turnNameOf } from '../../../src/memory/turns.ts'
import type {
  CoveringSummary,
  Fact,
  Knowledge,
  MessageId,
  Statement,
  Turn,
  TurnName,
} from '../../../src/memory/types.ts'

const USER = '1'

interface FakeConversation {
  readonly turns: Turn[]
  segments: CoveringSummary[]
  learnedTo?: TurnName
  summarizedTo?: TurnName
  begunAfter?: MessageId
  readonly relearn: Set<TurnName>
  trouble: { learn?: RetryState; fold?: RetryState }
}

/**
 * A FAKE of the learner's store: one user, in memory, all that the learner's own stories need. What the real one
 * promises is tested by its contract, never by this.
 */
export class FakeLearningStore implements LearningStore, FactIndex {
  readonly conversations = new Map<string, FakeConversation>()
  facts: Fact[] = []
  statements: Statement[] = []
  readonly lessons: MemoryUpdate[] = []
  readonly aside = new Map<TurnName, string>()
  /** The zone that the user has set. */
  timeZone: string | undefined
  /** When the user is due, as the learner settled it. */
  dueAt: number | undefined
  /** Questions whose answer is under way. */
  readonly awaited = new Set<TurnName>()
  /** Turns of every conversation that are counted, and can't be read. */
  unreadable = 0
  readonly #clock: { readonly now: number }
  #version = 0
  #factsVersion = 0
  #nextId = 100

  constructor(clock: { readonly now: number }) {
    this.#clock = clock
  }

  /** The user says something, and, unless it is null, the bot answers. */
  say(text: string, saidAt: number, at: { channel?: string; scope?: Scope; answer?: string | null } = {}): string {
    const { channel = '10', scope = 'dm', answer = 'I see.' } = at
    const id = String(this.#nextId++)
    this.at(channel).turns.push({ role: 'user', id, text, saidAt, scope, rev: 0 })
    this.#version += 1
    this.awaited.add(`q:${id}`)
    if (answer !== null) this.answer(answer, saidAt + 1000, channel)
    return id
  }

  /** The bot answers the newest question. */
  answer(text: string, saidAt: number, channel = '10'): void {
    const { turns } = this.at(channel)
    const question = turns.at(-1)
    if (question?.role !== 'user') throw new Error('no question to answer')
    this.awaited.delete(turnNameOf(question))
    turns.push({
      role: 'assistant',
      id: question.id,
      text,
      saidAt,
      scope: question.scope,
      messages: [`9${question.id}`],
    })
    this.#version += 1
  }

  edit(id: string, text: string, channel = '10'): void {
    const conversation = this.at(channel)
    const at = conversation.turns.findIndex(turn => turn.role === 'user' && turn.id === id)
    const turn = conversation.turns[at]
    if (turn?.role !== 'user') throw new Error('no such question')
    conversation.turns[at] = { ...turn, text, rev: turn.rev + 1 }
    if (!isAfterCursor(turn, conversation.learnedTo)) conversation.relearn.add(turnNameOf(turn))
    this.#version += 1
  }

  at(channel: string): FakeConversation {
    const found = this.conversations.get(channel)
    if (found !== undefined) return found
    const fresh = { turns: [], segments: [], relearn: new Set<TurnName>(), trouble: {} }
    this.conversations.set(channel, fresh)
    return fresh
  }

  async readBacklog(): Promise<Backlog> {
    const conversations = [...this.conversations].map(([channel, conversation]) => ({
      user: USER,
      channel,
      ...standing(conversation, this.unreadable),
    }))
    return { user: USER, version: String(this.#version), conversations }
  }

  async setNextDue(backlog: Backlog, delayMs: number | undefined): Promise<void> {
    if (backlog.version !== String(this.#version)) return
    this.dueAt = delayMs === undefined ? undefined : this.#clock.now + delayMs
  }

  async readInput({ channel }: { channel: string }): Promise<LearningInput | undefined> {
    const conversation = this.conversations.get(channel)
    if (conversation === undefined) return undefined
    const { turns, segments, learnedTo, summarizedTo, begunAfter, relearn, trouble } = conversation
    return {
      user: USER,
      channel,
      guild: '5',
      epoch: 'e',
      factsVersion: String(this.#factsVersion),
      relearn: [...relearn],
      pendingAnswers: [...this.awaited],
      turns: [...turns],
      summaries: segments,
      retryStates: { ...trouble },
      knowledgeFor: audience => this.known(audience),
      ...(this.timeZone && { timeZone: this.timeZone }),
      ...(learnedTo && { learnedTo }),
      ...(summarizedTo && { summarizedTo }),
      ...(begunAfter && { begunAfter }),
    }
  }

  known(audience: Audience): Knowledge {
    return {
      user: USER,
      facts: this.facts.filter(({ scope }) => isVisibleTo(scope, audience)),
      statements: this.statements.filter(({ scope }) => isVisibleTo(scope, audience)),
    }
  }

  async commit(input: LearningInput, update: MemoryUpdate): Promise<'kept' | 'moved'> {
    const conversation = this.at(input.channel)
    if (this.#hasMoved(conversation, input, update)) return 'moved'
    this.lessons.push(update)
    this.#version += 1
    this.#keep(update)
    for (const { turn, reason } of update.setAside) this.aside.set(turn, reason)
    for (const turn of update.relearnedTurns) conversation.relearn.delete(turn)
    if (update.learnedTo !== undefined) conversation.learnedTo = update.learnedTo
    if (update.learnedTo !== undefined || update.relearnedTurns.length > 0)
      conversation.trouble = only('fold', conversation.trouble)
    if (update.summary !== undefined) this.#fold(conversation, update.summary)
    return 'kept'
  }

  async recordFailure({ channel }: LearningInput, part: 'learn' | 'fold', trouble: RetryState): Promise<void> {
    this.at(channel).trouble[part] = trouble
  }

  async nearest() {
    return []
  }

  async listDue() {
    return []
  }

  async countWaitingUsers() {
    return 0
  }

  async findOldestUnlearned() {
    return undefined
  }

  async claim() {
    return true
  }

  async release() {
    return undefined
  }

  async postpone() {
    this.dueAt = undefined
  }

  #hasMoved(conversation: FakeConversation, input: LearningInput, { shownTurns }: MemoryUpdate): boolean {
    if (input.factsVersion !== String(this.#factsVersion)) return true
    if (conversation.learnedTo !== input.learnedTo || conversation.summarizedTo !== input.summarizedTo) return true
    return shownTurns.some(({ turn, rev }) => {
      const kept = conversation.turns.find(kept => turnNameOf(kept) === turn)
      return kept === undefined || (kept.role === 'user' ? kept.rev : 0) !== rev
    })
  }

  #keep({ facts, statements, evictedFacts, evictedEntities = [], confirmed }: MemoryUpdate): void {
    if (facts.length + statements.length + evictedFacts.length + confirmed.length > 0) this.#factsVersion += 1
    const confirmations = Map.groupBy(confirmed, ({ fact }) => fact)
    const present = this.facts.map(fact => {
      const again = confirmations.get(fact.id)
      if (again === undefined) return fact
      const confirmedAt = Math.max(...again.map(({ saidAt }) => saidAt))
      return { ...fact, confirmations: fact.confirmations + again.length, confirmedAt }
    })
    this.facts = [...present.filter(({ id }) => !evictedFacts.includes(id)), ...facts]
    const rest = this.statements.filter(({ entity }) => !evictedEntities.includes(entity))
    this.statements = [...rest, ...statements]
  }

  #fold(conversation: FakeConversation, fold: NonNullable<MemoryUpdate['summary']>): void {
    conversation.summarizedTo = fold.summarizedTo
    conversation.trouble = only('learn', conversation.trouble)
    const { merged, segment } = fold
    const rest = conversation.segments.filter(({ id }) => !merged?.from.includes(id))
    conversation.segments = [...(merged ? [merged.segment] : []), ...rest, ...(segment ? [segment] : [])]
  }
}

function standing(conversation: FakeConversation, unreadable: number): Omit<ConversationBacklog, 'user' | 'channel'> {
  const { turns, learnedTo, summarizedTo, relearn } = conversation
  return {
    unlearned: turns.filter(
      turn => turn.role === 'user' && (isAfterCursor(turn, learnedTo) || relearn.has(turnNameOf(turn))),
    ).length,
    unsummarized: turns.filter(turn => isAfterCursor(turn, summarizedTo)).length + unreadable,
    lastSaidAt: turns.at(-1)?.saidAt ?? 0,
  }
}

function only(part: 'learn' | 'fold', trouble: LearningInput['retryStates']): LearningInput['retryStates'] {
  return trouble[part] === undefined ? {} : { [part]: trouble[part] }
}
