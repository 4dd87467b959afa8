import { setTimeout as sleep } from 'node:timers/promises'
import { errorDetails, type LogDetails, ModelError } from '../../errors.ts'
import { type Echoable, isEcho } from '../../memory/text/sentences/echo.ts'
import { reportWithServer } from '../../observability/model-call.ts'
import type { ChatMessage, ChatOptions, FinishReason } from '../../prompt/chat-model.ts'
import { AnswerFilter } from '../answer-filter/answer-filter.ts'
import type { HostOccupancy } from '../host-occupancy.ts'
import { UNSUPPORTED } from '../retry.ts'
import type { RequestFailure } from '../server/failure.ts'
import { isSilentlyCut } from './prompt-size.ts'
import { QuestionRequests } from './requests.ts'
import { type ChatServer, failureDetails } from './server.ts'
import { type Attempt, readStream } from './stream.ts'
import type { ToolCall } from './tool-calls.ts'
import { closeTools, dropMemories, runToolCalls, startToolLoop, type ToolLoop } from './tool-loop.ts'
import { countTokens, totalUsage } from './usage.ts'

/** From one question to the model to its answer, or to its calls of tools. */
interface Round {
  readonly begun: number
  readonly attempts: Attempt[]
}

/**
 * Below the message, where an answer was an echo. With it Qwen2.5-Coder of 1.5 billion parameters said "you" in 19 of 19 answers, where
 * it had said "I" in 9 of 10 without.
 */
const ECHO_REMINDER = '\n\n[Answer with "You …".]'

/** Requests that are kept for the answer itself when the model calls tools: one that says there are no more, and one more. */
const KEPT_FOR_ANSWER = 2

/** One answer over as many requests as it takes. What `run` yields, returns and throws is ChatModel's contract. */
export class Completion<Request, Chunk> {
  readonly #requests: QuestionRequests<Request, Chunk>
  readonly #options: ChatOptions
  /** Where the answer is made, each with what ends that: up to its end, so that no study begins between two requests. */
  readonly #hosts = new Map<HostOccupancy, () => void>()
  /** All requests so far; the last one may be under way. */
  readonly #attempts: Attempt[] = []
  /** What the model said before it called tools. */
  #textBefore = ''
  /** Undefined where there are no tools, or the server knows none. */
  #toolLoop: ToolLoop | undefined
  /** Whether an answer was held back that only said the message again. */
  #hasEchoed = false

  constructor(servers: readonly ChatServer<Request, Chunk>[], messages: readonly ChatMessage[], options: ChatOptions) {
    this.#requests = new QuestionRequests(servers, messages, options)
    this.#options = options
    this.#toolLoop = startToolLoop(options.tools)
  }

  /**
   * What the model says before it calls tools stays, and what it says then follows after an empty line: it sees its own
   * words, and goes on from there.
   */
  async *run(): AsyncGenerator<string, FinishReason, void> {
    const { signal, onUsage, onPicturesOmitted } = this.#options
    const begun = performance.now()
    try {
      while (!signal.aborted) {
        const attempt = yield* this.#runRoundInOwnWords()
        if (attempt === undefined) break
        const calls = this.#allowedCalls(attempt)
        if (this.#toolLoop === undefined || calls.length === 0) return this.#finishReason(attempt, begun)
        if (attempt.hasWords) this.#textBefore += `${attempt.text.trimEnd()}\n\n`
        const { log } = this.#requests.server
        const said = { text: attempt.text, unknown: attempt.unknown, calls }
        this.#toolLoop = await runToolCalls(this.#toolLoop, said, log)
        if (this.#requests.left <= KEPT_FOR_ANSWER) this.#toolLoop = closeTools(this.#toolLoop)
        await this.#renew()
      }
      return 'whole'
    } finally {
      for (const leave of this.#hosts.values()) leave()
      const usage = totalUsage(this.#requests.messages, this.#attempts)
      const { model } = this.#requests.server.capabilities.server
      if (usage.tokens > 0) onUsage?.({ ...usage, model })
      if (this.#requests.omitsPictures) onPicturesOmitted?.()
    }
  }

  /** A small model says something else when it is asked once more; one that does not, or gives nothing, has its words shown. */
  async *#runRoundInOwnWords(): AsyncGenerator<string, Attempt | undefined, void> {
    const echo = yield* this.#runRound()
    if (echo?.isHeldBack !== true) return echo
    this.#hasEchoed = true
    this.#requests.remind(ECHO_REMINDER)
    try {
      await this.#renew()
      const attempt = yield* this.#runRound()
      if (attempt === undefined || attempt.hasWords || attempt.toolCalls.length > 0) return attempt
    } catch (error) {
      if (!this.#options.mayRestart()) throw error
      this.#requests.server.log.warn(errorDetails(error), 'not asked once more, the first answer is shown')
    }
    yield echo.text
    return echo
  }

  /** Returns the attempt that came to its end, after as many others as it takes; undefined if aborted. */
  async *#runRound(): AsyncGenerator<string, Attempt | undefined, void> {
    const { signal } = this.#options
    const round: Round = { begun: performance.now(), attempts: [] }
    while (!signal.aborted) {
      const { server } = this.#requests
      const { backend, occupancy, onCall } = server
      if (!this.#hosts.has(occupancy)) this.#hosts.set(occupancy, occupancy.beginAnswer())
      const isNewRound = round.attempts.length === 0 && this.#attempts.length > 0 && !this.#hasEchoed
      const timeouts = this.#requests.timeouts(isNewRound)
      const request = this.#requests.next(this.#toolLoop)
      const attempt: Attempt = {
        ...{ toolRounds: this.#toolLoop?.rounds ?? [], textBefore: this.#textBefore },
        ...{
          text: '',
          written: '',
          hasWords: false,
          isHeldBack: false,
          isAnswered: false,
          mayCost: true,
          toolCalls: [],
        },
      }
      this.#attempts.push(attempt)
      round.attempts.push(attempt)
      const open = (within: AbortSignal) => backend.open(request, within)
      const toFailure = (error: unknown) => backend.toFailure(error, request)
      const filter = this.#createFilter()
      const isHeldBack = (text: string) => this.#mayHoldBack() && isEcho(text, this.#echoable)
      const failure = yield* readStream(attempt, {
        ...{ ...backend, open, toFailure, filter, isHeldBack, timeouts, signal },
        countTokens: one => countTokens(this.#requests.messages, one),
        onCall: reportWithServer(server.capabilities.server, onCall),
      })
      if (signal.aborted) return undefined
      if (failure === undefined || this.#endsSilently(failure, attempt)) {
        this.#requests.succeeded(request)
        if (failure === undefined) serversWithoutEndings.delete(backend)
        this.#learnThoughtMarks(filter)
        void this.#warnIfCut(attempt)
        return attempt
      }
      await this.#prepareRetry(failure, request, round)
    }
    return undefined
  }

  /** Resolves when a model may be asked again; throws where none is to be. */
  async #prepareRetry(failure: RequestFailure, sent: Request, round: Round): Promise<void> {
    const { signal } = this.#options
    const { server } = this.#requests
    const { log } = server
    const details = this.#details(round.begun, failure)
    this.#checkRestart(failure, round)
    const step = await this.#requests.failed(failure, sent, this.#toolLoop)
    if (step.kind === 'without') {
      log.warn({ ...details, refused: step.omitted }, UNSUPPORTED)
    } else if (step.kind === 'elsewhere') {
      server.trouble.failed(failure)
      log.warn({ ...details, failure: failure.failure }, 'completion failed, asking the next model')
    } else if (step.kind === 'wait') {
      const { delayMs } = step
      log.warn({ ...details, failure: failure.failure, delayMs: Math.round(delayMs) }, 'completion failed, retrying')
      await sleep(delayMs, undefined, { signal }).catch(() => undefined)
      if (!signal.aborted) this.#checkRestart(failure, round)
    } else {
      server.trouble.failed({ ...failure, failure: step.failure })
      // If what the model said before it called tools is visible, the answer breaks off there.
      const isVisible = this.#textBefore !== '' && !this.#options.mayRestart()
      throw isVisible ? cutOff(failure, details) : new ModelError(step.failure, details)
    }
    await this.#renew()
  }

  /**
   * The question as it is to be put now, before it is asked once more: with what is remembered by now, and the tools of a smaller
   * prompt, or none where the server takes none.
   */
  async #renew(): Promise<void> {
    if (this.#options.signal.aborted) return
    const isMemoryChanged = await this.#requests.renew(this.#toolLoop)
    if (isMemoryChanged && this.#toolLoop !== undefined) this.#toolLoop = dropMemories(this.#toolLoop)
    const { fittedTools, offersTools } = this.#requests
    if (fittedTools !== undefined && this.#toolLoop?.rounds.length === 0) this.#toolLoop = startToolLoop(fittedTools)
    if (!offersTools && this.#options.mayRestart()) this.#textBefore = ''
  }

  /**
   * Whether an answer that just stops is whole: of a server that has stopped like that before, without a word for an ending
   * in between. One that breaks off leaves its connection broken, too, or does not do so each time.
   */
  #endsSilently({ code }: RequestFailure, attempt: Attempt): boolean {
    if (code !== 'STREAM_ENDED' || !attempt.hasWords) return false
    const { backend } = this.#requests.server
    const isUsual = serversWithoutEndings.has(backend)
    serversWithoutEndings.add(backend)
    if (isUsual) attempt.ending = 'whole'
    return isUsual
  }

  get #echoable(): Echoable {
    const { message, said = [] } = this.#options
    return { message, said }
  }

  /** What larger models say again they were asked for: a sentence put right, or a text that somebody wants written of themselves. */
  get #mayEcho(): boolean {
    return !this.#hasEchoed && this.#requests.server.capabilities.isSmall
  }

  #mayHoldBack(): boolean {
    return this.#mayEcho && this.#requests.left > 0 && this.#textBefore === '' && this.#options.mayRestart()
  }

  #createFilter(): AnswerFilter {
    const { speakers = [] } = this.#options
    const toolNames = this.#toolLoop?.offered.map(({ name }) => name) ?? []
    const beginsWithThoughts = serversWithUnmarkedThoughts.has(this.#requests.server.backend)
    return new AnswerFilter({ speakers, toolNames, beginsWithThoughts, holdsEchoes: this.#mayEcho, ...this.#echoable })
  }

  /** A server that marks the end of thoughts alone does so each time: from then on nothing is shown before that mark. */
  #learnThoughtMarks({ hadUnmarkedThoughts }: AnswerFilter): void {
    if (hadUnmarkedThoughts) serversWithUnmarkedThoughts.add(this.#requests.server.backend)
    else serversWithUnmarkedThoughts.delete(this.#requests.server.backend)
  }

  /** Throws if text of this round is visible: what comes next would replace it. */
  #checkRestart(failure: RequestFailure, { begun, attempts }: Round): void {
    if (!attempts.some(({ hasWords }) => hasWords) || this.#options.mayRestart()) return
    throw cutOff(failure, this.#details(begun, failure))
  }

  /** None where a call may have been cut off, nor once the tools are gone. */
  #allowedCalls({ toolCalls, ending }: Attempt): readonly ToolCall[] {
    const isCut = ending === 'length' || ending === 'filtered'
    const isOver = this.#toolLoop?.stage === 'gone' || !this.#requests.offersTools || this.#requests.left === 0
    return isCut || isOver ? [] : toolCalls
  }

  /** How the text ended; throws where there is none, or none that may be shown. */
  #finishReason({ ending, hasWords, requestId }: Attempt, begun: number): FinishReason {
    const details = { ...this.#details(begun, { requestId }), ending }
    if (ending === 'filtered') throw new ModelError('filtered', details)
    const isEmpty = !hasWords && this.#textBefore === ''
    if (isEmpty && ending === 'length') throw new ModelError('spent', { ...details, setting: 'RESPONSE_TOKENS' })
    if (isEmpty) throw new ModelError('empty', details)
    return ending === 'length' ? 'length' : 'whole'
  }

  /** Tells operators, once, that the model reads less of a prompt than it was sent. */
  async #warnIfCut({ usage, toolRounds }: Attempt): Promise<void> {
    const { messages, server } = this.#requests
    const { capabilities, log } = server
    const { prompt } = usage ?? {}
    if (prompt === undefined || toolRounds.length > 0 || warnedOfCuts.has(capabilities)) return
    try {
      if (!(await isSilentlyCut(messages, prompt)) || warnedOfCuts.has(capabilities)) return
      warnedOfCuts.add(capabilities)
      const { host, model } = capabilities.server
      const details = { host, model, setting: 'CONTEXT_TOKENS', promptTokens: prompt }
      log.warn(details, 'the model reads only a part of what it is sent: set CONTEXT_TOKENS to the context it has')
    } catch (error) {
      log.warn(errorDetails(error), 'prompt not counted')
    }
  }

  #details(begun: number, failure: Partial<RequestFailure>): LogDetails {
    return {
      ...failureDetails(failure),
      attempts: this.#attempts.length,
      waitedMs: Math.round(performance.now() - begun),
    }
  }
}

/** The models of which operators were told that they cut prompts. */
const warnedOfCuts = new WeakSet<object>()

const serversWithUnmarkedThoughts = new WeakSet<object>()

const serversWithoutEndings = new WeakSet<object>()

function cutOff({ failure }: RequestFailure, details: LogDetails): ModelError {
  return new ModelError(failure === 'filtered' ? 'filtered' : 'cut', { ...details, reason: failure })
}
