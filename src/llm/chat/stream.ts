import type { ModelCall, OnModelCall } from '../../observability/model-call.ts'
import type { RequestFailure } from '../server/failure.ts'
import { addCallDeltas, type ToolCall, type ToolCallDelta, type ToolRound } from './tool-loop.ts'

export interface StreamTimeouts {
  /** Milliseconds from the request to its first token, connecting included. */
  readonly firstTokenMs: number
  /** Milliseconds from one token to the next. */
  readonly tokenGapMs: number
}

/** A piece of a streamed answer, in no provider's words. */
export interface StreamPiece {
  /** The model's words. */
  readonly text: string
  /** Whether the model is at work: reasoning shows that too, keep-alives and empty pieces do not. */
  readonly isToken: boolean
  readonly toolCalls: readonly ToolCallDelta[]
  /** Why the answer ended: `length` at the limit of tokens, `content_filter` where it was filtered, any other word else. */
  readonly finish?: string | null | undefined
  readonly usage?: (ModelCall['tokens'] & { readonly total: number }) | null | undefined
}

/** One request, and what has come of it so far. */
export interface Attempt {
  /** The calls of tools that were sent after the messages. */
  readonly toolRounds: readonly ToolRound[]
  /** What stands before the text: what the model said before it called tools. */
  readonly textBefore: string
  text: string
  /** Whether there is more than white space, which alone can't be shown. */
  hasWords: boolean
  /** False if the server refused it or was not reached. */
  mayCost: boolean
  toolCalls: readonly ToolCall[]
  requestId?: string | undefined
  finish?: string
  usage?: StreamPiece['usage']
}

export interface StreamOptions<Chunk> {
  open(signal: AbortSignal): Promise<{ readonly chunks: AsyncIterable<Chunk>; readonly requestId: string | undefined }>
  toPiece(chunk: Chunk): StreamPiece
  toFailure(error: unknown): RequestFailure
  readonly timeouts: StreamTimeouts
  readonly signal: AbortSignal
  readonly onCall: OnModelCall | undefined
}

/**
 * Sends one request and yields the whole text each time it grows. Returns why it failed, or undefined if it came to its
 * end or was aborted. The request is closed, and its outcome reported to the metrics, also when the reader leaves. The
 * timers run on while a reader waits between two texts.
 */
export async function* readStream<Chunk>(
  attempt: Attempt,
  options: StreamOptions<Chunk>,
): AsyncGenerator<string, RequestFailure | undefined, void> {
  const begun = performance.now()
  let outcome: ModelCall['outcome'] = 'stopped'
  try {
    const failure = yield* readPieces(attempt, options)
    if (failure !== undefined) outcome = failure.failure
    else if (attempt.finish === 'content_filter') outcome = 'filtered'
    else if (attempt.finish !== undefined) outcome = attempt.hasWords || attempt.toolCalls.length > 0 ? 'ok' : 'empty'
    return failure
  } finally {
    const { prompt, completion } = attempt.usage ?? {}
    options.onCall?.({ purpose: 'chat', outcome, tokens: { prompt, completion }, ms: performance.now() - begun })
  }
}

async function* readPieces<Chunk>(
  attempt: Attempt,
  { open, toPiece, toFailure, timeouts, signal }: StreamOptions<Chunk>,
): AsyncGenerator<string, RequestFailure | undefined, void> {
  const watch = watchTokens(timeouts)
  let isAnswered = false
  let thrown: unknown
  try {
    const { chunks, requestId } = await open(AbortSignal.any([signal, watch.signal]))
    isAnswered = true
    attempt.requestId = requestId
    for await (const chunk of chunks) {
      const piece = toPiece(chunk)
      add(piece, attempt)
      if (piece.isToken) watch.sawToken()
      if (piece.text !== '' && attempt.hasWords) yield attempt.textBefore + attempt.text
    }
  } catch (error) {
    thrown = error
  } finally {
    watch.end()
  }
  if (signal.aborted || attempt.finish !== undefined) return undefined
  const { requestId } = attempt
  if (watch.signal.aborted) return { failure: 'slow', code: watch.signal.reason, requestId, wording: '' }
  attempt.mayCost = isAnswered
  const failure = thrown === undefined ? STREAM_ENDED : toFailure(thrown)
  const isCut = failure.failure === 'unreachable' && attempt.text !== ''
  return { ...failure, failure: isCut ? 'cut' : failure.failure, requestId: failure.requestId ?? requestId }
}

const STREAM_ENDED: RequestFailure = { failure: 'unreachable', code: 'STREAM_ENDED', wording: '' }

function add({ text, toolCalls, finish, usage }: StreamPiece, attempt: Attempt): void {
  attempt.text += text
  attempt.hasWords ||= text.trim() !== ''
  attempt.toolCalls = addCallDeltas(attempt.toolCalls, toolCalls)
  if (finish) attempt.finish = finish
  if (usage) attempt.usage = usage
}

/**
 * Aborts its signal, with a code as the reason, when tokens are late. Comments, keep-alives and empty deltas are no
 * tokens: a server that hangs may well send them.
 */
function watchTokens({ firstTokenMs, tokenGapMs }: StreamTimeouts) {
  const late = new AbortController()
  const first = setTimeout(() => late.abort('FIRST_TOKEN_TIMEOUT'), firstTokenMs)
  let gap: NodeJS.Timeout | undefined
  return {
    signal: late.signal,
    sawToken() {
      clearTimeout(first)
      gap = gap?.refresh() ?? setTimeout(() => late.abort('TOKEN_GAP_TIMEOUT'), tokenGapMs)
    },
    end() {
      clearTimeout(first)
      clearTimeout(gap)
    },
  }
}
