import type { OpenAI } from 'openai'
import type {
  ChatCompletion,
  ChatCompletionCreateParamsNonStreaming as Request,
  ChatCompletionCreateParamsStreaming as StreamingRequest,
} from 'openai/resources/chat/completions'
import type { Ending } from '../chat/endings.ts'
import type { ModelResponse } from '../retry.ts'
import type { RequestFailure } from '../server/failure.ts'
import { toPiece } from './chat-chunk.ts'
import { openChatStream, type StreamedChunk } from './chat-stream.ts'

/** An answer that came to no good end. */
export class BrokenAnswer extends Error {
  readonly failure: RequestFailure

  constructor(failure: Pick<RequestFailure, 'failure' | 'code'>, options?: ErrorOptions) {
    super(failure.code, options)
    this.failure = { ...failure, wording: '' }
  }
}

/** Asks for an answer in one piece. Throws BrokenAnswer, SyntaxError, and what the client throws. */
export function readWhole(
  client: OpenAI,
  request: Request,
  signal: AbortSignal,
): Promise<ModelResponse<ChatCompletion>> {
  return collect(client, request, signal, () => undefined)
}

/**
 * An answer in one piece, asked for in pieces: a slow model may take its time as long as it goes on. `silenceMs`: how long
 * nothing may come. Throws as `readWhole`.
 */
export async function readStreamed(
  client: OpenAI,
  request: Request,
  silenceMs: number,
  signal: AbortSignal,
): Promise<ModelResponse<ChatCompletion>> {
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), silenceMs)
  try {
    const within = AbortSignal.any([signal, silence.signal])
    return await collect(client, { ...request, stream: true }, within, () => void timer.refresh())
  } catch (error) {
    if (silence.signal.aborted) throw new BrokenAnswer({ failure: 'slow', code: 'SILENCE' }, { cause: error })
    throw error
  } finally {
    clearTimeout(timer)
  }
}

interface Collected {
  text: string
  thoughts: string
  refusal: string
  /** Whether anything came that could be an answer. */
  isAnswer: boolean
  ending: Ending
}

/** Servers send pieces where one was asked for, and the other way round, under any type: all are read alike. */
async function collect(
  client: OpenAI,
  request: Request | StreamingRequest,
  signal: AbortSignal,
  onToken: () => void,
): Promise<ModelResponse<ChatCompletion>> {
  const said: Collected = { text: '', thoughts: '', refusal: '', isAnswer: false, ending: 'whole' }
  let taken: Pick<ModelResponse<ChatCompletion>, 'tokens' | 'statedCost'> = { tokens: {} }
  let count = 0
  const { chunks, requestId } = await openChatStream(client, request as StreamingRequest, signal)
  for await (const chunk of chunks) {
    count += 1
    const piece = toPiece(chunk, () => undefined)
    if (piece.isToken) onToken()
    const refusal = refusalIn(chunk)
    if (refusal === '') said.text += piece.text
    said.refusal += refusal
    said.thoughts += piece.thoughts
    said.isAnswer ||= chunk !== 'done' && (chunk.choices ?? []).length > 0
    if (piece.ending !== undefined) said.ending = piece.ending
    if (piece.usage) {
      const { total: _, statedCost, ...tokens } = piece.usage
      taken = { tokens, statedCost }
    }
    if (piece.isLast === true) break
  }
  if (count === 0) throw new SyntaxError('What came is no answer.')
  if (said.ending === 'failed') throw new BrokenAnswer({ failure: 'overloaded', code: 'ENDED_IN_ERROR' })
  return { answer: toCompletion(said), requestId, ...taken }
}

function refusalIn(chunk: StreamedChunk): string {
  const { refusal, content }: Readonly<Record<string, unknown>> = Object(
    chunk === 'done' ? {} : chunk.choices?.[0]?.delta,
  )
  return typeof refusal === 'string' && !content ? refusal : ''
}

const finishReasons: Readonly<Record<Ending, string>> = {
  whole: 'stop',
  length: 'length',
  filtered: 'content_filter',
  malformedCall: 'stop',
  failed: 'error',
}

function toCompletion({ text, thoughts, refusal, isAnswer, ending }: Collected): ChatCompletion {
  const message = { role: 'assistant', content: text, reasoning_content: thoughts, refusal: refusal || null }
  const choice = { index: 0, message, finish_reason: finishReasons[ending] }
  return { choices: isAnswer ? [choice] : [] } as unknown as ChatCompletion
}
