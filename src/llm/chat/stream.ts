import type { ModelCall, OnServerCall } from '../../observability/model-call.ts'
import type { AnswerFilter } from '../answer-filter/answer-filter.ts'
import type { RequestFailure } from '../server/failure.ts'
import type { Ending } from './endings.ts'
import { addCallDeltas, type ToolCall, type ToolCallDelta } from './tool-calls.ts'
import type { ToolRound } from './tool-loop.ts'
import { mergeFields, type UnknownFields } from './unknown-fields.ts'

export interface StreamTimeouts {
  /** Milliseconds from the request to its first token, connecting included. */
  readonly firstTokenMs: number
  /** Milliseconds from one token to the next. */
  readonly tokenGapMs: number
}

/** What a server says that a request took. */
type StatedUsage = ModelCall['tokens'] & Pick<ModelCall, 'statedCost'> & { readonly total: number }

/** A piece of a streamed answer, in no provider's words. */
export interface StreamPiece {
  /** The model's words, and what else it wrote into them. */
  readonly text: string
  /** What it thinks, where the server sets that apart: it costs, and is never shown. */
  readonly thoughts: string
  /** Whether the model is at work: thoughts show that too, keep-alives and empty pieces do not. */
  readonly isToken: boolean
  readonly toolCalls: readonly ToolCallDelta[]
  /** What else came, and goes back to the server with the calls of this answer. */
  readonly unknown?: UnknownFields | undefined
  readonly ending?: Ending | undefined
  /** The server says that nothing more comes. */
  readonly isLast?: boolean
  readonly usage?: StatedUsage | null | undefined
}

/** One request, and what has come of it so far. */
export interface Attempt {
  /** The calls of tools that were sent after the messages. */
  readonly toolRounds: readonly ToolRound[]
  /** What stands before the text: what the model said before it called tools. */
  readonly textBefore: string
  /** What a reader is to see. */
  text: string
  /** All that the model wrote, thoughts and all, as it counts for the cost. */
  written: string
  /** Whether there is more than white space, which alone can't be shown. */
  hasWords: boolean
  /** Whether it is an echo, and was not shown for that. */
  isHeldBack: boolean
  /** Whether the server began to answer. */
  isAnswered: boolean
  /** False if the server refused it or was not reached. */
  mayCost: boolean
  toolCalls: readonly ToolCall[]
  unknown?: UnknownFields | undefined
  requestId?: string | undefined
  ending?: Ending
  usage?: StreamPiece['usage']
}

export interface StreamOptions<Chunk> {
  open(signal: AbortSignal): Promise<{ readonly chunks: AsyncIterable<Chunk>; readonly requestId: string | undefined }>
  toPiece(chunk: Chunk): StreamPiece
  toFailure(error: unknown): RequestFailure
  readonly filter: AnswerFilter
  /** Whether a whole answer is not to be shown. */
  isHeldBack(answer: string): boolean
  readonly timeouts: StreamTimeouts
  readonly signal: AbortSignal
  /** What a request took, also where its server does not say. */
  countTokens(attempt: Attempt): ModelCall['tokens']
  readonly onCall: OnServerCall | undefined
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
    else if (attempt.ending === 'filtered') outcome = 'filtered'
    else if (attempt.ending !== undefined) outcome = attempt.hasWords || attempt.toolCalls.length > 0 ? 'ok' : 'empty'
    return failure
  } finally {
    options.onCall?.({
      purpose: 'chat',
      outcome,
      tokens: options.countTokens(attempt),
      statedCost: attempt.usage?.statedCost,
      ms: performance.now() - begun,
    })
  }
}

async function* readPieces<Chunk>(
  attempt: Attempt,
  options: StreamOptions<Chunk>,
): AsyncGenerator<string, RequestFailure | undefined, void> {
  const { toFailure, filter, timeouts, signal } = options
  const watch = watchTokens(timeouts)
  let thrown: unknown
  try {
    yield* readUntilEnd(attempt, options, watch)
  } catch (error) {
    thrown = error
  } finally {
    watch.end()
  }
  if (signal.aborted) return undefined
  const hasGrown = endText(attempt, filter)
  const isAnswer = attempt.toolCalls.length === 0 && attempt.ending !== 'filtered'
  attempt.isHeldBack = isAnswer && options.isHeldBack(attempt.text)
  if (hasGrown && !attempt.isHeldBack) yield attempt.textBefore + attempt.text
  const { requestId } = attempt
  if (isMalformedCall(attempt)) return { ...MALFORMED_CALL, requestId }
  if (attempt.ending !== undefined && attempt.ending !== 'failed') return undefined
  if (watch.signal.aborted) return { failure: 'slow', code: watch.signal.reason, requestId, wording: '' }
  attempt.mayCost = attempt.isAnswered
  const failure = thrown === undefined ? failureWithoutError(attempt) : toFailure(thrown)
  const isCut = failure.failure === 'unreachable' && attempt.text !== ''
  return { ...failure, failure: isCut ? 'cut' : failure.failure, requestId: failure.requestId ?? requestId }
}

/** Reads to the end of the stream, of the answer or of the server's patience, whatever comes first. */
async function* readUntilEnd<Chunk>(
  attempt: Attempt,
  { open, toPiece, filter, signal }: StreamOptions<Chunk>,
  watch: ReturnType<typeof watchTokens>,
): AsyncGenerator<string, void, void> {
  const { chunks, requestId } = await open(AbortSignal.any([signal, watch.signal]))
  attempt.isAnswered = true
  attempt.requestId = requestId
  for await (const chunk of chunks) {
    const piece = toPiece(chunk)
    if (piece.isToken) watch.sawToken()
    if (add(piece, attempt, filter)) yield attempt.textBefore + attempt.text
    if (piece.ending !== undefined) watch.sawEnding()
    if (piece.isLast === true || filter.isOver) {
      attempt.ending ??= 'whole'
      return
    }
  }
}

/** As of servers that refuse the whole answer then. */
const MALFORMED_CALL: RequestFailure = {
  ...{ failure: 'overloaded', status: 500, code: 'MALFORMED_CALL', wording: '' },
  named: [{ feature: 'tools', by: 'hint' }],
}

/** The server could not read the model's call, and there is nothing else. */
function isMalformedCall({ ending, hasWords, toolCalls }: Attempt): boolean {
  return ending === 'malformedCall' && !hasWords && toolCalls.length === 0
}

function failureWithoutError({ ending }: Attempt): RequestFailure {
  return ending === 'failed' ? { failure: 'overloaded', code: 'ENDED_IN_ERROR', wording: '' } : STREAM_ENDED
}

const STREAM_ENDED: RequestFailure = { failure: 'unreachable', code: 'STREAM_ENDED', wording: '' }

/** Whether there is other text to show now. */
function add(
  { text, thoughts, toolCalls, unknown, ending, usage }: StreamPiece,
  attempt: Attempt,
  filter: AnswerFilter,
): boolean {
  attempt.written += thoughts + text
  attempt.toolCalls = addCallDeltas(attempt.toolCalls, toolCalls)
  attempt.unknown = mergeFields(attempt.unknown, unknown)
  if (ending) attempt.ending = ending
  if (usage) attempt.usage = usage
  if (text !== '') filter.add(text)
  return takeText(attempt, filter)
}

function takeText(attempt: Attempt, filter: AnswerFilter): boolean {
  const hadWords = attempt.hasWords
  const isChanged = attempt.text !== filter.text
  attempt.text = filter.text
  attempt.hasWords = filter.text.trim() !== ''
  // Thoughts that were taken for the answer are taken back.
  return isChanged && (attempt.hasWords || hadWords)
}

/** What the filter held back is decided; calls that were written as text count where there are no others. */
function endText(attempt: Attempt, filter: AnswerFilter): boolean {
  filter.end(attempt.ending === 'length')
  if (attempt.toolCalls.length === 0) attempt.toolCalls = filter.calls.map(call => ({ ...call, id: '' }))
  return takeText(attempt, filter)
}

/** How long what comes after the end, the usage, is waited for. */
const AFTER_ENDING_MS = 2000

/** A timer that is so late was in a process that was frozen: what has come meanwhile waits in the socket, which Node reads after its timers. */
const FROZEN_MS = 1000

/**
 * Aborts its signal, with a code as the reason, when tokens are late. Comments, keep-alives and empty deltas are no
 * tokens: a server that hangs may well send them.
 */
function watchTokens({ firstTokenMs, tokenGapMs }: StreamTimeouts) {
  const late = new AbortController()
  let timer: NodeJS.Timeout | undefined
  function waitFor(ms: number, code: string): void {
    clearTimeout(timer)
    const dueAt = performance.now() + ms
    timer = setTimeout(() => {
      if (performance.now() - dueAt > FROZEN_MS) waitFor(ms, code)
      else late.abort(code)
    }, ms)
  }
  waitFor(firstTokenMs, 'FIRST_TOKEN_TIMEOUT')
  return {
    signal: late.signal,
    sawToken: () => waitFor(tokenGapMs, 'TOKEN_GAP_TIMEOUT'),
    sawEnding: () => waitFor(Math.min(AFTER_ENDING_MS, tokenGapMs), 'ENDING_TIMEOUT'),
    end: () => clearTimeout(timer),
  }
}
