import { trimEnding } from '../../memory/text/normalize.ts'
import type { MarkSearch } from './mark.ts'
import {
  CALL_NAMES,
  ENVELOPES,
  RESULT_NAMES,
  SQUARE_TOKENS,
  TEMPLATE_TAGS,
  THOUGHT_NAMES,
  THOUGHTS_END,
  UNUSED_THOUGHT,
} from './mark-names.ts'
import { templateMark, tokenMark } from './token-marks.ts'

/** Characters at which a mark may begin. */
export const MARK_STARTS = '<[◁✿'

const ALL_TAGS = [
  ...[...THOUGHT_NAMES, ...CALL_NAMES, ...RESULT_NAMES, ...TEMPLATE_TAGS, ...ENVELOPES, ...UNUSED_THOUGHT],
  ...['s', 'details'],
]
/** Namespaces that vendors set before names: `<seed:think>`. */
const NAMESPACE = /^(?:seed|mm|minimax|antml|ant|longcat|model|xai)[:_]/u
const NAMESPACES = ['seed:', 'mm:', 'minimax:', 'antml:', 'ant:', 'longcat_', 'model:', 'xai:']

/** Whatever closes thoughts, and what opens the next message where that is missing. */
export const CLOSING_THOUGHTS = new RegExp(
  [
    `</(?:(?:seed|mm|minimax|antml|ant|model):|longcat_)?(?:${THOUGHT_NAMES.join('|')})>`,
    String.raw`\[/(?:THINK|THINKING|THOUGHT|REASONING)\]`,
    '◁/(?:think|thinking)▷',
    `<[|｜](?:/(?:${THOUGHT_NAMES.join('|')})|${THOUGHTS_END.join('|')})[|｜]>`,
    String.raw`<channel\|>|<unused95>`,
    String.raw`(?=<\|start\|>assistant|<\|channel\|>final)`,
  ].join('|'),
  'iu',
)

/** The longest that a mark with attributes may be: `<invoke name="search_memory">`. */
const LONGEST_MARK = 120

export function findMark(text: string, isEnd: boolean): MarkSearch {
  const found = markSearches[text[0] ?? '']?.(text, isEnd)
  return found === 'open' && isEnd ? undefined : found
}

const markSearches: Readonly<Record<string, (text: string, isEnd: boolean) => MarkSearch>> = {
  '<': angleMark,
  '[': squareMark,
  '◁': triangleMark,
  '✿': flowerMark,
}

/** Qwen-Agent: `✿FUNCTION✿: remember\n✿ARGS✿: {…}`, and what the tool would have given behind `✿RESULT✿`. */
function flowerMark(text: string): MarkSearch {
  const name = /^✿(FUNCTION|ARGS|RESULT|RETURN)✿/u.exec(text)?.[1]
  if (name === 'FUNCTION') return { kind: 'call', length: 0, closesAt: /(?=✿RES?ULT✿|✿RETURN✿)/u }
  if (name !== undefined) return { kind: 'template', length: name.length + 2 }
  return ['✿FUNCTION✿', '✿RESULT✿', '✿RETURN✿'].some(one => one.startsWith(text)) ? 'open' : undefined
}

/** LM Studio: `[TOOL_REQUEST]{…}[END_TOOL_REQUEST]`. */
const SQUARE_CALLS = ['TOOL_REQUEST', 'TOOL_CALL', 'FUNCTION_CALL', 'tool_call', 'tool_request', 'function_call']

function squareMark(text: string): MarkSearch {
  if (/^\[TOOL_CALLS\]/u.test(text)) return { kind: 'call', length: 0 }
  const call = SQUARE_CALLS.find(one => text.startsWith(`[${one}]`))
  if (call !== undefined) return { kind: 'call', length: 0, closesAt: new RegExp(`\\[(?:END_|/)${call}\\]`, 'iu') }
  const word = /^\[(\/?)(?:THINK|THINKING|THOUGHT|REASONING)\]/u.exec(text)
  if (word !== null) return { kind: word[1] === '' ? 'thought' : 'thoughtEnd', length: word[0].length }
  const token = SQUARE_TOKENS.find(one => text.startsWith(`[${one}]`))
  if (token !== undefined) return { kind: 'template', length: token.length + 2 }
  const all = [
    'TOOL_CALLS',
    ...['THINK', 'THINKING', 'THOUGHT', 'REASONING'].flatMap(one => [one, `/${one}`]),
    ...SQUARE_TOKENS,
    ...SQUARE_CALLS,
  ]
  return all.some(one => `[${one}]`.startsWith(text)) ? 'open' : undefined
}

function triangleMark(text: string): MarkSearch {
  const found = /^◁(\/?)(?:think|thinking)▷/u.exec(text)
  if (found !== null) return { kind: found[1] === '' ? 'thought' : 'thoughtEnd', length: found[0].length }
  return ['◁think▷', '◁/think▷', '◁thinking▷', '◁/thinking▷'].some(one => one.startsWith(text)) ? 'open' : undefined
}

/** DeepSeek writes this into the tags of its calls. */
const DSML = /^<\/?[|｜]DSML[|｜]/u
const END_OF_DSML = /<\/[|｜]DSML[|｜](?:function_calls|tool_calls)>/u
const PART_OF_DSML = ['<｜DSML｜', '<|DSML|', '</｜DSML｜', '</|DSML|']

function angleMark(text: string, isEnd: boolean): MarkSearch {
  if (DSML.test(text)) return { kind: 'call', length: 0, closesAt: END_OF_DSML }
  if (PART_OF_DSML.some(one => one.startsWith(text))) return 'open'
  return /^<[|｜]/u.test(text) ? tokenMark(text, isEnd) : namedMark(text, isEnd)
}

function namedMark(text: string, isEnd: boolean): MarkSearch {
  const name = /^<(\/?)([\w:]*)/u.exec(text)
  const isClosing = name?.[1] === '/'
  const word = (name?.[2] ?? '').toLowerCase()
  const end = (name?.[0] ?? '').length
  if (end === text.length) return isPartOfName(word) ? 'open' : undefined
  // Gemma 4 closes `<|channel>` with `<channel|>`.
  if (text[end] === '|') return barAtEnd(word, text, end)
  const bare = word.replace(NAMESPACE, '')
  if (!ALL_TAGS.includes(bare)) return undefined
  // Llama writes `<function=remember{"quote": "…"}</function>`, too.
  if (bare === 'function' && !isClosing && /^[=(]["']?\w/u.test(text.slice(end)))
    return { kind: 'call', length: 0, closesAt: /<\/function>/iu }
  const close = text.indexOf('>', end)
  const attributes = text.slice(end, close < 0 ? undefined : close)
  if (attributes.length > LONGEST_MARK || /[<\n]/u.test(attributes) || !/^(?:[\s=/]|$)/u.test(attributes))
    return undefined
  if (close < 0) return 'open'
  return tagMark(bare, text, { isClosing, length: close + 1, attributes, isEnd })
}

function isPartOfName(word: string): boolean {
  const bare = word.replace(NAMESPACE, '')
  return (
    [...ALL_TAGS, 'channel', 'turn'].some(one => one.startsWith(bare)) || NAMESPACES.some(one => one.startsWith(word))
  )
}

function barAtEnd(word: string, text: string, end: number): MarkSearch {
  if (!['channel', 'turn', 'tool_call', 'tool_response'].includes(word)) return undefined
  if (text.length === end + 1) return 'open'
  if (text[end + 1] !== '>') return undefined
  const length = end + 2
  return word === 'channel' ? { kind: 'thoughtEnd', length } : { kind: 'template', length }
}

interface Tag {
  readonly isClosing: boolean
  readonly length: number
  readonly attributes: string
  readonly isEnd: boolean
}

function tagMark(name: string, text: string, tag: Tag): MarkSearch {
  const { isClosing, length, attributes, isEnd } = tag
  if (name === 'details') return reasoningDetails(text, tag)
  if (CALL_NAMES.includes(name)) return callTag(name, text, tag)
  if (RESULT_NAMES.includes(name)) return { kind: 'template', length }
  if (UNUSED_THOUGHT.includes(name)) return { kind: name === 'unused94' ? 'thought' : 'thoughtEnd', length }
  if (attributes.trim() !== '') return undefined
  if (THOUGHT_NAMES.includes(name)) return { kind: isClosing ? 'thoughtEnd' : 'thought', length }
  if (ENVELOPES.includes(name)) return { kind: 'envelope', name, isClosing, length }
  return attributes === '' ? templateMark(name, text, length, isEnd) : undefined
}

/** What is folded under such words are thoughts, as with other chat programs; `Thought for 3 seconds`. */
const THOUGHT_SUMMARY = /^(?:(?:thinking|thoughts?|reasoning)(?: process)?|thought for .*|chain of thought)$/iu

/** Without pictures and dots around them. */
function wordsOf(text = ''): string {
  return trimEnding(text.replace(/^[^\p{L}]+/u, ''), /[^\p{L}]/u)
}

/** Open WebUI folds thoughts into HTML. */
function reasoningDetails(text: string, { isClosing, length, attributes, isEnd }: Tag): MarkSearch {
  if (isClosing) return undefined
  const after = text.slice(length)
  const [, summary] = /^\s{0,9}<summary>([^<\n]{0,80})<\/summary>/iu.exec(after) ?? []
  const isThought = /type=["']?reasoning/u.test(attributes) || THOUGHT_SUMMARY.test(wordsOf(summary))
  if (isThought) return { kind: 'thought', length, closesAt: /<\/details>/iu }
  const mayFollow = /^\s{0,9}(?:<(?:s\w{0,6}(?:>[^<\n]{0,80}(?:<\/?\w{0,7})?)?)?)?$/iu.test(after)
  return mayFollow && !isEnd ? 'open' : undefined
}

function callTag(name: string, text: string, { isClosing, length, attributes, isEnd }: Tag): MarkSearch {
  // `<function>` and `<tools>` are ordinary words of HTML and XML, but for what names a tool or holds a call.
  if (['function', 'invoke'].includes(name) && !/^=|^\s+name=/u.test(attributes)) return undefined
  if (name === 'tools') {
    const next = text.slice(length).trimStart()
    if (next === '' && !isEnd) return 'open'
    if (!/^[[{]/u.test(next)) return undefined
  }
  if (isClosing) return { kind: 'wrapper', length }
  return { kind: 'call', length: 0, closesAt: new RegExp(`</(?:\\w+:)?${name.replace(/^\w+:/u, '')}>`, 'iu') }
}
