import type {
  ChatCompletionCreateParams,
  ChatCompletionMessageParam,
  ChatCompletionCreateParamsStreaming as Request,
} from 'openai/resources/chat/completions'
import { responseTokensWithin } from '../../prompt/format/budget.ts'
import type { ChatInput } from '../chat/server.ts'
import type { ToolLoop } from '../chat/tool-loop.ts'
import type { Feature } from '../server/features.ts'
import { hasExtraFields, toMessageParams, toToolParam, toToolRoundParams, toToolRoundText } from './chat-params.ts'
import { tokenLimitParams } from './token-limit.ts'

export interface ChatRequestSettings {
  readonly model: string
  readonly responseTokens: number
  readonly isOpenAi: boolean
  /** What an operator wants added to each request. */
  readonly options?: Readonly<Record<string, unknown>> | undefined
  /** Of the words a model might say next, how far it may stray from the likeliest. */
  readonly temperature?: number | undefined
}

/**
 * For models that are small: at what their servers take otherwise (0.8 for llama.cpp) a real one of 1.5 billion parameters
 * spoke of itself with the words of the user ("I work at Acme Corp.") and overlooked notes that it had (docs/providers.md).
 */
export const SMALL_MODEL_TEMPERATURE = 0.2

/** One request, without what the server does not take. */
export function toChatRequest(
  { messages, toolLoop, omitted, omittedPictures, responseTokens, contextTokens }: ChatInput,
  { model, isOpenAi, options, temperature, ...settings }: ChatRequestSettings,
): Request {
  const wished = Math.min(settings.responseTokens, responseTokens ?? settings.responseTokens)
  const isShown = (picture: object) => !omitted.has('images') && !omittedPictures.has(picture as never)
  const params = toMessageParams(messages, isShown)
  const rounds = toolLoop?.rounds ?? []
  const spoken = omitted.has('tools')
    ? appendToLast(params, rounds.map(toToolRoundText).join(''))
    : [...params, ...rounds.flatMap(round => toToolRoundParams(round, omitted))]
  return {
    ...(temperature !== undefined && !omitted.has('temperature') && { temperature }),
    ...(!omitted.has('options') && options),
    model,
    // An answer in one piece is read as a stream of one.
    stream: !omitted.has('stream') as true,
    messages: omitted.has('system_role') ? withoutSystemRole(spoken) : spoken,
    ...tokenLimitParams(responseTokensWithin(contextTokens, wished), omitted, isOpenAi),
    ...(toolLoop && !omitted.has('tools') && toolParams(toolLoop, omitted)),
    ...(!omitted.has('stream_options') && !omitted.has('stream') && { stream_options: { include_usage: true } }),
  }
}

function toolParams({ offered, stage }: ToolLoop, omitted: ReadonlySet<Feature>): Partial<Request> {
  const tools = offered.map(toToolParam)
  if (stage === 'open') return { tools }
  return stage === 'gone' || omitted.has('tool_choice') ? {} : { tools, tool_choice: 'none' }
}

/** What a request makes use of that a server may not know. */
export function featuresOfRequest(
  request: ChatCompletionCreateParams,
  options: Readonly<Record<string, unknown>> = {},
): ReadonlySet<Feature> {
  const { messages, tools, tool_choice, response_format, stream_options, temperature } = request
  const { max_tokens, max_completion_tokens, stream } = request
  const used: readonly (readonly [Feature, boolean])[] = [
    ['null_content', messages.some(({ content }) => content === null)],
    ['extra_fields', messages.some(hasExtraFields)],
    ['tool_choice', tool_choice !== undefined],
    ['tools', tools !== undefined || messages.some(message => 'tool_calls' in message)],
    ['images', messages.some(hasPicture)],
    ['json_schema', response_format?.type === 'json_schema'],
    ['json_object', response_format?.type === 'json_object'],
    ['stream_options', stream_options !== undefined],
    ['options', Object.keys(options).some(name => name in request)],
    ['temperature', temperature !== undefined && !('temperature' in options)],
    ['max_completion_tokens', max_completion_tokens !== undefined],
    ['max_tokens', max_tokens !== undefined],
    ['stream', stream === true],
    ['system_role', messages.some(({ role }) => role === 'system')],
  ]
  return new Set(used.flatMap(([feature, isUsed]) => (isUsed ? [feature] : [])))
}

function hasPicture({ content }: ChatCompletionMessageParam): boolean {
  return Array.isArray(content) && content.some(({ type }) => type === 'image_url')
}

/**
 * What stands in the system text begins the first message of the user: models without the role know no other place. They
 * mostly want user and assistant by turns, too, the user first.
 */
export function withoutSystemRole(messages: readonly ChatCompletionMessageParam[]): ChatCompletionMessageParam[] {
  const system = messages.flatMap(({ role, content }) =>
    role === 'system' && typeof content === 'string' ? [content] : [],
  )
  const others = messages.filter(({ role }) => role !== 'system')
  if (system.length === 0) return byTurns(others)
  const text = system.join('\n\n')
  const [first] = others
  if (first?.role !== 'user') return byTurns([{ role: 'user', content: text }, ...others])
  return byTurns(others.map(message => (message === first ? withTextBefore(message, `${text}\n\n`) : message)))
}

/** Messages of one side that follow each other are one. */
function byTurns(messages: readonly ChatCompletionMessageParam[]): ChatCompletionMessageParam[] {
  const turns: ChatCompletionMessageParam[] = []
  for (const message of messages) {
    const last = turns.at(-1)
    const joined = last && join(last, message)
    if (joined !== undefined) turns.pop()
    turns.push(joined ?? message)
  }
  return turns
}

function join(
  one: ChatCompletionMessageParam,
  next: ChatCompletionMessageParam,
): ChatCompletionMessageParam | undefined {
  if (one.role === 'user' && next.role === 'user') {
    if (typeof one.content === 'string') return withTextBefore(next, `${one.content}\n\n`)
    const parts = typeof next.content === 'string' ? [{ type: 'text' as const, text: next.content }] : next.content
    return { ...next, content: [...one.content, ...parts] }
  }
  const areTexts = typeof one.content === 'string' && typeof next.content === 'string'
  const areAnswers =
    one.role === 'assistant' && next.role === 'assistant' && !('tool_calls' in one) && !('tool_calls' in next)
  return areTexts && areAnswers ? { ...one, content: `${one.content}\n\n${next.content}` } : undefined
}

function withTextBefore(message: ChatCompletionMessageParam, text: string): ChatCompletionMessageParam {
  if (message.role !== 'user') return message
  if (typeof message.content === 'string') return { ...message, content: `${text}${message.content}` }
  return { ...message, content: [{ type: 'text', text }, ...message.content] }
}

function appendToLast(messages: readonly ChatCompletionMessageParam[], text: string): ChatCompletionMessageParam[] {
  const last = messages.at(-1)
  if (text === '' || last?.role !== 'user') return [...messages]
  const content =
    typeof last.content === 'string' ? `${last.content}${text}` : [...last.content, { type: 'text' as const, text }]
  return [...messages.slice(0, -1), { ...last, content }]
}
