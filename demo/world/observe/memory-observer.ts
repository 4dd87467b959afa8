import { MemoryUnavailable } from '../../../src/errors.ts'
import { rejectedWords } from '../../../src/memory/knowledge/rejected-quotes.ts'
import type { ExtractionRequest } from '../../../src/memory/ports/extraction-model.ts'
import type { LearningInput, MemoryUpdate } from '../../../src/memory/ports/learning-store.ts'
import type { Memory } from '../../../src/memory/ports/memory.ts'
import type { FactId, MessageId, QuestionRef, UserId } from '../../../src/memory/types.ts'
import type { ObservedPrompt, Observer } from '../../../src/observability/observer.ts'
import type { ChatMessage } from '../../../src/prompt/chat-model.ts'
import { extractionMessages } from '../../../src/prompt/extraction/messages.ts'
import { loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import type { MemoryEvent, PageRequest } from '../../page/memory-events.ts'
import { describeAnswer } from './describe-answer.ts'
import { describeMemory } from './describe-memory.ts'

/** How long until memory is read again that could not be reached, in ms. */
const RETRY_MS = 1000

/** Reads what the bot remembers of some people after each change, by the ports it uses itself, and tells of it. */
export class MemoryObserver implements Observer {
  readonly #tell: (event: MemoryEvent) => void
  #memory: Memory | undefined
  #users: ReadonlySet<UserId> = new Set()
  /** Of whom something may have changed since it was told. */
  readonly #stale = new Set<UserId>()
  #isReading = false
  /** By question, until they are answered. */
  readonly #prompts = new Map<MessageId, ObservedPrompt>()
  /** What was learned of somebody last, as far as it happened while they were told of. */
  readonly #newFacts = new Map<UserId, ReadonlySet<FactId>>()

  constructor(tell: (event: MemoryEvent) => void) {
    this.#tell = tell
  }

  /** Tells of these people from now on. */
  observe(users: readonly UserId[]): void {
    this.#users = new Set(users)
    if (users.length === 0) {
      this.#prompts.clear()
      this.#newFacts.clear()
    }
    this.#look()
  }

  readonly watchMemory = (memory: Memory): Memory => {
    this.#memory = memory
    const look = (named: unknown) => this.#look(this.#userIn(named))
    memory.onDeletion(user => {
      this.#dropRequests()
      this.#look(user)
    })
    memory.onWordsGone(() => {
      this.#dropRequests()
      this.#look()
    })
    this.#look()
    const conversations = tellAfter(memory.conversations, ANSWER_ENDS, question => {
      void this.#tellOfAnswer((question as QuestionRef).id)
    })
    return {
      ...memory,
      conversations: tellAfter(conversations, CONVERSATION_CHANGES, look),
      learning: tellAfter(memory.learning, ['commit'], (input, update) => {
        this.#noteNew(input as LearningInput, update as MemoryUpdate)
        look(input)
      }),
      userMemory: tellAfter(memory.userMemory, USER_MEMORY_CHANGES, look),
      usageLedger: tellAfter(memory.usageLedger, ['keep'], () => this.#look()),
    }
  }

  /** An update that only sums up learns nothing, and leaves what is new. */
  #noteNew({ user }: LearningInput, { learnedTo, relearnedTurns, facts }: MemoryUpdate): void {
    if (!this.#users.has(user) || (learnedTo === undefined && relearnedTurns.length === 0)) return
    this.#newFacts.set(user, new Set(facts.map(({ id }) => id)))
  }

  readonly onPrompt = (prompt: ObservedPrompt): void => {
    const { user, id } = prompt.question
    if (this.#users.has(user)) this.#prompts.set(id, prompt)
  }

  readonly onStudy = (user: UserId, request: ExtractionRequest): void => {
    this.#tellOfRequest(user, 'study', extractionMessages(request))
  }

  #tellOfRequest(user: UserId, what: PageRequest['what'], messages: readonly ChatMessage[]): void {
    if (!this.#users.has(user)) return
    const shown = messages.map(({ role, content }) => ({ role, text: textOf(content) }))
    this.#tell({ kind: 'request', request: { userId: user, what, messages: shown } })
  }

  /** What models were asked may hold what was deleted, also of others who talk in the same place. */
  #dropRequests(): void {
    this.#prompts.clear()
    for (const user of this.#users) for (const what of ['prompt', 'study'] as const) this.#tellOfRequest(user, what, [])
  }

  /** Behind the answer, as counting for the first time keeps the process busy for a moment. */
  async #tellOfAnswer(question: MessageId): Promise<void> {
    const prompt = this.#prompts.get(question)
    this.#prompts.delete(question)
    if (prompt === undefined) return
    this.#tellOfRequest(prompt.question.user, 'prompt', prompt.assembled.messages)
    this.#tell({ kind: 'answer', answer: describeAnswer(prompt, await loadTokenCounter()) })
  }

  /** Whom what a method of a store is given is about; undefined where it names a message, or nobody who is told of. */
  #userIn(named: unknown): UserId | undefined {
    const { user } = typeof named === 'string' ? { user: named } : (named as { user?: UserId })
    return user !== undefined && this.#users.has(user) ? user : undefined
  }

  /** Looks at somebody's memory, or at everybody's, as soon as what is being read is told. */
  #look(user?: UserId): void {
    for (const one of this.#users) if (user === undefined || user === one) this.#stale.add(one)
    if (!this.#isReading && this.#stale.size > 0) void this.#readStale()
  }

  async #readStale(): Promise<void> {
    this.#isReading = true
    for (const user of this.#stale) {
      this.#stale.delete(user)
      await this.#read(user)
    }
    this.#isReading = false
  }

  async #read(user: UserId): Promise<void> {
    try {
      if (this.#memory === undefined) return
      const { userMemory, usageLedger, now } = this.#memory
      const [data, questions, spent] = await Promise.all([
        userMemory.readUserData(user),
        userMemory.readRejectedQuotes(user),
        usageLedger.spent({ user }),
      ])
      const rejected = rejectedWords(questions, data.known, { kind: 'user' }, now())
      if (!this.#users.has(user)) return
      this.#tell({
        kind: 'memory',
        memory: describeMemory(data, this.#newFacts.get(user) ?? new Set(), rejected, spent.user),
      })
    } catch (error) {
      if (!(error instanceof MemoryUnavailable)) throw error
      setTimeout(() => this.#look(user), RETRY_MS).unref()
    }
  }
}

function textOf(content: ChatMessage['content']): string {
  if (typeof content === 'string') return content
  return content.map(part => (part.type === 'text' ? part.text : `[picture: ${part.name}]`)).join('\n')
}

const ANSWER_ENDS = ['keepAnswer', 'releaseClaim'] as const satisfies readonly (keyof Memory['conversations'])[]

const CONVERSATION_CHANGES = [
  ...(['keepQuestion', 'reopenQuestion', 'editQuestion', 'beginAnew'] as const),
  ...(['keepAnswer', 'withdrawQuestion', 'deleteMessage'] as const),
] as const satisfies readonly (keyof Memory['conversations'])[]

const USER_MEMORY_CHANGES = [
  ...(['applyChange', 'restoreConversation', 'forget', 'forgetEverything'] as const),
  ...(['updateSettings', 'setIncognito'] as const),
] as const satisfies readonly (keyof Memory['userMemory'])[]

/** The same store; whenever one of these methods has ended, `then` is told what it was given. */
function tellAfter<Store extends object>(
  store: Store,
  methods: readonly (keyof Store)[],
  then: (...given: readonly unknown[]) => void,
): Store {
  const telling = { ...store }
  for (const name of methods) {
    const method = store[name] as (...args: unknown[]) => Promise<unknown>
    telling[name] = (async (...args: unknown[]) => {
      try {
        return await method.apply(store, args)
      } finally {
        then(...args)
      }
    }) as Store[typeof name]
  }
  return telling
}
