/**
 * What model servers leave in an answer that no reader is to see, as data. Names are in lower case, without their brackets;
 * `▁`, which DeepSeek writes for a space, is `_` here.
 *
 * From the chat templates of Qwen, DeepSeek, Llama, Mistral, Gemma, Phi, gpt-oss, Kimi, GLM, MiniMax, Granite, Command, Seed,
 * Hunyuan and Apertus, as they stand beside the weights on Hugging Face.
 */

/** Between `<name>` and `</name>`, `[NAME]` and `[/NAME]`, `◁name▷` and `◁/name▷`, `<|name|>` and `<|/name|>`: thoughts. */
const THOUGHT_NAMES = [
  ...['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'reason', 'reflection', 'scratchpad', 'analysis'],
  ...['inner_monologue', 'inner_thoughts', 'chain_of_thought', 'cot', 'internal_reasoning', 'think_fast', 'think_slow'],
]
/** Special tokens that open and close thoughts by names of their own. */
const THOUGHTS_BEGIN = [
  'start_thinking',
  'begin_of_thought',
  'begin_thinking',
  'thought_begin',
  'think_begin',
  'inner_prefix',
]
const THOUGHTS_END = ['end_thinking', 'end_of_thought', 'thought_end', 'think_end', 'inner_suffix']

/** Between `<name>` and `</name>`, `<|name|>` and `<|/name|>`: calls of tools. */
const CALL_NAMES = [
  ...[
    'tool_call',
    'tool_calls',
    'function_call',
    'function_calls',
    'functioncall',
    'function',
    'invoke',
    'tool_use',
    'tools',
  ],
  ...['toolcall', 'tool_code', 'antml:function_calls'],
]
/** Special tokens that begin calls, and what ends each; where that is missing they go on to the end. */
const CALLS_BEGIN: Readonly<Record<string, readonly string[]>> = {
  python_tag: ['eom_id', 'eot_id'],
  tool_calls_begin: ['tool_calls_end'],
  tool_calls_section_begin: ['tool_calls_section_end'],
  tool_call_begin: ['tool_call_end'],
  start_action: ['end_action'],
  action_start: ['action_end'],
  tools_prefix: ['tools_suffix'],
}

/** What stands around the answer itself, and says nothing. */
const WRAPPERS = [
  ...['begin_of_solution', 'end_of_solution', 'start_response', 'end_response', 'start_text', 'end_text', 'final'],
  ...['begin_of_box', 'end_of_box', 'message'],
]
/** What a tool would have given: a model that writes this plays the tool itself. */
const RESULT_NAMES = [
  'tool_response',
  'tool_result',
  'function_result',
  'function_results',
  'function_response',
  'tool_output',
]

/** Tags without bars that are tokens of a template: where something was said before, the answer ends at them. */
const TEMPLATE_TAGS = ['end_of_turn', 'start_of_turn', 'eos', 'bos', 'pad', 'sop', 'eop']

/** Words in capitals between square brackets. */
const SQUARE_TOKENS = [
  'INST',
  '/INST',
  'SYSTEM_PROMPT',
  '/SYSTEM_PROMPT',
  'AVAILABLE_TOOLS',
  'TOOL_RESULTS',
  'gMASK',
  'end of text',
]

export type Mark = {
  readonly length: number
} /** `closesAt`: where the thoughts end, beside any closing mark of thoughts. */ & (
  | { readonly kind: 'thought'; readonly closesAt?: RegExp | undefined }
  | { readonly kind: 'thoughtEnd' }
  /** `closesAt`: where the call ends, if not with the answer. Where `length` is 0, the mark is itself part of the call. */
  | { readonly kind: 'call'; readonly closesAt?: RegExp | undefined; readonly name?: string | undefined }
  /** Stands around what is to be read. */
  | { readonly kind: 'wrapper' }
  /** The end of the answer; nothing where nothing was said before. */
  | { readonly kind: 'template' }
)

/** A mark at the beginning of a text, none, or `open` where what follows decides. */
export type MarkSearch = Mark | 'open' | undefined

/** Characters at which a mark may begin. */
export const MARK_STARTS = '<[◁'

const THOUGHT_TAGS = new Set(THOUGHT_NAMES)
const ALL_TAGS = [...THOUGHT_NAMES, ...CALL_NAMES, ...RESULT_NAMES, ...TEMPLATE_TAGS, 's']
/** Namespaces that vendors set before names: `<seed:think>`. */
const NAMESPACE = /^(?:seed|mm|minimax|antml|ant|longcat|model)[:_]/u
const NAMESPACES = ['seed:', 'mm:', 'minimax:', 'antml:', 'ant:', 'longcat_', 'model:']

/** Whatever closes thoughts, and what opens the next message where that is missing. */
export const CLOSING_THOUGHTS = new RegExp(
  [
    `</(?:(?:seed|mm|minimax|antml|ant|model):|longcat_)?(?:${THOUGHT_NAMES.join('|')})>`,
    String.raw`\[/(?:THINK|THINKING|THOUGHT|REASONING)\]`,
    '◁/(?:think|thinking)▷',
    `<[|｜](?:/(?:${THOUGHT_NAMES.join('|')})|${THOUGHTS_END.join('|')})[|｜]>`,
    String.raw`<channel\|>`,
    String.raw`(?=<\|start\|>assistant|<\|channel\|>final)`,
  ].join('|'),
  'iu',
)

/** The longest that a mark with attributes may be: `<invoke name="search_memory">`. */
const LONGEST_MARK = 120

export function findMark(text: string, isEnd: boolean): MarkSearch {
  const found = text[0] === '<' ? angleMark(text, isEnd) : text[0] === '[' ? squareMark(text) : triangleMark(text)
  return found === 'open' && isEnd ? undefined : found
}

function squareMark(text: string): MarkSearch {
  if (/^\[TOOL_CALLS\]/u.test(text)) return { kind: 'call', length: 0 }
  const word = /^\[(\/?)(?:THINK|THINKING|THOUGHT|REASONING)\]/u.exec(text)
  if (word !== null) return { kind: word[1] === '' ? 'thought' : 'thoughtEnd', length: word[0].length }
  const token = SQUARE_TOKENS.find(one => text.startsWith(`[${one}]`))
  if (token !== undefined) return { kind: 'template', length: token.length + 2 }
  const all = [
    'TOOL_CALLS',
    ...['THINK', 'THINKING', 'THOUGHT', 'REASONING'].flatMap(one => [one, `/${one}`]),
    ...SQUARE_TOKENS,
  ]
  return all.some(one => `[${one}]`.startsWith(text)) ? 'open' : undefined
}

function triangleMark(text: string): MarkSearch {
  const found = /^◁(\/?)(?:think|thinking)▷/u.exec(text)
  if (found !== null) return { kind: found[1] === '' ? 'thought' : 'thoughtEnd', length: found[0].length }
  return ['◁think▷', '◁/think▷', '◁thinking▷', '◁/thinking▷'].some(one => one.startsWith(text)) ? 'open' : undefined
}

function angleMark(text: string, isEnd: boolean): MarkSearch {
  if (/^<[|｜]/u.test(text)) return tokenMark(text, isEnd)
  const name = /^<(\/?)([\w:]*)/u.exec(text)
  const isClosing = name?.[1] === '/'
  const word = (name?.[2] ?? '').toLowerCase()
  const end = (name?.[0] ?? '').length
  if (end === text.length) return isPartOfName(word) ? 'open' : undefined
  // Gemma 4 closes `<|channel>` with `<channel|>`.
  if (text[end] === '|') return barAtEnd(word, text, end)
  const bare = word.replace(NAMESPACE, '')
  if (!ALL_TAGS.includes(bare)) return undefined
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

function tagMark(name: string, text: string, { isClosing, length, attributes, isEnd }: Tag): MarkSearch {
  if (THOUGHT_TAGS.has(name)) {
    if (attributes.trim() !== '') return undefined
    return isClosing ? { kind: 'thoughtEnd', length } : { kind: 'thought', length }
  }
  if (RESULT_NAMES.includes(name)) return { kind: 'template', length }
  if (CALL_NAMES.includes(name)) {
    // `<function>` and `<tools>` are ordinary words of HTML and XML, but for what names a tool.
    if (['function', 'invoke', 'tools'].includes(name) && !/^=|^\s+name=/u.test(attributes)) return undefined
    if (isClosing) return { kind: 'wrapper', length }
    return { kind: 'call', length: 0, closesAt: new RegExp(`</(?:\\w+:)?${name.replace(/^\w+:/u, '')}>`, 'iu') }
  }
  return attributes === '' ? templateMark(name, text, length, isEnd) : undefined
}

/** `<|name|>` and its relatives: with wide bars (DeepSeek), with one bar (Gemma 4). */
function tokenMark(text: string, isEnd: boolean): MarkSearch {
  const found = /^<[|｜](\/?[\w▁./-]{1,60})([|｜]?>)/u.exec(text)
  if (found === null) return /^<[|｜](?:\/?[\w▁./-]{0,60}[|｜]?)?$/u.test(text) ? 'open' : undefined
  const [token, given = '', close] = found
  const name = given.toLowerCase().replaceAll('▁', '_')
  if (close === '>') return halfTokenMark(name, token.length)
  if (name === 'channel' || name === 'start') return harmonyMark(text, isEnd)
  if (name === 'end') return harmonyEnd(text, token.length, isEnd)
  return namedTokenMark(name, text, token.length, isEnd)
}

function namedTokenMark(name: string, text: string, length: number, isEnd: boolean): MarkSearch {
  const bare = name.replace('/', '')
  if (THOUGHT_TAGS.has(bare)) return { kind: name === bare ? 'thought' : 'thoughtEnd', length }
  if (THOUGHTS_BEGIN.includes(name)) return { kind: 'thought', length }
  if (THOUGHTS_END.includes(name)) return { kind: 'thoughtEnd', length }
  const ends = CALLS_BEGIN[name] ?? (CALL_NAMES.includes(name) ? [`/${name}`, `end_${name}`] : undefined)
  if (ends !== undefined) return { kind: 'call', length: 0, closesAt: tokenPattern(ends) }
  return WRAPPERS.includes(bare) ? { kind: 'wrapper', length } : templateMark(name, text, length, isEnd)
}

const ROLES = ['assistant', 'model', 'bot', 'user', 'system', 'tool', 'human']

/** A token of the template, and the role that it names behind it: `<|im_start|>assistant`. */
function templateMark(name: string, text: string, length: number, isEnd: boolean): MarkSearch {
  const after = text.slice(length)
  if (!/start|role/u.test(name)) return { kind: 'template', length }
  const role = ROLES.find(one => after.startsWith(one))
  if (role !== undefined) return { kind: 'template', length: length + role.length }
  return !isEnd && ROLES.some(one => one.startsWith(after)) ? 'open' : { kind: 'template', length }
}

function tokenPattern(names: readonly string[]): RegExp {
  const either = names.map(name => name.replaceAll('_', '[_▁]')).join('|')
  return new RegExp(`<[|｜](?:${either})[|｜]>`, 'iu')
}

/** gpt-oss may go on with a call, or with its answer, after the end of a message. */
function harmonyEnd(text: string, length: number, isEnd: boolean): MarkSearch {
  const after = text.slice(length)
  const next = '<|start|>assistant'
  if (after.startsWith(next)) return { kind: 'wrapper', length }
  return next.startsWith(after) && !isEnd ? 'open' : { kind: 'template', length }
}

/** Gemma 4: `<|channel>thought … <channel|>`, `<|tool_call>call:… <tool_call|>`. */
function halfTokenMark(name: string, length: number): MarkSearch {
  if (name === 'channel' || name === 'think') return { kind: 'thought', length }
  if (name === 'tool_call') return { kind: 'call', length: 0, closesAt: /<tool_call\|>/iu }
  return name === 'turn' || name === 'tool_response' ? { kind: 'template', length } : undefined
}

/** The most characters from `<|start|>` or `<|channel|>` to `<|message|>`. */
const LONGEST_HEADER = 200

/**
 * The head of a message of gpt-oss: `<|start|>assistant<|channel|>commentary to=functions.remember <|constrain|>json<|message|>`.
 * https://cookbook.openai.com/articles/openai-harmony
 */
function harmonyMark(text: string, isEnd: boolean): MarkSearch {
  const message = '<|message|>'
  const at = text.indexOf(message)
  const head = at < 0 ? text : text.slice(0, at)
  const role = /^<\|start\|>(.{0,9})/su.exec(text)?.[1]
  if (role !== undefined && !'assistant'.startsWith(role)) return templateMark('start', text, '<|start|>'.length, isEnd)
  if (head.length > LONGEST_HEADER || head.includes('\n')) return { kind: 'template', length: 9 }
  if (at < 0) return 'open'
  const length = at + message.length
  const name = /\bto=(?:functions\.)?([\w.-]+)/u.exec(head)?.[1]
  if (name !== undefined) return { kind: 'call', length, name, closesAt: /<\|(?:call|end|return)\|>/u }
  if (/<\|channel\|>\s*analysis/u.test(head)) return { kind: 'thought', length, closesAt: /<\|(?:end|return)\|>/u }
  return { kind: 'wrapper', length }
}
