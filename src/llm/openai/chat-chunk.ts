import { type Ending, readEnding } from '../chat/endings.ts'
import type { StreamPiece } from '../chat/stream.ts'
import type { ToolCallDelta } from '../chat/tool-calls.ts'
import type { UnknownFields } from '../chat/unknown-fields.ts'
import type { StreamedChunk } from './chat-stream.ts'
import { statedUsage } from './stated-usage.ts'

/** Nothing is sure to be there: only OpenAI's own server keeps to OpenAI's types. `onUnknownEnding`: told of endings nobody knows. */
export function toPiece(chunk: StreamedChunk, onUnknownEnding: (word: string) => void): StreamPiece {
  if (chunk === 'done') return { text: '', thoughts: '', isToken: false, toolCalls: [], isLast: true }
  const { choices, usage } = chunk
  // Several answers to one question: the first one is read.
  const choice = choices?.find(({ index }) => (index ?? 0) === 0)
  const { content, refusal, tool_calls, function_call, role: _, ...unknown } = Object(choice?.delta) as Delta
  const said = textOf(content) || textOf(refusal) // a refusal is the model's own words
  const thoughts = thoughtsIn(content) || thoughtsOf(unknown)
  const toolCalls = toCallDeltas(tool_calls ?? (function_call && [{ function: function_call }]))
  return {
    ...{ text: said, thoughts, toolCalls },
    isToken: Boolean(said || thoughts || toolCalls.length > 0 || content || Object.keys(unknown).length > 0),
    unknown: Object.keys(unknown).length > 0 ? unknown : undefined,
    ending: endingOf(choice?.finish_reason, onUnknownEnding),
    usage: usage && { ...statedUsage(usage), total: usage.total_tokens },
  }
}

interface Delta extends Readonly<Record<string, unknown>> {
  readonly content?: unknown
  readonly refusal?: unknown
  readonly tool_calls?: unknown
  readonly function_call?: unknown
}

function endingOf(word: unknown, onUnknown: (word: string) => void): Ending | undefined {
  // Some servers send an empty word with each piece.
  if (typeof word !== 'string' || word.trim() === '') return undefined
  const ending = readEnding(word)
  if (ending === undefined) onUnknown(word)
  return ending ?? 'whole'
}

/** A text, or the texts of a list of parts, as Mistral's reasoning models answer. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return textIn(content)
  return content.map(part => (isThought(part) ? '' : textIn(part))).join('')
}

function textIn(part: unknown): string {
  if (typeof part === 'string') return part
  const { text } = Object(part)
  return typeof text === 'string' ? text : ''
}

const isThought = (part: unknown) => /think|thought|reason/u.test(String(Object(part).type))

function thoughtsIn(content: unknown): string {
  return Array.isArray(content) ? content.filter(isThought).map(thoughtText).join('') : ''
}

function thoughtText(part: unknown): string {
  if (typeof part === 'string') return part
  const { thinking, text, summary, reasoning }: Readonly<Record<string, unknown>> = Object(part)
  const said = thinking ?? text ?? summary ?? reasoning
  return Array.isArray(said) ? said.map(thoughtText).join('') : typeof said === 'string' ? said : ''
}

/**
 * `reasoning_content` at DeepSeek, llama.cpp and older vLLM, `reasoning` at Ollama, OpenRouter and vLLM, `thinking_blocks` at
 * LiteLLM. Several may say the same.
 */
function thoughtsOf(fields: UnknownFields): string {
  const named = ['reasoning_content', 'reasoning', 'thinking', 'reasoning_details', 'thinking_blocks']
  const texts = named.map(name => fields[name]).map(value => [value].flat().map(thoughtText).join(''))
  return texts.find(text => text !== '') ?? ''
}

function toCallDeltas(deltas: unknown): readonly ToolCallDelta[] {
  return Array.isArray(deltas) ? deltas.map(toCallDelta) : []
}

function toCallDelta(delta: unknown): ToolCallDelta {
  const { index, id, type: _, function: called, ...unknown }: Readonly<Record<string, unknown>> = Object(delta)
  const { name, arguments: args, ...unknownOfFunction }: Readonly<Record<string, unknown>> = Object(called)
  return {
    index: typeof index === 'number' ? index : undefined,
    id: id === undefined || id === null ? undefined : String(id),
    name: typeof name === 'string' ? name : undefined,
    args: argumentsText(args),
    ...(Object.keys(unknown).length > 0 && { unknown }),
    ...(Object.keys(unknownOfFunction).length > 0 && { unknownOfFunction }),
  }
}

/** Some servers give the arguments as an object. */
function argumentsText(args: unknown): string {
  if (typeof args === 'string') return args
  return args === undefined || args === null ? '' : JSON.stringify(args)
}
