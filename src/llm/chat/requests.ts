import { randomUUID } from 'node:crypto'
import type { ModelFailure } from '../../errors.ts'
import type { ChatMessage, ChatOptions, FittedQuestion } from '../../prompt/chat-model.ts'
import { MAX_REQUESTS, retryDelay } from '../retry.ts'
import { Descent, MAX_STEPS } from '../server/descent.ts'
import { isTransient, type RequestFailure, withoutHelp } from '../server/failure.ts'
import { PictureChoice } from './pictures.ts'
import { contextToTry } from './prompt-size.ts'
import type { ChatInput, ChatServer } from './server.ts'
import type { StreamTimeouts } from './stream.ts'
import type { ToolLoop } from './tool-loop.ts'

/** What the last request of a question may take beyond the time for retries. */
const GRACE_MS = 5000

/** Where another model is there to answer, a pause longer than this is not waited for. */
const PATIENCE_MS = 2000

/** How long a model that failed is passed over where there is another one. */
const REST_MS = 60_000

/** Codes that are documented for prompts that are too long. */
const SIZE_CODE = /context|tokens_limit|prompt_too_long|max_length/iu

/** What comes after a failed request. */
export type NextStep =
  | { readonly kind: 'without'; readonly omitted: string }
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'giveUp'; readonly failure: ModelFailure }

/** When a model may be asked again, where there is another one. */
const restUntil = new WeakMap<ChatServer<never, never>, number>()

/**
 * The requests for one question: what each is made of, and what comes after one that failed. At most five go out; three
 * of them may leave something out, and pauses grow.
 */
export class QuestionRequests<Request, Chunk> {
  readonly #servers: readonly ChatServer<Request, Chunk>[]
  readonly #options: ChatOptions
  readonly #begun = performance.now()
  readonly #pictures: PictureChoice
  #server: ChatServer<Request, Chunk>
  #descent: Descent<Request>
  #messages: readonly ChatMessage[]
  #contextTokens: number | undefined
  /** Whether the server has said that it is a matter of size. */
  #isSizeStated = false
  #sent = 0
  #sentHere = 0
  #steps = 0
  #waits = 0
  #last: RequestFailure | undefined
  #reminder = ''
  /** The tools of a prompt that was assembled anew. */
  fittedTools: ChatOptions['tools'] | undefined

  constructor(servers: readonly ChatServer<Request, Chunk>[], messages: readonly ChatMessage[], options: ChatOptions) {
    const now = performance.now()
    const isRested = (server: ChatServer<Request, Chunk>) => (restUntil.get(server as never) ?? 0) <= now
    const rested = servers.filter(isRested)
    this.#servers = rested.length > 0 ? rested : servers
    this.#server = this.#servers[0] as ChatServer<Request, Chunk>
    this.#options = options
    this.#messages = messages
    this.#pictures = new PictureChoice(messages)
    this.#descent = this.#startDescent()
  }

  get server(): ChatServer<Request, Chunk> {
    return this.#server
  }

  get messages(): readonly ChatMessage[] {
    return this.#messages
  }

  /** Requests that may still go out. */
  get left(): number {
    return MAX_REQUESTS - this.#sent
  }

  /** Whether the next request may offer tools. */
  get offersTools(): boolean {
    return !this.#descent.omitted.has('tools')
  }

  /** Whether the model was not shown every picture. */
  get omitsPictures(): boolean {
    return this.#pictures.count > 0 && (this.#pictures.omitted.size > 0 || this.#descent.omitted.has('images'))
  }

  /** Says something more below the message, also where the prompt is assembled anew. */
  remind(words: string): void {
    this.#reminder = words
    this.#messages = withReminder(this.#messages, words)
  }

  next(toolLoop: ToolLoop | undefined): Request {
    const { backend, capabilities } = this.#server
    const { contextTokens = this.#contextTokens, responseTokens } = capabilities.limits
    this.#pictures.fit(capabilities.limits)
    this.#sent += 1
    this.#sentHere += 1
    const { omitted } = this.#descent
    const input: ChatInput = {
      ...{ messages: this.#messages, toolLoop, omitted, omittedPictures: this.#pictures.omitted },
      ...{ responseTokens, contextTokens: this.#contextTokens ?? contextTokens },
    }
    return backend.toRequest(input)
  }

  /**
   * The first token of the next request: within its own time, and within that of the question, of which another model
   * gets its part. A round after tools were used has a time of its own. The question has the time of the most patient model.
   */
  timeouts(isNewRound: boolean): StreamTimeouts {
    const { timeouts } = this.#server
    const limits = this.#servers.map(({ timeouts: { firstTokenMs }, retryMs }) => Math.max(firstTokenMs, retryMs))
    const left = Math.max(1, Math.max(...limits) + GRACE_MS - (performance.now() - this.#begun))
    const share = left / (this.#servers.length - this.#servers.indexOf(this.#server))
    const firstTokenMs = isNewRound ? timeouts.firstTokenMs : Math.min(timeouts.firstTokenMs, share)
    return { ...timeouts, firstTokenMs }
  }

  succeeded(sent: Request): void {
    const { capabilities, trouble, log } = this.#server
    this.#descent.succeed(sent)
    trouble.worked()
    this.#last = undefined
    if (this.#contextTokens === undefined || !this.#learnContext(this.#contextTokens)) return
    const { host, model } = capabilities.server
    const details = { host, model, setting: 'CONTEXT_TOKENS', contextTokens: this.#contextTokens }
    log.warn(details, 'the model takes less than CONTEXT_TOKENS: prompts are made smaller')
  }

  #learnContext(tokens: number): boolean {
    const { capabilities } = this.#server
    if (this.#isSizeStated) return capabilities.setLimit('contextTokens', tokens)
    return capabilities.guessLimit('contextTokens', tokens, this.#options.person ?? randomUUID())
  }

  /** What to do after a request that failed. */
  async failed(failure: RequestFailure, sent: Request, toolLoop: ToolLoop | undefined): Promise<NextStep> {
    const repeated = this.#last !== undefined && isSame(this.#last, failure)
    this.#last = failure
    if (this.left > 0 && this.#steps < MAX_STEPS) {
      const omitted = await this.#adapt(failure, sent, toolLoop, repeated)
      if (omitted !== undefined) {
        this.#steps += 1
        return { kind: 'without', omitted }
      }
    }
    const delayMs = retryDelay(this.#waits + 2, failure.retryAfterMs, this.#server.retryMs)
    if (this.#mayWait(failure, delayMs)) {
      this.#waits += 1
      return { kind: 'wait', delayMs }
    }
    return this.#moveOn(failure)
      ? { kind: 'elsewhere' }
      : { kind: 'giveUp', failure: this.#finalFailure(failure, delayMs) }
  }

  /** Asks for less of what the failure is about: fewer pictures, a shorter answer or prompt, or without something. */
  async #adapt(
    failure: RequestFailure,
    sent: Request,
    toolLoop: ToolLoop | undefined,
    isRepeated: boolean,
  ): Promise<string | undefined> {
    const { capabilities } = this.#server
    const { responseTokens } = failure.limits ?? {}
    if (failure.pictures !== undefined) {
      const known = this.#pictures.leaveOut(failure)
      for (const [name, value] of Object.entries(known ?? {})) capabilities.setLimit(name as keyof typeof known, value)
      if (known !== undefined) return 'these images'
    }
    if (responseTokens !== undefined && capabilities.setLimit('responseTokens', responseTokens)) return 'responseTokens'
    if (failure.failure === 'tooLong') return await this.#shrink(failure, toolLoop)
    // A server that fails twice in the same way at the same request may not be able to read it.
    const isStuck = isRepeated && failure.failure === 'overloaded' && failure.status === 500
    return this.#descent.descend(isStuck ? { ...failure, failure: 'refused' } : failure, sent)
  }

  async #shrink(failure: RequestFailure, toolLoop: ToolLoop | undefined): Promise<string | undefined> {
    const known = this.#contextTokens ?? this.#server.capabilities.limits.contextTokens
    const contextTokens = await contextToTry(failure, this.#messages, known)
    const fitted = await this.#options.refit?.(contextTokens)
    if (fitted === undefined) return undefined
    this.#contextTokens = contextTokens
    this.#isSizeStated ||= failure.limits?.contextTokens !== undefined || SIZE_CODE.test(failure.code ?? '')
    this.#adopt(fitted, toolLoop)
    return 'contextTokens'
  }

  /** Puts the question as it is to be put now, before it is asked once more. Returns whether what is remembered has changed. */
  async renew(toolLoop: ToolLoop | undefined): Promise<boolean> {
    const renewed = await this.#options.renew?.(this.#contextTokens)
    if (renewed !== undefined) this.#adopt(renewed, toolLoop)
    return renewed?.isMemoryChanged === true
  }

  #adopt({ messages, tools }: FittedQuestion, toolLoop: ToolLoop | undefined): void {
    this.#messages = withReminder(messages, this.#reminder)
    if (toolLoop === undefined || toolLoop.rounds.length === 0) this.fittedTools = tools
  }

  #mayWait(failure: RequestFailure, delayMs: number): boolean {
    const { retryMs } = this.#server
    if (!isTransient(failure) || this.left === 0) return false
    if (performance.now() - this.#begun + delayMs > retryMs) return false
    return this.#nextServer === undefined || (this.#sentHere < 2 && delayMs <= PATIENCE_MS)
  }

  /** Asks the next model instead, where there is one and it may do better. */
  #moveOn({ failure }: RequestFailure): boolean {
    const next = this.#nextServer
    if (failure !== 'filtered' && failure !== 'tooLong') this.#rest()
    if (next === undefined || this.left === 0 || failure === 'filtered') return false
    this.#server = next
    this.#sentHere = 0
    this.#waits = 0
    this.#steps = 0
    this.#last = undefined
    this.#descent = this.#startDescent()
    return true
  }

  #rest(): void {
    if (this.#servers.length > 1) restUntil.set(this.#server as never, performance.now() + REST_MS)
  }

  #finalFailure(last: RequestFailure, delayMs: number): ModelFailure {
    const { failure, retryAfterMs } = withoutHelp(last)
    const isLater = retryAfterMs !== undefined && performance.now() - this.#begun + delayMs > this.#server.retryMs
    return failure === 'overloaded' && isLater ? 'busy' : failure
  }

  get #nextServer(): ChatServer<Request, Chunk> | undefined {
    return this.#servers[this.#servers.indexOf(this.#server) + 1]
  }

  #startDescent(): Descent<Request> {
    const { capabilities, backend } = this.#server
    return new Descent({ capabilities, featuresOf: backend.featuresOf, person: this.#options.person })
  }
}

function withReminder(messages: readonly ChatMessage[], words: string): readonly ChatMessage[] {
  return messages.map((message, at) => (at === messages.length - 1 ? appendText(message, words) : message))
}

function appendText({ role, content }: ChatMessage, words: string): ChatMessage {
  if (typeof content === 'string') return { role, content: content + words }
  return { role, content: content.map(part => (part.type === 'text' ? { ...part, text: part.text + words } : part)) }
}

function isSame(one: RequestFailure, other: RequestFailure): boolean {
  return one.status === other.status && one.wording === other.wording
}
