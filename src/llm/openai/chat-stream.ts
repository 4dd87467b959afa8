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
  let reader: BodyReader | undefined
  let begin = ''
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const text = reader === undefined ? begin + piece : piece
    reader ??= readerOf(text)
    if (reader === undefined) begin = text
    else for (const one of reader.read(text)) yield* readText(one, headers)
  }
  for (const one of (reader ?? wholeReader(begin)).end()) yield* readText(one, headers)
}

/** Takes a body apart into the texts of its chunks, as they come. */
interface BodyReader {
  read(piece: string): Iterable<string>
  /** What is left when nothing more comes. */
  end(): Iterable<string>
}

/** How a body is read, by its beginning: as events, as a line of JSON for each chunk, or as a whole. Undefined while that is open. */
function readerOf(begin: string): BodyReader | undefined {
  const text = begin.trimStart()
  if (text === '') return undefined
  if (!/^[{[]/u.test(text)) return eventReader()
  const lineEnd = text.indexOf('\n')
  if (lineEnd < 0) return undefined
  return isJson(text.slice(0, lineEnd)) ? lineReader() : wholeReader()
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** An answer in one piece is over with it. */
function wholeReader(begin = ''): BodyReader {
  let whole = begin
  return {
    read(piece) {
      whole += piece
      return []
    },
    end: () => (whole.trim() === '' ? [] : [whole, '[DONE]']),
  }
}

function lineReader(): BodyReader {
  let rest = ''
  return {
    read(piece) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      return lines
    },
    end: () => [rest],
  }
}

/** Server-sent events. Some servers leave out the empty lines between them, or the last one. */
function eventReader(): BodyReader {
  const texts: string[] = []
  const onEvent = ({ event, data }: EventSourceMessage) =>
    void texts.push(event === 'error' ? JSON.stringify({ error: asError(data) }) : data)
  const parser = createParser({ onEvent })
  const lines = lineReader()
  let isWhole = false
  const feed = (line: string) => {
    if (isWhole && /^data: ?(?:\{|\[DONE\])/u.test(line)) parser.feed('\n')
    parser.feed(`${line}\n`)
    isWhole = /^data:.*\}\r?$/u.test(line)
  }
  const take = () => texts.splice(0)
  return {
    read(piece) {
      for (const line of lines.read(piece)) feed(line)
      return take()
    },
    end() {
      for (const line of lines.end()) feed(line)
      parser.feed('\n\n')
      return take()
    },
  }
}

function asError(data: string): unknown {
  try {
    const { error = JSON.parse(data) } = Object(JSON.parse(data))
    return error
  } catch {
    return data
  }
}

function* readText(text: string, headers: Headers): Generator<StreamedChunk, void> {
  const data = text.trim()
  if (data === '') return
  if (data === '[DONE]') {
    yield 'done'
    return
  }
  const value: unknown = JSON.parse(data)
  const isWhole = isCompletion(value)
  for (const chunk of Array.isArray(value) ? value : [value]) yield readChunk(chunk, headers)
  if (isWhole) yield 'done'
}

/** An answer in one piece has a message, where a chunk has what is new of it. */
function isCompletion(value: unknown): boolean {
  const [choice] = Object(Array.isArray(value) ? value[0] : value).choices ?? []
  return Object(choice).message !== undefined
}

/** Throws where a piece is an error: in OpenAI's form, in vLLM's, or within the choice, as OpenRouter puts it. */
function readChunk(value: unknown, headers: Headers): ChatCompletionChunk {
  const chunk = Object(value) as Partial<ChatCompletionChunk> & {
    readonly error?: unknown
    readonly object?: string
  }
  const error = chunk.error ?? (chunk.object === ('error' as never) ? chunk : undefined) ?? errorInChoice(chunk)
  if (error) throw new APIError(undefined, Object(error), messageOf(error), headers)
  return toChunk(chunk)
}

function errorInChoice({ choices }: Partial<ChatCompletionChunk>): unknown {
  return Object(choices?.[0])['error']
}

function messageOf(error: unknown): string | undefined {
  return typeof error === 'string' ? error : undefined
}

/** The message of an answer in one piece, and the text of a completion, stand for a piece of a stream. */
function toChunk(chunk: Partial<ChatCompletionChunk>): ChatCompletionChunk {
  const choices = chunk.choices?.map(choice => {
    const { message, text, delta } = choice as Partial<ChatCompletion.Choice> & { text?: unknown; delta?: unknown }
    const said = message ?? (typeof text === 'string' && !delta ? { content: text } : undefined)
    return said === undefined ? choice : { ...choice, delta: said }
  })
  return { ...chunk, choices } as ChatCompletionChunk
}
