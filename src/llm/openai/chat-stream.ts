import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { APIError, type OpenAI } from 'openai'
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions'

/** A piece of an answer, or the server's word that nothing more comes. */
export type StreamedChunk = ChatCompletionChunk | 'done'

export interface ChatStream {
  readonly chunks: AsyncIterable<StreamedChunk>
  readonly requestId: string | undefined
}

/**
 * Asks for a stream, and reads what comes instead, too: an answer in one piece is a stream of one. Throws what OpenAI's
 * client throws, before the first piece and, as APIError, for an error among the pieces; SyntaxError for what is no JSON.
 */
export async function openChatStream(
  client: OpenAI,
  request: ChatCompletionCreateParamsStreaming,
  signal: AbortSignal,
): Promise<ChatStream> {
  const response = await client.chat.completions.create(request, { signal }).asResponse()
  return { chunks: readChunks(response), requestId: response.headers.get('x-request-id') ?? undefined }
}

async function* readChunks(response: Response): AsyncGenerator<StreamedChunk, void> {
  if (response.body === null) return
  const { headers } = response
  const events: EventSourceMessage[] = []
  const parser = createParser({ onEvent: event => events.push(event) })
  let begin: string | undefined = ''
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    if (begin !== undefined) begin += piece
    if (begin !== undefined && !isJson(begin) && begin.trim() !== '') {
      parser.feed(begin)
      begin = undefined
    } else if (begin === undefined) parser.feed(piece)
    for (const event of events.splice(0)) yield* readEvent(event, headers)
  }
  if (begin !== undefined && begin.trim() !== '') yield* readWhole(begin, headers)
  // The last event may lack the empty line that ends it.
  parser.feed('\n\n')
  for (const event of events.splice(0)) yield* readEvent(event, headers)
}

const isJson = (text: string) => /^\s*[{[]/u.test(text)

function* readEvent({ event, data }: EventSourceMessage, headers: Headers): Generator<StreamedChunk, void> {
  if (data.trim() === '[DONE]') yield 'done'
  else if (data.trim() !== '') yield readChunk(JSON.parse(data), headers, event === 'error')
}

function* readWhole(text: string, headers: Headers): Generator<StreamedChunk, void> {
  yield readChunk(JSON.parse(text), headers)
  yield 'done'
}

/** Throws where a piece is an error: in OpenAI's form, in vLLM's, or within the choice, as OpenRouter puts it. */
function readChunk(value: unknown, headers: Headers, isError = false): ChatCompletionChunk {
  const chunk = Object(Array.isArray(value) ? value[0] : value) as Partial<ChatCompletionChunk> & {
    readonly error?: unknown
    readonly object?: string
  }
  const error =
    chunk.error ?? (isError || chunk.object === ('error' as never) ? chunk : undefined) ?? errorInChoice(chunk)
  if (error) throw new APIError(undefined, Object(error), messageOf(error), headers)
  return toChunk(chunk)
}

function errorInChoice({ choices }: Partial<ChatCompletionChunk>): unknown {
  return Object(choices?.[0])['error']
}

function messageOf(error: unknown): string | undefined {
  return typeof error === 'string' ? error : undefined
}

/** The message of an answer in one piece stands for a piece of a stream. */
function toChunk(chunk: Partial<ChatCompletionChunk>): ChatCompletionChunk {
  const choices = chunk.choices?.map(choice => {
    const { message } = choice as unknown as Partial<ChatCompletion.Choice>
    return message === undefined ? choice : { ...choice, delta: message }
  })
  return { ...chunk, choices } as ChatCompletionChunk
}
