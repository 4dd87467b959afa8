import type {
  ChatCompletionContentPart,
  ChatCompletionFunctionTool,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions'
import type { ChatMessage, ChatTool, ContentPart } from '../../prompt/chat-model.ts'
import { unreadableMark } from '../../prompt/format/quote.ts'
import type { ToolRound } from '../chat/tool-loop.ts'

export function toMessageParam({ role, content }: ChatMessage, withImages: boolean): ChatCompletionMessageParam {
  if (typeof content === 'string') return { role, content }
  const parts = withImages ? content : content.map(withoutImage)
  const texts = parts.filter(part => part.type === 'text')
  // servers without images often know no parts either
  if (role !== 'user' || texts.length === parts.length)
    return { role, content: texts.map(({ text }) => text).join('\n') }
  return { role, content: parts.map(toPart) }
}

function withoutImage(part: ContentPart): ContentPart {
  return part.type === 'text' ? part : { type: 'text', text: unreadableMark(part.name) }
}

function toPart(part: ContentPart): ChatCompletionContentPart {
  return part.type === 'text' ? { type: 'text', text: part.text } : { type: 'image_url', image_url: { url: part.url } }
}

export function toToolParam({ name, description, parameters }: ChatTool): ChatCompletionFunctionTool {
  return { type: 'function', function: { name, description, parameters: { ...parameters } } }
}

/** What the model said and asked for, and the answers to it. */
export function toToolRoundParams({ text, calls, results }: ToolRound): ChatCompletionMessageParam[] {
  return [
    {
      role: 'assistant',
      content: text || null,
      tool_calls: calls.map(({ id, name, args }) => ({
        ...{ id, type: 'function' },
        function: { name, arguments: isObject(args) ? args : '{}' },
      })),
    },
    ...results.map((content, at) => ({ role: 'tool' as const, tool_call_id: calls[at]?.id ?? '', content })),
  ]
}

/** vLLM and Ollama read the arguments of earlier calls, and refuse the request where they can't. */
function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
