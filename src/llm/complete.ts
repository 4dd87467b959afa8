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
}

/** One completion over as many requests as it takes; ChatModel tells what it yields, returns and throws. */
export async function* complete(
  { client, dialect, timeouts, retryMs, log }: Server,
  messages: readonly ChatMessage[],
  { signal, mayRestart, onUsage }: ChatOptions,
): AsyncGenerator<string, Ending, void> {
  const course: Course = { begun: Date.now(), attempts: [] }
  const isVisible = () => course.attempts.some(({ hasWords }) => hasWords) && !mayRestart()
  let withImages = messages.some(hasImage)
  try {
    while (!signal.aborted) {
      withImages &&= dialect.takesImages()
      const attempt: Attempt = { text: '', hasWords: false, mayCost: true }
      course.attempts.push(attempt)
      const params = dialect.toRequest(messages, withImages)
      const failure = yield* read(attempt, { client, timeouts, params, signal })
      if (signal.aborted) break
      if (failure === undefined) return endingOf(attempt, course)
      const facts = factsOf(course, failure)

      const refused = dialect.learn(failure, withImages)
      if (isVisible()) throw cut(failure, facts)
      if (refused !== undefined) {
        log.warn({ ...facts, refused }, 'the model’s server does not take this, asking without')
        if (refused === 'images' || refused === 'these images') withImages = false
        continue
      }

      const delayMs = delayBefore(course.attempts.length + 1, failure.retryAfterMs, retryMs)
      if (!failure.isPassing || Date.now() - course.begun + delayMs > retryMs) throw modelError(failure.failure, facts)
      log.warn({ ...facts, failure: failure.failure, delayMs: Math.round(delayMs) }, 'asking the model again')
      await sleep(delayMs, undefined, { signal }).catch(() => undefined)
      if (!signal.aborted && isVisible()) throw cut(failure, facts)
    }
    return 'whole'
  } finally {
    const usage = usageOf(messages, course.attempts)
    if (usage.tokens > 0) onUsage?.(usage)
  }
}

/** How the text ended; throws where there is none, or none that may be shown. */
function endingOf({ finish, hasWords, requestId }: Attempt, course: Course): Ending {
  const facts = { ...factsOf(course, { requestId }), finish }
  if (finish === 'content_filter') throw modelError('filtered', facts)
  if (!hasWords) throw modelError('empty', facts)
  return finish === 'length' ? 'length' : 'whole'
}

/** A failure after text became visible: another attempt would replace it. */
function cut({ failure }: Failure, facts: Facts): ModelError {
  return modelError(failure === 'filtered' ? 'filtered' : 'cut', { ...facts, reason: failure })
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
