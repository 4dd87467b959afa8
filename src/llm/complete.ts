import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import { type Facts, ModelError, type ModelFailure } from '../errors.ts'
import type { ChatMessage, ChatOptions, Ending } from '../prompt/chat-model.ts'
import type { Attempt, Outcome } from './attempt.ts'
import { delayBefore, pause } from './backoff.ts'
import type { Dialect } from './dialect.ts'
import { type Failure, failureInStream, failureOf } from './failure.ts'
import { estimate } from './usage.ts'

/** What is written to the log, as pino takes it. Never the text of a message, never a key. */
export interface ChatLog {
  warn(facts: Facts, message: string): void
}

export interface Line {
  start(request: ChatCompletionCreateParamsStreaming): Attempt
  readonly dialect: Dialect
  readonly retryMs: number
  readonly log: ChatLog
}

/** One completion over as many requests as it takes; ChatModel tells what it yields, returns and throws. */
export async function* complete(
  line: Line,
  messages: readonly ChatMessage[],
  options: ChatOptions,
): AsyncGenerator<string, Ending, void> {
  const { signal } = options
  const completion = new Completion(line, messages, options)
  function abort(): void {
    completion.attempt?.end({ kind: 'aborted' })
  }
  signal.addEventListener('abort', abort)
  try {
    while (!signal.aborted) {
      const attempt = completion.next()
      while (attempt.outcome === undefined || completion.hasNews()) {
        if (completion.hasNews()) yield completion.news()
        else await attempt.moved()
      }
      if (attempt.outcome.kind === 'aborted') break
      if (attempt.outcome.kind === 'finished') return completion.ending(attempt.outcome.reason)
      const delay = completion.delayAfter(attempt.outcome)
      if (delay > 0) await pause(delay, signal)
      if (!signal.aborted) completion.checkRestart()
    }
    return 'whole'
  } finally {
    abort()
    signal.removeEventListener('abort', abort)
    completion.settle()
  }
}

class Completion {
  attempt: Attempt | undefined
  readonly #line: Line
  readonly #messages: readonly ChatMessage[]
  readonly #options: ChatOptions
  readonly #begun = Date.now()
  #attempts = 0
  /** Characters of this attempt's text that were yielded, and whether any attempt's were. */
  #given = 0
  #gaveAt: number | undefined
  #tokens = 0
  #withImages: boolean
  #failure: Failure | undefined

  constructor(line: Line, messages: readonly ChatMessage[], options: ChatOptions) {
    this.#line = line
    this.#messages = messages
    this.#options = options
    this.#withImages = messages.some(({ content }) => typeof content !== 'string' && content.some(isImage))
  }

  next(): Attempt {
    this.#countTokens()
    this.#failure = undefined
    this.#given = 0
    this.#attempts += 1
    this.#withImages &&= this.#line.dialect.takesImages()
    const attempt = this.#line.start(this.#line.dialect.toRequest(this.#messages, this.#withImages))
    this.attempt = attempt
    return attempt
  }

  hasNews(): boolean {
    const { text, outcome } = this.attempt ?? { text: '' }
    if (text.length === this.#given || outcome?.kind === 'aborted') return false
    // white space alone can't be shown
    return this.#given > 0 || text.trim() !== ''
  }

  news(): string {
    const text = this.attempt?.text ?? ''
    this.#given = text.length
    this.#gaveAt ??= this.#attempts
    return text
  }

  /** How the text ended; throws where there is none, or none that may be shown. */
  ending(reason: string): Ending {
    if (reason === 'content_filter') throw this.#error('filtered', { finish: reason })
    if (this.attempt?.text.trim() === '') throw this.#error('empty', { finish: reason })
    return reason === 'length' ? 'length' : 'whole'
  }

  /** Milliseconds to wait before the next attempt; throws where there is to be none. */
  delayAfter(outcome: Exclude<Outcome, { kind: 'aborted' | 'finished' }>): number {
    const failure = this.#judge(outcome)
    this.#failure = failure
    const learned = outcome.kind === 'refused' ? this.#learn(failure) : false
    if (learned) return 0
    this.checkRestart()
    const delay = delayBefore(this.#attempts + 1, failure.retryAfterMs, this.#line.retryMs)
    if (!failure.isPassing || this.#waited() + delay > this.#line.retryMs) throw this.#error(failure.failure)
    this.#line.log.warn(this.#facts({ failure: failure.failure, delayMs: Math.round(delay) }), 'asking the model again')
    return delay
  }

  /** Throws if text of this completion is visible: what comes next would replace it. */
  checkRestart(): void {
    if (this.#gaveAt === undefined || this.#options.mayRestart() || this.#failure === undefined) return
    const { failure } = this.#failure
    throw this.#error(failure === 'filtered' ? 'filtered' : 'cut', { reason: failure })
  }

  settle(): void {
    this.#countTokens()
    if (this.#tokens > 0) this.#options.onUsage?.({ tokens: this.#tokens })
  }

  #judge(outcome: Exclude<Outcome, { kind: 'aborted' | 'finished' }>): Failure {
    if (outcome.kind === 'refused') return failureOf(outcome.error)
    if (outcome.kind === 'failed') return failureInStream(outcome.error, this.attempt?.requestId)
    const isBroken = outcome.kind === 'broken'
    const broken = this.attempt?.text === '' ? 'unreachable' : 'cut'
    const { requestId } = this.attempt ?? {}
    return {
      failure: isBroken ? broken : 'slow',
      isPassing: isBroken,
      code: outcome.code ?? 'STREAM_ENDED',
      wording: '',
      ...(requestId === undefined ? {} : { requestId }),
    }
  }

  #learn(failure: Failure): boolean {
    const refused = this.#line.dialect.learn(failure, this.#withImages)
    if (refused === undefined) return false
    if (refused === 'images' || refused === 'these images') this.#withImages = false
    this.#line.log.warn(this.#facts({ refused }), 'the model’s server does not take this, asking without')
    return true
  }

  /** The tokens of the attempt that is over, if the server began one or may have. */
  #countTokens(): void {
    const { attempt } = this
    this.attempt = undefined
    if (attempt === undefined || attempt.outcome?.kind === 'refused') return
    this.#tokens += attempt.totalTokens ?? estimate(this.#messages, attempt.text).tokens
  }

  #waited(): number {
    return Date.now() - this.#begun
  }

  #facts(more: Facts): Facts {
    const { status, code, requestId } = this.#failure ?? { requestId: this.attempt?.requestId }
    return { status, code, requestId, attempts: this.#attempts, waitedMs: this.#waited(), ...more }
  }

  /** Without a cause: what the client threw quotes the provider, who may quote keys and prompts. */
  #error(failure: ModelFailure, more: Facts = {}): ModelError {
    return new ModelError(failure, this.#facts(more) as ConstructorParameters<typeof ModelError>[1])
  }
}

function isImage(part: { readonly type: string }): boolean {
  return part.type === 'image'
}
