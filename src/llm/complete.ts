import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenAI } from 'openai'
import { type Facts, ModelError, type ModelFailure } from '../errors.ts'
import type { ChatMessage, ChatOptions, Ending } from '../prompt/chat-model.ts'
import { type Attempt, read, type Timeouts } from './attempt.ts'
import { delayBefore } from './backoff.ts'
import type { Dialect } from './dialect.ts'
import type { Failure } from './failure.ts'
import { usageOf } from './usage.ts'

/** What is written to the log, as pino takes it. Never the text of a message, never a key. */
export interface ChatLog {
  warn(facts: Facts, message: string): void
}

export interface Server {
  readonly client: OpenAI
  readonly dialect: Dialect
  readonly timeouts: Timeouts
  readonly retryMs: number
  readonly log: ChatLog
}

/** One completion so far: the attempts it took, the last of them perhaps under way. */
interface Course {
  readonly begun: number
  readonly attempts: Attempt[]
  readonly options: ChatOptions
  withImages: boolean
}

/** One completion over as many requests as it takes; ChatModel tells what it yields, returns and throws. */
export async function* complete(
  server: Server,
  messages: readonly ChatMessage[],
  options: ChatOptions,
): AsyncGenerator<string, Ending, void> {
  const { signal } = options
  const course: Course = { begun: Date.now(), attempts: [], options, withImages: messages.some(hasImage) }
  try {
    while (!signal.aborted) {
      course.withImages &&= server.dialect.takesImages()
      const params = server.dialect.toRequest(messages, course.withImages)
      const attempt: Attempt = { text: '', hasWords: false, mayCost: true }
      course.attempts.push(attempt)
      const failure = yield* read(attempt, { ...server, params, signal })
      if (signal.aborted) break
      if (failure === undefined) return endingOf(attempt, course)
      await prepareNext(failure, course, server)
    }
    return 'whole'
  } finally {
    const usage = usageOf(messages, course.attempts)
    if (usage.tokens > 0) options.onUsage?.(usage)
  }
}

/** Resolves when the model may be asked again; throws where it is not to be. */
async function prepareNext(failure: Failure, course: Course, { dialect, retryMs, log }: Server): Promise<void> {
  const facts = factsOf(course, failure)
  const refused = dialect.learn(failure, course.withImages)
  checkRestart(failure, course)
  if (refused !== undefined) {
    if (refused === 'these images') course.withImages = false
    log.warn({ ...facts, refused }, 'the model’s server does not take this, asking without')
    return
  }
  const delayMs = delayBefore(course.attempts.length + 1, failure.retryAfterMs, retryMs)
  if (!failure.isPassing || Date.now() - course.begun + delayMs > retryMs) throw modelError(failure.failure, facts)
  log.warn({ ...facts, failure: failure.failure, delayMs: Math.round(delayMs) }, 'asking the model again')
  const { signal } = course.options
  await sleep(delayMs, undefined, { signal }).catch(() => undefined)
  if (!signal.aborted) checkRestart(failure, course)
}

/** Throws if text of this completion is visible: what comes next would replace it. */
function checkRestart({ failure, ...facts }: Failure, course: Course): void {
  if (!course.attempts.some(({ hasWords }) => hasWords) || course.options.mayRestart()) return
  throw modelError(failure === 'filtered' ? 'filtered' : 'cut', { ...factsOf(course, facts), reason: failure })
}

/** How the text ended; throws where there is none, or none that may be shown. */
function endingOf({ finish, hasWords, requestId }: Attempt, course: Course): Ending {
  const facts = { ...factsOf(course, { requestId }), finish }
  if (finish === 'content_filter') throw modelError('filtered', facts)
  if (!hasWords) throw modelError('empty', facts)
  return finish === 'length' ? 'length' : 'whole'
}

/** Without a cause: what the client threw quotes the provider, who may quote keys and prompts. */
function modelError(failure: ModelFailure, facts: Facts): ModelError {
  return new ModelError(failure, facts as ConstructorParameters<typeof ModelError>[1])
}

function factsOf({ begun, attempts }: Course, { status, code, requestId }: Partial<Failure>): Facts {
  return { status, code, requestId, attempts: attempts.length, waitedMs: Date.now() - begun }
}

function hasImage({ content }: ChatMessage): boolean {
  return typeof content !== 'string' && content.some(({ type }) => type === 'image')
}
