import { setTimeout as sleep } from 'node:timers/promises'
import { type LogDetails, ModelError } from '../../errors.ts'
import type { ChatMessage, ChatOptions, FinishReason } from '../../prompt/chat-model.ts'
import { isTransient, type RequestFailure } from '../failure.ts'
import { type RetryOptions, retryDelay, UNSUPPORTED } from '../retry.ts'
import { type Attempt, readStream, type StreamOptions } from './stream.ts'
import { runToolCalls, startToolLoop, type ToolCall, type ToolLoop } from './tool-loop.ts'
import { totalUsage } from './usage.ts'

/** What a request is made of. */
export interface ChatInput {
  readonly messages: readonly ChatMessage[]
  readonly withImages: boolean
  readonly toolLoop: ToolLoop | undefined
}

/** What the adapter of a provider does itself; retries, restarts, timeouts, tools and usage are the same for all providers. */
export interface ChatBackend<Request, Chunk> extends Pick<StreamOptions<Chunk>, 'toPiece' | 'toFailure'> {
  toRequest(input: ChatInput): Request
  open(request: Request, signal: AbortSignal): ReturnType<StreamOptions<Chunk>['open']>
  /**
   * What of a request a failure says the server does not take, if it can do without; the next requests leave it out.
   * `these images` and `these tools` are left out of this answer alone.
   */
  learn(failure: RequestFailure, input: ChatInput, sent: Request): string | undefined
  takesImages(): boolean
  takesTools(): boolean
}

export interface ChatServer<Request, Chunk>
  extends Pick<StreamOptions<Chunk>, 'timeouts' | 'onCall'>,
    Pick<RetryOptions<Request, never>, 'retryMs' | 'log'> {
  readonly backend: ChatBackend<Request, Chunk>
}

/** From one question to the model to its answer, or to its calls of tools. */
interface Round {
  readonly begun: number
  readonly attempts: Attempt[]
  withImages: boolean
}

/** One answer over as many requests as it takes. What `run` yields, returns and throws is ChatModel's contract. */
export class Completion<Request, Chunk> {
  readonly #server: ChatServer<Request, Chunk>
  readonly #messages: readonly ChatMessage[]
  readonly #options: ChatOptions
  /** All requests so far; the last one may be under way. */
  readonly #attempts: Attempt[] = []
  /** What the model said before it called tools. */
  #textBefore = ''
  /** Undefined where there are no tools, or the server knows none. */
  #toolLoop: ToolLoop | undefined

  constructor(server: ChatServer<Request, Chunk>, messages: readonly ChatMessage[], options: ChatOptions) {
    this.#server = server
    this.#messages = messages
    this.#options = options
    this.#toolLoop = startToolLoop(options.tools)
  }

  /**
   * What the model says before it calls tools stays, and what it says then follows after an empty line: it sees its own
   * words, and goes on from there.
   */
  async *run(): AsyncGenerator<string, FinishReason, void> {
    const { signal, onUsage } = this.#options
    const begun = Date.now()
    try {
      while (!signal.aborted) {
        const attempt = yield* this.#runRound()
        if (attempt === undefined) break
        const calls = this.#allowedCalls(attempt)
        if (this.#toolLoop === undefined || calls.length === 0) return this.#finishReason(attempt, begun)
        if (attempt.hasWords) this.#textBefore += `${attempt.text.trimEnd()}\n\n`
        this.#toolLoop = await runToolCalls(this.#toolLoop, { text: attempt.text, calls }, this.#server.log)
      }
      return 'whole'
    } finally {
      const usage = totalUsage(this.#messages, this.#attempts)
      if (usage.tokens > 0) onUsage?.(usage)
    }
  }

  /** Returns the attempt that came to its end, after as many others as it takes; undefined if aborted. */
  async *#runRound(): AsyncGenerator<string, Attempt | undefined, void> {
    const { backend, timeouts, onCall } = this.#server
    const { signal } = this.#options
    const messages = this.#messages
    const round: Round = { begun: Date.now(), attempts: [], withImages: messages.some(hasImage) }
    while (!signal.aborted) {
      round.withImages &&= backend.takesImages()
      if (!backend.takesTools()) this.#toolLoop = undefined
      const input = { messages, withImages: round.withImages, toolLoop: this.#toolLoop }
      const request = backend.toRequest(input)
      const attempt: Attempt = {
        ...{ toolRounds: this.#toolLoop?.rounds ?? [], textBefore: this.#textBefore },
        ...{ text: '', hasWords: false, mayCost: true, toolCalls: [] },
      }
      this.#attempts.push(attempt)
      round.attempts.push(attempt)
      const open = (within: AbortSignal) => backend.open(request, within)
      const failure = yield* readStream(attempt, { ...backend, open, timeouts, signal, onCall })
      if (signal.aborted) return undefined
      if (failure === undefined) return attempt
      await this.#prepareRetry(failure, backend.learn(failure, input, request), round)
    }
    return undefined
  }

  /** Resolves when the model may be asked again; throws where it is not to be. `refused`: what the server does not take. */
  async #prepareRetry(failure: RequestFailure, refused: string | undefined, round: Round): Promise<void> {
    const { retryMs, log } = this.#server
    const { signal, mayRestart } = this.#options
    const details = this.#details(round.begun, failure)
    this.#checkRestart(failure, round)
    if (refused !== undefined) {
      if (refused === 'these images') round.withImages = false
      if (refused === 'these tools') {
        this.#toolLoop = undefined
        if (mayRestart()) this.#textBefore = ''
      }
      log.warn({ ...details, refused }, UNSUPPORTED)
      return
    }
    const delayMs = retryDelay(round.attempts.length + 1, failure.retryAfterMs, retryMs)
    if (!isTransient(failure) || Date.now() - round.begun + delayMs > retryMs) {
      // If what the model said before it called tools is visible, the answer breaks off there.
      const isVisible = this.#textBefore !== '' && !mayRestart()
      throw isVisible ? cutOff(failure, details) : new ModelError(failure.failure, details)
    }
    log.warn({ ...details, failure: failure.failure, delayMs: Math.round(delayMs) }, 'completion failed, retrying')
    await sleep(delayMs, undefined, { signal }).catch(() => undefined)
    if (!signal.aborted) this.#checkRestart(failure, round)
  }

  /** Throws if text of this round is visible: what comes next would replace it. */
  #checkRestart(failure: RequestFailure, { begun, attempts }: Round): void {
    if (!attempts.some(({ hasWords }) => hasWords) || this.#options.mayRestart()) return
    throw cutOff(failure, this.#details(begun, failure))
  }

  /** None where a call may have been cut off, nor once the tools are gone. */
  #allowedCalls({ toolCalls, finish }: Attempt): readonly ToolCall[] {
    const isCut = finish === 'length' || finish === 'content_filter'
    return isCut || this.#toolLoop?.stage === 'gone' ? [] : toolCalls
  }

  /** How the text ended; throws where there is none, or none that may be shown. */
  #finishReason({ finish, hasWords, requestId }: Attempt, begun: number): FinishReason {
    const details = { ...this.#details(begun, { requestId }), finish }
    if (finish === 'content_filter') throw new ModelError('filtered', details)
    if (!hasWords && this.#textBefore === '') throw new ModelError('empty', details)
    return finish === 'length' ? 'length' : 'whole'
  }

  /** Codes and numbers alone: what a client throws quotes the provider, who may quote keys and prompts. */
  #details(begun: number, { status, code, requestId }: Partial<RequestFailure>): LogDetails {
    return { status, code, requestId, attempts: this.#attempts.length, waitedMs: Date.now() - begun }
  }
}

function hasImage({ content }: ChatMessage): boolean {
  return typeof content !== 'string' && content.some(({ type }) => type === 'image')
}

function cutOff({ failure }: RequestFailure, details: LogDetails): ModelError {
  return new ModelError(failure === 'filtered' ? 'filtered' : 'cut', { ...details, reason: failure })
}
