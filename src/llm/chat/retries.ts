import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenAI } from 'openai'
import { type LogDetails, ModelError, type ModelFailure } from '../../errors.ts'
import type { ChatMessage, ChatOptions } from '../../prompt/chat-model.ts'
import type { SentRequest, ServerCapabilities } from '../openai/chat/capabilities.ts'
import { type Attempt, newAttempt, readStream, type StreamTimeouts } from '../openai/chat/stream.ts'
import type { RequestFailure } from '../openai/errors.ts'
import { retryDelay } from '../retry.ts'
import type { ModelLog, OnModelCall } from '../telemetry.ts'
import type { ToolLoop } from './tool-loop.ts'

export interface ChatServer {
  readonly client: OpenAI
  readonly dialect: ServerCapabilities
  readonly timeouts: StreamTimeouts
  readonly retryMs: number
  readonly log: ModelLog
  readonly onCall: OnModelCall | undefined
}

/** One answer so far. */
export interface CompletionState {
  readonly messages: readonly ChatMessage[]
  readonly options: ChatOptions
  readonly withImages: boolean
  /** All requests it took, the last of them perhaps under way. */
  readonly attempts: Attempt[]
  /** What the model said before it looked something up. */
  textBefore: string
  /** Undefined where the model has nothing to look up, or the server knows no tools. */
  looking: ToolLoop | undefined
}

/** From one question to the model to its answer, or to what it wants to look up. */
interface RoundState {
  readonly begun: number
  readonly attempts: Attempt[]
  withImages: boolean
}

/** One round over as many requests as it takes. Returns the attempt that came to its end; undefined if aborted. */
export async function* requestWithRestarts(
  server: ChatServer,
  course: CompletionState,
): AsyncGenerator<string, Attempt | undefined, void> {
  const { messages, options } = course
  const { dialect } = server
  const round: RoundState = { begun: Date.now(), attempts: [], withImages: course.withImages }
  while (!options.signal.aborted) {
    round.withImages &&= dialect.takesImages()
    if (!dialect.takesTools()) course.looking = undefined
    const params = dialect.toRequest(messages, round.withImages, course.looking)
    const attempt = newAttempt({ messages, lookUps: course.looking?.rounds ?? [] }, course.textBefore)
    course.attempts.push(attempt)
    round.attempts.push(attempt)
    const failure = yield* watched(attempt, readStream(attempt, { ...server, params, signal: options.signal }), server)
    if (options.signal.aborted) return undefined
    if (failure === undefined) return attempt
    await prepareNext({ failure, params }, round, course, server)
  }
  return undefined
}

/** Tells the metrics what became of a request, also where its reader leaves. */
async function* watched(
  attempt: Attempt,
  reading: AsyncGenerator<string, RequestFailure | undefined, void>,
  { onCall }: ChatServer,
): AsyncGenerator<string, RequestFailure | undefined, void> {
  const begun = performance.now()
  let outcome: 'ok' | 'stopped' | ModelFailure = 'stopped'
  try {
    const failure = yield* reading
    if (failure !== undefined) outcome = failure.failure
    else if (attempt.finish === 'content_filter') outcome = 'filtered'
    else if (attempt.finish !== undefined) outcome = attempt.hasWords || attempt.calls.length > 0 ? 'ok' : 'empty'
    return failure
  } finally {
    onCall?.({ purpose: 'chat', outcome, tokens: attempt.tokens, ms: performance.now() - begun })
  }
}

/** Resolves when the model may be asked again; throws where it is not to be. */
async function prepareNext(
  { failure, params }: { failure: RequestFailure; params: SentRequest['params'] },
  round: RoundState,
  course: CompletionState,
  server: ChatServer,
): Promise<void> {
  const { dialect, retryMs, log } = server
  const facts = detailsOf(course, round.begun, failure)
  const refused = dialect.learn(failure, round.withImages, { params, looking: course.looking })
  checkRestart(failure, round, course)
  if (refused !== undefined) {
    if (refused === 'these images') round.withImages = false
    if (refused === 'these tools') {
      course.looking = undefined
      if (course.options.mayRestart()) course.textBefore = ''
    }
    log.warn({ ...facts, refused }, 'the model’s server does not take this, asking without')
    return
  }
  const delayMs = retryDelay(round.attempts.length + 1, failure.retryAfterMs, retryMs)
  if (!failure.isTransient || Date.now() - round.begun + delayMs > retryMs)
    throw failureAfterRetries(failure.failure, course, facts)
  log.warn({ ...facts, failure: failure.failure, delayMs: Math.round(delayMs) }, 'asking the model again')
  const { signal } = course.options
  await sleep(delayMs, undefined, { signal }).catch(() => undefined)
  if (!signal.aborted) checkRestart(failure, round, course)
}

/** Throws if text of this round is visible: what comes next would replace it. */
function checkRestart({ failure, ...facts }: RequestFailure, round: RoundState, course: CompletionState): void {
  if (!round.attempts.some(({ hasWords }) => hasWords) || course.options.mayRestart()) return
  throw cutOff(failure, detailsOf(course, round.begun, facts))
}

/** What the model said before it looked something up is visible: then the answer breaks off there. */
function failureAfterRetries(
  failure: ModelFailure,
  { textBefore, options }: CompletionState,
  facts: LogDetails,
): ModelError {
  return textBefore === '' || options.mayRestart() ? modelError(failure, facts) : cutOff(failure, facts)
}

function cutOff(failure: ModelFailure, facts: LogDetails): ModelError {
  return modelError(failure === 'filtered' ? 'filtered' : 'cut', { ...facts, reason: failure })
}

/** Without a cause: what the client threw quotes the provider, who may quote keys and prompts. */
export function modelError(failure: ModelFailure, facts: LogDetails): ModelError {
  return new ModelError(failure, facts as ConstructorParameters<typeof ModelError>[1])
}

export function detailsOf(
  { attempts }: CompletionState,
  begun: number,
  { status, code, requestId }: Partial<RequestFailure>,
): LogDetails {
  return { status, code, requestId, attempts: attempts.length, waitedMs: Date.now() - begun }
}
