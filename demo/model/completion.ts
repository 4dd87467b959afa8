const MODEL = 'stand-in'
/** Roughly what English takes. */
const CHARACTERS_PER_TOKEN = 4

const tokens = (characters: number) => Math.ceil(characters / CHARACTERS_PER_TOKEN)

function usage(promptLength: number, text: string) {
  const [prompt_tokens, completion_tokens] = [tokens(promptLength), tokens(text.length)]
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}

function envelope(id: string, object: string) {
  return { id, object, created: Math.floor(Date.now() / 1000), model: MODEL }
}

/** The text in pieces about as long as tokens: a word each with the space before it; together they are the text. */
function pieces(text: string): string[] {
  return text.match(/\s*\S{1,12}|\s+$/gu) ?? []
}

/** The events of a streamed completion: what opens it, one for each piece, and what ends it. */
export function streamEvents(id: string, text: string, prompt: { length: number; withUsage: boolean }) {
  const base = envelope(id, 'chat.completion.chunk')
  const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`
  const chunk = (delta: object, finish_reason: string | null) =>
    event({ ...base, choices: [{ index: 0, delta, finish_reason }] })
  const counted = prompt.withUsage ? event({ ...base, choices: [], usage: usage(prompt.length, text) }) : ''
  return {
    opening: chunk({ role: 'assistant', content: '' }, null),
    words: pieces(text).map(content => chunk({ content }, null)),
    ending: `${chunk({}, 'stop')}${counted}data: [DONE]\n\n`,
  }
}

/** The completion in one piece. */
export function wholeCompletion(id: string, text: string, promptLength: number) {
  const message = { role: 'assistant', content: text, refusal: null }
  return {
    ...envelope(id, 'chat.completion'),
    choices: [{ index: 0, message, finish_reason: 'stop', logprobs: null }],
    usage: usage(promptLength, text),
  }
}

export const modelList = { object: 'list', data: [{ id: MODEL, object: 'model', created: 0, owned_by: 'keepsake' }] }
