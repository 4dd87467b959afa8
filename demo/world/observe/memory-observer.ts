import { MemoryUnavailable } from '../../../src/errors.ts'
import { rejectedWords } from '../../../src/memory/knowledge/rejected-quotes.ts'
import type { ExtractionRequest } from '../../../src/memory/ports/extraction-model.ts'
import type { Memory } from '../../../src/memory/ports/memory.ts'
import type { MessageId, QuestionRef, UserId } from '../../../src/memory/types.ts'
import type { ObservedPrompt, Observer } from '../../../src/observability/observer.ts'
import type { ChatMessage } from '../../../src/prompt/chat-model.ts'
import { extractionMessages } from '../../../src/prompt/extraction/messages.ts'
import { loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import type { ObservedEvent, PageRequest } from '../../page/memory-events.ts'
import { describeAnswer } from './describe-answer.ts'
import { describeMemory } from './describe-memory.ts'

/** How long until memory is read again that could not be reached, in ms. */
const RETRY_MS = 1000

/** Reads what the bot remembers of some people after each change, by the ports it uses itself, and tells of it. */
export class MemoryObserver implements Observer {
  readonly #tell: (event: ObservedEvent) => void
  #memory: Memory | undefined
  #users: ReadonlySet<UserId> = new Set()
  /** Of whom something may have changed since it was told. */
  readonly #stale = new Set<UserId>()
  #isReading = false
  /** By question, until they are answered. */
  readonly #prompts = new Map<MessageId, ObservedPrompt>()
  /** When it was begun to read what a prompt or a study is made of, by question and by user. */
  readonly #begunAt = new Map<MessageId | UserId, number>()
  /** When anything was taken back last. */
  #goneAt = 0

  constructor(tell: (event: ObservedEvent) => void) {
    this.#tell = tell
  }

  /** Tells of these people from now on. */
  observe(users: readonly UserId[]): void {
    this.#users = new Set(users)
    if (users.length === 0) {
      this.#prompts.clear()
      this.#begunAt.clear()
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
    const begin = (what: keyof QuestionRef) => (named: unknown) => {
      const ref = named as QuestionRef
      if (this.#users.has(ref.user)) this.#begunAt.set(ref[what], Date.now())
    }
    const begun = tellBefore(memory.conversations, QUESTION_BEGINS, begin('id'))
    const conversations = tellAfter(begun, ANSWER_ENDS, question => {
      void this.#tellOfAnswer((question as QuestionRef).id)
    })
    return {
      ...memory,
      conversations: tellAfter(conversations, CONVERSATION_CHANGES, look),
      learning: tellAfter(tellBefore(memory.learning, ['readInput'], begin('user')), ['commit'], look),
      userMemory: tellAfter(memory.userMemory, USER_MEMORY_CHANGES, look),
      usageLedger: tellAfter(memory.usageLedger, ['keep'], () => this.#look()),
    }
  }

  readonly onPrompt = (prompt: ObservedPrompt): void => {
    const { user, id } = prompt.question
    if (this.#users.has(user)) this.#prompts.set(id, prompt)
  }

  readonly onStudy = (user: UserId, request: ExtractionRequest): void => {
    this.#tellOfRequest(user, 'study', extractionMessages(request), this.#begunAt.get(user))
  }

  /** Nothing of one that may hold what was taken back since it was begun. */
  #tellOfRequest(user: UserId, what: PageRequest['what'], messages: readonly ChatMessage[], begunAt = 0): void {
    if (!this.#users.has(user) || begunAt <= this.#goneAt) return
    const shown = messages.map(({ role, content }) => ({ role, text: textOf(content) }))
    this.#tell({ kind: 'request', request: { userId: user, what, messages: shown, begunAt } })
  }

  /** What models were asked may hold what was deleted, also of others who talk in the same place. */
  #dropRequests(): void {
    this.#goneAt = Date.now()
    for (const userId of this.#users)
      for (const what of ['prompt', 'study'] as const)
        this.#tell({ kind: 'request', request: { userId, what, messages: [], begunAt: this.#goneAt } })
  }

  /** Behind the answer, as counting for the first time keeps the process busy for a moment. */
  async #tellOfAnswer(question: MessageId): Promise<void> {
    const prompt = this.#prompts.get(question)
    const begunAt = this.#begunAt.get(question)
    this.#prompts.delete(question)
    this.#begunAt.delete(question)
    if (prompt === undefined) return
    this.#tellOfRequest(prompt.question.user, 'prompt', prompt.assembled.messages, begunAt)
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
        memory: describeMemory(data, rejected, spent.user),
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

const QUESTION_BEGINS = ['keepQuestion', 'reopenQuestion'] as const satisfies readonly (keyof Memory['conversations'])[]

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
  return around(store, methods, async (given, call) => {
    try {
      return await call()
    } finally {
      then(...given)
    }
  })
}

/** The same store; whenever one of these methods begins, `first` is told what it was given. */
function tellBefore<Store extends object>(
  store: Store,
  methods: readonly (keyof Store)[],
  first: (...given: readonly unknown[]) => void,
): Store {
  return around(store, methods, (given, call) => {
    first(...given)
    return call()
  })
}

function around<Store extends object>(
  store: Store,
  methods: readonly (keyof Store)[],
  how: (given: readonly unknown[], call: () => Promise<unknown>) => Promise<unknown>,
): Store {
  const telling = { ...store }
  for (const name of methods) {
    const method = store[name] as (...args: unknown[]) => Promise<unknown>
    telling[name] = ((...args: unknown[]) => how(args, () => method.apply(store, args))) as Store[typeof name]
  }
  return telling
}
