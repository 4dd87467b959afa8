import { findClosing } from './brackets.ts'
import { readWrittenCalls, type WrittenCall } from './written-calls.ts'

export interface BareCall {
  readonly length: number
  readonly calls: readonly WrittenCall[]
}

/** What is looked at of a text that may be a call, to see whether it names a tool, and what is waited for in all. */
const MOST_BEFORE_NAME = 160
const LONGEST_CALL = 8000

/** Fences of these languages are for calls alone. */
const CALL_LANGUAGES = ['tool_code', 'tool_call', 'tool_calls', 'function_call', 'tool', 'tool_use']

/**
 * A call that begins a line without any mark: JSON or Python that names a tool, alone or in a fence. `open` where what
 * follows decides. JSON that calls no tool that there is, is an answer like any other.
 */
export function findBareCall(
  text: string,
  toolNames: readonly string[],
  isEnd: boolean,
): BareCall | 'open' | undefined {
  if (toolNames.length === 0 || text.length > LONGEST_CALL) return undefined
  const begins = text[0] === '`' ? beginOfFenced(text, isEnd) : beginOfPlain(text, toolNames, isEnd)
  if (begins === undefined || begins === 'open') return begins
  const { from, endsAt, isForCalls } = begins
  const body = text.slice(from, endsAt?.bodyEnd)
  if (endsAt === undefined && !isEnd) return mayBecomeCall(body, toolNames, isForCalls) ? 'open' : undefined
  const calls = readWrittenCalls(body, toolNames)
  return calls.length === 0 ? undefined : { length: endsAt?.end ?? text.length, calls }
}

interface CallBegin {
  /** Where the call itself begins, and where it and what stands around it end; undefined while that is not known. */
  readonly from: number
  readonly endsAt: { readonly bodyEnd: number; readonly end: number } | undefined
  readonly isForCalls: boolean
}

function beginOfFenced(text: string, isEnd: boolean): CallBegin | 'open' | undefined {
  const opening = /^(`{3,})([\w-]*)[ \t]*\n/u.exec(text)
  if (opening === null) return !isEnd && /^(?:`{1,3}|`{3,}[\w-]*[ \t]*)$/u.test(text) ? 'open' : undefined
  const [all, fence = '', language = ''] = opening
  const closing = new RegExp(`\\n[ \\t]*${fence}[ \\t]*(?=\\n|<|$)`, 'u').exec(text.slice(all.length - 1))
  const isClosed = closing !== null && (isEnd || all.length - 1 + closing.index + closing[0].length < text.length)
  const bodyEnd = all.length - 1 + (closing?.index ?? 0)
  const endsAt = isClosed ? { bodyEnd, end: bodyEnd + closing[0].length } : undefined
  return { from: all.length, endsAt, isForCalls: CALL_LANGUAGES.includes(language) }
}

/** What models write before the name of a tool, and between it and its arguments. */
const BEFORE_NAME = [
  ...['', 'print(', 'default_api.', 'print(default_api.', 'functions.', 'to=functions.', 'commentary to=functions.'],
  ...['tool_code\n', 'tool_code\nprint(', 'tool_code\ndefault_api.', 'tool_code\nprint(default_api.', 'Action: '],
  ...['**Action:** ', '**Action**: '],
]
const AFTER_NAME = [
  '(',
  ' {',
  ': {',
  '{',
  '\n{',
  ':\n{',
  ' json{',
  ' json {',
  '\nAction Input: {',
  '\nAction Input:\n{',
  '\n**Action Input:** {',
  '[{',
]

function openingsOf(name: string): readonly string[] {
  return [`<${name}>`, ...BEFORE_NAME.flatMap(before => AFTER_NAME.map(after => `${before}${name}${after}`))]
}

function beginOfPlain(text: string, toolNames: readonly string[], isEnd: boolean): CallBegin | 'open' | undefined {
  const openings = ['functools[', '[', '{', ...toolNames.flatMap(openingsOf)]
  const opening = openings.find(one => text.startsWith(one))
  if (opening === undefined) return !isEnd && openings.some(one => one.startsWith(text)) ? 'open' : undefined
  const bodyEnd = opening.startsWith('<') ? afterTag(text, opening) : findClosing(text, opening.search(/[({[]/u))
  const endsAt = bodyEnd === undefined ? undefined : { bodyEnd, end: bodyEnd }
  return { from: 0, endsAt, isForCalls: opening.length > '['.length && opening !== 'functools[' }
}

/** After the end of what `<name>` opens. */
function afterTag(text: string, opening: string): number | undefined {
  const closing = `</${opening.slice(1)}`
  const at = text.indexOf(closing)
  return at < 0 ? undefined : at + closing.length
}

function mayBecomeCall(body: string, toolNames: readonly string[], isForCalls: boolean): boolean {
  const begin = body.trimStart()
  if (isForCalls || begin === '') return true
  const mayBegin = /^(?:[{[]|functools|print\(|default_api|p|d)/u.test(begin) || beginsWithName(begin, toolNames)
  if (!mayBegin || /^\[[^{"'\w\s]/u.test(begin)) return false
  if (/^[{[]\s*[^{["'\s\w]/u.test(begin)) return false
  return begin.length < MOST_BEFORE_NAME || toolNames.some(name => begin.slice(0, MOST_BEFORE_NAME).includes(name))
}

function beginsWithName(text: string, names: readonly string[]): boolean {
  return names.some(name => name.startsWith(text) || text.startsWith(name))
}
