/** A message of a prompt as Chat Completions has it. */
export interface PromptMessage {
  readonly role: string
  readonly content?: unknown
  /** The tools that the assistant wished to use. */
  readonly tool_calls?: readonly {
    readonly id: string
    readonly function: { readonly name: string; readonly arguments: string }
  }[]
  /** Whose result a message of the role `tool` is. */
  readonly tool_call_id?: string
}

/** What the stand-in goes by: what the user said and what is remembered in this prompt, and nothing else. */
export interface ReadPrompt {
  /** The newest message. */
  readonly question: string
  /** What the user said before, oldest first. */
  readonly before: readonly string[]
  /** What the prompt remembers of the user beside that: current notes and lines of the profile, the people, the summary. */
  readonly remembered: readonly string[]
  /** How Discord calls the user. */
  readonly author: string | undefined
  /** Messages in the prompt, the bot's own and the newest among them. */
  readonly count: number
}

/** The line that the newest message stands under; other lines in brackets head what is quoted. */
const NEWEST = /^\[\d{4}-\d\d-\d\d \d\d:\d\d \S+, (.*):\]$/gmu
const QUOTED = /^(?:> .*|\[.*\])$/gmu

/** Reads a prompt: quoted messages, files and system text do not count as said. */
export function readPrompt(messages: readonly PromptMessage[]): ReadPrompt {
  const spoken = messages.filter(({ role }) => role === 'user' || role === 'assistant')
  const said = spoken.filter(({ role }) => role === 'user').map(({ content }) => textOf(content))
  const newest = said.at(-1) ?? ''
  const head = [...newest.matchAll(NEWEST)].at(-1)
  const at = head === undefined ? 0 : head.index + head[0].length
  // A question that was never answered stands in one message with the next.
  const unanswered = newest.slice(0, head?.index ?? 0).replaceAll(QUOTED, '')
  return {
    question: newest.slice(at).trim(),
    before: [...said.slice(0, -1), unanswered].map(text => text.trim()).filter(text => text !== ''),
    remembered: rememberedIn(systemText(messages), newest.slice(0, head?.index ?? 0)),
    author: head?.[1],
    count: spoken.length,
  }
}

const systemText = (messages: readonly PromptMessage[]) =>
  textOf(messages.find(({ role }) => role === 'system')?.content)

const BLOCK = /^\[(?<title>Notes|People|Profile|Summary)\b.*\]\n(?<lines>(?:(?:> .*|\[\d{4}-.*\])\n?)*)/gmu
/** A note of how things were before is no answer to how they are. */
const NOTE = /^> - (?:\d{4}-\d\d-\d\d(?:, the user said)?: )?(?!\d{4}-\d\d-\d\d, until)(?<text>.*)$/u

/** What the blocks of a prompt say, a sentence each, the best first. */
function rememberedIn(...texts: readonly string[]): string[] {
  const blocks = texts.flatMap(text => [...text.matchAll(BLOCK)].map(({ groups = {} }) => groups))
  const linesOf = (kind: string) =>
    blocks.filter(({ title }) => title === kind).flatMap(({ lines = '' }) => lines.split('\n').filter(Boolean))
  const noted = [...linesOf('Notes'), ...linesOf('People')].map(line => NOTE.exec(line)?.groups?.['text'] ?? '')
  const profile = linesOf('Profile').map(line => `your ${line.slice(2)}`)
  const summary = linesOf('Summary').flatMap(line => line.replace(/^> (?:The user said: )?/u, '').split(' / '))
  return [...noted, ...profile, ...summary.filter(line => !line.startsWith('['))].filter(line => line !== '')
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return (content as { text?: unknown }[]).map(({ text }) => (typeof text === 'string' ? text : '')).join('\n')
}

/** The sentences of the texts, newest first, without questions: what the user told. */
export function told(texts: readonly string[]): string[] {
  const sentences = texts.flatMap(text => text.match(/[^.!?。！？\n]+[.!?。！？]*/gu) ?? [])
  return sentences
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '' && !/[?？]$/u.test(sentence))
    .reverse()
}
