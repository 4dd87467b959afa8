import type { OpenAI } from 'openai'
import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import type { ModelResponse } from '../retry.ts'
import type { RequestFailure } from '../server/failure.ts'
import { toPiece } from './chat-chunk.ts'
import { openChatStream } from './chat-stream.ts'

/** Nothing came of an answer for too long. */
export class SilentServer extends Error {
  readonly failure: RequestFailure = { failure: 'slow', code: 'SILENCE', wording: '' }
}

/**
 * An answer in one piece, asked for in pieces: a slow model may take its time as long as it goes on. `silenceMs`: how long
 * nothing may come. Throws SilentServer, and what the client throws.
 */
export async function readStreamed(
  client: OpenAI,
  request: ChatCompletionCreateParamsNonStreaming,
  silenceMs: number,
  signal: AbortSignal,
): Promise<ModelResponse<ChatCompletion>> {
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), silenceMs)
  const said = { text: '', thoughts: '', finish: undefined as string | undefined }
  let tokens: ModelResponse<ChatCompletion>['tokens'] = {}
  try {
    const within = AbortSignal.any([signal, silence.signal])
    const { chunks, requestId } = await openChatStream(client, { ...request, stream: true }, within)
    for await (const chunk of chunks) {
      const piece = toPiece(chunk, () => undefined)
      if (piece.isToken) timer.refresh()
      said.text += piece.text
      said.thoughts += piece.thoughts
      if (piece.ending !== undefined) said.finish = finishReasons[piece.ending]
      if (piece.usage) tokens = { prompt: piece.usage.prompt, completion: piece.usage.completion }
      if (piece.isLast === true) break
    }
    return { answer: toCompletion(said), requestId, tokens }
  } catch (error) {
    if (silence.signal.aborted) throw new SilentServer(undefined, { cause: error })
    throw error
  } finally {
    clearTimeout(timer)
  }
}

const finishReasons = {
  whole: 'stop',
  length: 'length',
  filtered: 'content_filter',
  malformedCall: 'stop',
  failed: 'stop',
} as const

function toCompletion({
  text,
  thoughts,
  finish = 'stop',
}: {
  text: string
  thoughts: string
  finish?: string | undefined
}) {
  const message = { role: 'assistant', content: text, reasoning_content: thoughts }
  return { choices: [{ index: 0, message, finish_reason: finish }] } as unknown as ChatCompletion
}
