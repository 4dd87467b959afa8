import type { ToolCall } from './tools.ts'

const MODEL = 'stand-in'
/** Roughly what English takes. */
const CHARACTERS_PER_TOKEN = 4

const tokens = (characters: number) => Math.ceil(characters / CHARACTERS_PER_TOKEN)

function usage(promptLength: number, text: string) {
  const [prompt_tokens, completion_tokens] = [tokens(promptLength), tokens(text.length)]
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}

/** Words, or the wish to use a tool. */
interface Said {
  readonly text: string
  readonly call?: ToolCall
}

function envelope(id: string, object: string) {
  return { id, object, created: Math.floor(Date.now() / 1000), model: MODEL }
}

/** The text in pieces about as long as tokens: a word each with the space before it; together they are the text. */
function pieces(text: string): string[] {
  return text.match(/\s*\S{1,12}|\s+$/gu) ?? []
}

/** The events of a streamed completion: what opens it, one for each piece, and what ends it. */
export function streamEvents(id: string, { text, call }: Said, prompt: { length: number; withUsage: boolean }) {
  const base = envelope(id, 'chat.completion.chunk')
  const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`
  const chunk = (delta: object, finish_reason: string | null) =>
    event({ ...base, choices: [{ index: 0, delta, finish_reason }] })
  const counted = prompt.withUsage ? event({ ...base, choices: [], usage: usage(prompt.length, text) }) : ''
  const words = pieces(text).map(content => chunk({ content }, null))
  const wish = call === undefined ? [] : [chunk({ tool_calls: [{ index: 0, ...called(id, call) }] }, null)]
  return {
    opening: chunk({ role: 'assistant', content: '' }, null),
    words: [...words, ...wish],
    ending: `${chunk({}, call === undefined ? 'stop' : 'tool_calls')}${counted}data: [DONE]\n\n`,
  }
}

/** The completion in one piece. */
export function wholeCompletion(id: string, { text, call }: Said, promptLength: number) {
  const wish = call === undefined ? {} : { tool_calls: [called(id, call)] }
  const message = { role: 'assistant', content: text, refusal: null, ...wish }
  return {
    ...envelope(id, 'chat.completion'),
    choices: [{ index: 0, message, finish_reason: call === undefined ? 'stop' : 'tool_calls', logprobs: null }],
    usage: usage(promptLength, text),
  }
}

function called(id: string, { name, args }: ToolCall) {
  return { id: `call-${id}`, type: 'function', function: { name, arguments: JSON.stringify(args) } }
}

export const modelList = { object: 'list', data: [{ id: MODEL, object: 'model', created: 0, owned_by: 'keepsake' }] }
