import { parseLeniently } from '../../prompt/format/lenient-json.ts'
import { findClosing } from './brackets.ts'

/** An answer that a model wrapped into a call of nothing. */
export interface FinalAnswer {
  /** Of the text that it takes. */
  readonly length: number
  readonly answer: string
}

/** More than this is not waited for: whoever reads would see nothing of what may be the answer. Characters. */
const LONGEST = 16_000

/** What models call the action that says something, as agents of LangChain, smolagents and others are taught. */
const FINAL =
  /^(?:final[ _-]?(?:answer|response|reply|output|message)?|finish|answer|respond|response|reply|say|speak|none|no[ _-]?(?:tool|action)|(?:respond|reply|send|talk|speak)[ _-](?:directly|message|to[ _-](?:human|the[ _-]user|user)))$/iu
const NAME_KEYS = ['action', 'tool', 'tool_name', 'name', 'function', 'type']
const DIRECT_KEYS = ['final_answer', 'finalAnswer', 'Final Answer', 'final answer', 'final_response']
const THOUGHT_KEYS = ['thought', 'thoughts', 'Thought', 'reasoning', 'analysis', 'plan']
const TEXT_KEYS = [
  ...['action_input', 'tool_input', 'input', 'arguments', 'args', 'parameters', 'final_answer', 'answer'],
  ...['response', 'reply', 'message', 'text', 'content', 'output', 'value'],
]

/** The line before it, and the fence that it may stand in. */
const BEFORE =
  /^(?:[*_]{0,3}Action[*_]{0,3}:[*_]{0,3}\s{0,9})?(?:(`{3,9})(?:json|python|py|tool_code)?[ \t]{0,9}\n\s{0,40})?/iu
const MAY_BE_BEFORE =
  /^(?:[*_]{0,3}(?:A(?:c(?:t(?:i(?:o(?:n[*_]{0,3}(?::[*_]{0,3}\s{0,9})?)?)?)?)?)?)?)?(?:`{1,9}\w{0,9}[ \t]{0,9}(?:\n\s{0,40})?)?$/iu

/**
 * An answer that begins a text in one of these forms: `{"action": "Final Answer", "action_input": "…"}`, alone or in a fence, also with
 * thoughts before its action; `{"final_answer": "…"}`; `final_answer("…")`. `open` where what follows decides. Any other JSON is none.
 */
export function findFinalAnswer(text: string, isEnd: boolean): FinalAnswer | 'open' | undefined {
  if (text.length > LONGEST) return undefined
  if (!isEnd && MAY_BE_BEFORE.test(text)) return 'open'
  const [before = '', fence] = BEFORE.exec(text) ?? []
  const body = text.slice(before.length)
  const may = mayBecomeFinal(body)
  if (!may) return undefined
  const open = body.search(/[({]/u)
  const end = open < 0 ? undefined : findClosing(body, open)
  if (end === undefined && !isEnd) return 'open'
  const answer = read(body.slice(0, end), open)
  if (answer === undefined) return undefined
  const length = before.length + (end ?? body.length)
  if (fence === undefined) return { length, answer }
  const closing = new RegExp(`^\\s{0,40}${fence}[ \\t]{0,9}(?=\\n|$)`, 'u').exec(text.slice(length))?.[0]
  const isDecided =
    isEnd ||
    (closing !== undefined
      ? length + closing.length < text.length
      : /\S/u.test(text.slice(length).replace(/^[\s`]+/u, '')))
  return isDecided ? { length: length + (closing?.length ?? 0), answer } : 'open'
}

/** Whether a text begins, or may go on, as an object that says something, or as a call of `final_answer`. */
function mayBecomeFinal(body: string): boolean {
  if (!body.startsWith('{')) return 'final_answer('.startsWith(body.slice(0, 13)) && body !== ''
  const [all, quote, key] = /^\{\s{0,40}(?:(["'])([\w -]{0,24}))?/u.exec(body) ?? []
  const behind = body.slice(all?.length)
  if (quote === undefined) return behind === ''
  if (behind === '') return true
  if (!behind.startsWith(quote) || key === undefined) return false
  if ([...DIRECT_KEYS, ...THOUGHT_KEYS].includes(key)) return true
  if (!NAME_KEYS.includes(key)) return false
  const [, begun, name = '', ended] = /^["']\s{0,9}(?::\s{0,40}(?:(["'])([^"'\n]{0,40})(["']?))?)?/u.exec(behind) ?? []
  if (begun === undefined) return /^["']\s{0,9}(?::\s{0,40})?$/u.test(behind)
  return ended === '' ? !behind.slice(behind.indexOf(begun, 1) + 1).includes('\n') : FINAL.test(name)
}

function read(body: string, open: number): string | undefined {
  if (body[open] === '{') return finalTextOf(parseLeniently(body))
  const inner = body.slice(open + 1, body.endsWith(')') ? -1 : undefined).trim()
  const bare = inner
    .replace(/^answer\s{0,9}=\s{0,9}/u, '')
    .replace(/^"""([\s\S]*)"""$/u, (_, text: string) => JSON.stringify(text))
  const value = parseLeniently(bare)
  return typeof value === 'string' ? value : textIn(value)
}

function finalTextOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const fields = value as Readonly<Record<string, unknown>>
  const direct = DIRECT_KEYS.map(key => fields[key]).find(one => one !== undefined)
  if (direct !== undefined) return textIn(direct)
  const name = NAME_KEYS.map(key => fields[key]).find(one => typeof one === 'string')
  if (name === undefined || !FINAL.test(String(name))) return undefined
  return textIn(TEXT_KEYS.map(key => fields[key]).find(one => one !== undefined))
}

function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const fields = value as Readonly<Record<string, unknown>>
  const [named] = TEXT_KEYS.map(key => fields[key]).filter(one => typeof one === 'string')
  const [only, ...others] = Object.values(fields)
  return named ?? (others.length === 0 && typeof only === 'string' ? only : undefined)
}

/** `Action: Final Answer` with what is said in the next line: how long that beginning is, or `open` where what follows decides. */
const FINAL_ACTION =
  /^[*_]{0,3}Action[*_]{0,3}:[*_]{0,3}\s{0,9}[[(]?(?:Final[ _]?Answer|None|N\/A|No action(?: needed)?|Respond|Reply|Answer|Finish)[\])]?[.*_]{0,3}\s{0,9}\n{1,3}[*_]{0,3}(?:Action Input|Final Answer|Answer|Input)[*_]{0,3}:[*_]{0,3}[ \t]{0,9}/iu
const MAY_BE_FINAL_ACTION =
  /^[*_]{0,3}Action[*_]{0,3}:[*_]{0,3}\s{0,9}[[(]?(?:F|N|R|A)[\w /]{0,20}[\])]?[.*_]{0,3}\s{0,9}(?:\n{1,3}[*_]{0,3}(?:[AFI][\w ]{0,12}[*_]{0,3}:?[*_]{0,3}[ \t]{0,9})?)?$/iu

export function findFinalAction(text: string, isEnd: boolean): number | 'open' | undefined {
  const found = FINAL_ACTION.exec(text)?.[0]
  if (found !== undefined && (isEnd || found.length < text.length)) return found.length
  return !isEnd && (found !== undefined || MAY_BE_FINAL_ACTION.test(text)) ? 'open' : undefined
}
