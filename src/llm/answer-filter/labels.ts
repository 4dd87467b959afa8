import { findFinalAction } from './final-answer.ts'
import { findBracketHeader, type HeaderNames, isSpokenLabel, mayBecomeSpokenLabel } from './headers.ts'
import { findWordedThoughts } from './worded-thoughts.ts'

/** Whose names may stand before an answer. */
export interface LabelOptions {
  /** The names of the bot and, last, of the person it talks to, as the prompt gives them. */
  readonly speakers: readonly string[]
  /** The tools that may be called. */
  readonly toolNames: readonly string[]
}

export interface Label {
  readonly length: number
  /** The label opens thoughts that end here. */
  readonly closesAt?: RegExp
}

/** What models put before an answer for itself, in the languages of the catalogues. */
const LABELS = [
  ...[
    'reply',
    'answer',
    'response',
    'assistant',
    'ai',
    'bot',
    'assistant reply',
    'my reply',
    'final answer',
    'your reply',
    'tool call',
    'function call',
  ],
  ...['antwort', 'réponse', 'respuesta', 'risposta', 'resposta', '回答', '返信', '回复', '答复', 'ответ'],
]
/** Words that are labels between stars only: otherwise they may well begin a sentence. */
const BOLD_LABELS = ['remember', 'forget', 'search_memory', 'search memory', 'note', 'memory', 'keepsake']

const DATE = String.raw`\d{4}-\d\d-\d\d[ T]\d\d:\d\d`
const HEADER = new RegExp(String.raw`^[*_]{0,3}\[${DATE}[^\]\n]{0,140}\][*_]{0,3}:?[ \t]*`, 'u')
const BARE_HEADER = new RegExp(String.raw`^[*_]{0,3}${DATE}[^\]\n]{0,140}?:[*_]{0,3}[ \t]*(?=\n|$)`, 'u')
/** The line above a message in a prompt, whosever it is; some models leave the time out. */
const TURN_HEADER = /^[*_]{0,3}\[\d{4}-\d\d-\d\d[^\]\n]{0,150}:\][*_]{0,3}(?=\s|$)/u

/** A label up to its colon, which is none between digits. */
const SPOKEN = /^[*_#\s]{0,6}([^\n]{1,100}?)[*_]{0,3}[:：](?!\d)[*_]{0,4}[ \t]*/u
/** As chats of plain text show who speaks. */
const ANGLES = /^<@?([^<>\n]{1,60})>[ \t]+/u
/** Of labels those that hardly mean anything else between brackets. */
const BRACKET_LABELS = LABELS.filter(label => !['ai', 'bot', 'tool call', 'function call'].includes(label))

/** The same in the templates of models that have no tokens for it: Alpaca, Vicuna. */
const PLAIN_TURNS = ['### User:', '### Human:', '### Instruction:', '### Input:', '### Assistant:', 'USER: ', 'Human: ']

/** The most characters of a label with its marks. */
const LONGEST = 160

/** Thoughts of gpt-oss whose special tokens a server has stripped: `analysisThe user greets me.assistantfinalHello!`. */
const STRIPPED_THOUGHTS = /^analysis(?=[\p{Lu}"'“¿¡])/u
const STRIPPED_FINAL = /assistantfinal(?=\P{Ll})/u

/** What Llama's and Gemma's templates leave of themselves where a server has stripped their tokens: the role. */
const STRIPPED_ROLE = /^(?:assistant|model)[ \t]*\n/u

/** What stands at the beginning of an answer and is no part of it; `open` where what follows decides. */
export function findLabel(text: string, options: LabelOptions, isEnd: boolean): Label | 'open' | undefined {
  // Brackets in pairs are of calls and links.
  if (text.startsWith('[[')) return undefined
  const thoughts = findWordedThoughts(text, options.toolNames, isEnd)
  if (thoughts !== undefined) return thoughts === 'open' ? 'open' : { length: thoughts }
  const action = findFinalAction(text, isEnd)
  if (action !== undefined) return action === 'open' ? 'open' : { length: action }
  const stripped = STRIPPED_THOUGHTS.exec(text)
  if (stripped !== null) return { length: stripped[0].length, closesAt: STRIPPED_FINAL }
  const role = STRIPPED_ROLE.exec(text)
  return role === null ? findNamedLabel(text, options, isEnd) : { length: role[0].length }
}

function findNamedLabel(text: string, { speakers }: LabelOptions, isEnd: boolean): Label | 'open' | undefined {
  const names = speakers.map(name => name.trim().toLowerCase()).filter(name => name !== '')
  const bots = names.slice(0, -1)
  const known: HeaderNames = { names, labels: BRACKET_LABELS }
  const label =
    findHeader(text) ??
    findName(text, [...names, ...LABELS], [...names, ...BOLD_LABELS]) ??
    findSpoken(text, bots, known)
  if (label !== undefined) return label.length === text.length && !isEnd ? 'open' : label
  const header = findBracketHeader(text, known, isEnd)
  if (header !== undefined) return header === 'open' ? 'open' : { length: header }
  if (isEnd) return undefined
  const mayFollow = [...names, ...LABELS, ...BOLD_LABELS, 'analysis', 'model']
  const isOpen =
    mayBecomeLabel(text, mayFollow) || mayBecomeSpokenLabel(text, bots, known) || mayBecomeAngles(text, names)
  return isOpen ? 'open' : undefined
}

/** `Keepsake says:`, `Reply to Ada:`, `<Keepsake>`. */
function findSpoken(text: string, bots: readonly string[], known: HeaderNames): Label | undefined {
  const angles = ANGLES.exec(text)
  if (angles !== null && known.names.includes((angles[1] ?? '').toLowerCase())) return { length: angles[0].length }
  const spoken = SPOKEN.exec(text)
  return spoken !== null && isSpokenLabel(spoken[1] ?? '', bots, known) ? { length: spoken[0].length } : undefined
}

function mayBecomeAngles(text: string, names: readonly string[]): boolean {
  const inner = /^<@?([^<>\n]{0,60})(>?)[ \t]*$/u.exec(text)
  if (inner === null) return false
  const word = (inner[1] ?? '').toLowerCase()
  return names.some(name => (inner[2] === '>' ? name === word : name.startsWith(word)))
}

/** Whether the model plays the next turn here, at the beginning of a line. `before`: what it has said until then. */
export function findTurnHeader(text: string, before: string, isEnd: boolean): boolean | 'open' {
  const turns = isDialogue(before) ? [] : PLAIN_TURNS
  if (turns.some(one => text.startsWith(one))) return true
  if (!isEnd && turns.some(one => one.startsWith(text))) return 'open'
  const header = TURN_HEADER.exec(text)?.[0]
  if (header !== undefined) return header.length < text.length || isEnd || 'open'
  return !isEnd && isPartOfHeader(text) ? 'open' : false
}

/** Somebody may well have asked for one: `Here you are:`, or others that spoke before. */
function isDialogue(text: string): boolean {
  return /[:*]$/u.test(text.trimEnd()) || /(?:^|\n)(?:AI|Bot|Assistant|ASSISTANT): /u.test(text)
}

function findHeader(text: string): Label | undefined {
  const header = HEADER.exec(text) ?? BARE_HEADER.exec(text)
  return header === null ? undefined : { length: header[0].length }
}

/** `Keepsake:`, `**Keepsake**:`, `[Keepsake:]`, `**Reply:**`; between stars or brackets on a line of its own without colon, too. */
function findName(text: string, names: readonly string[], inMarks: readonly string[]): Label | undefined {
  const marked =
    /^([*_#>\s[(@]{0,6})([^*_\]):：\n]{1,100})([*_\])]{0,4}[:：][*_\])]{0,4}|[*_\])]{1,4}(?=\s*\n))[ \t]*/u.exec(text)
  const [all, before = '', name = '', after = ''] = marked ?? []
  if (all === undefined) return undefined
  const word = name.trim().toLowerCase()
  const isMarked = /[*_[]/u.test(before) || /^[*_\]]/u.test(after)
  const isKnown = isMarked ? [...names, ...inMarks].includes(word) : names.includes(word)
  return isKnown ? { length: all.length } : undefined
}

function mayBecomeLabel(text: string, names: readonly string[]): boolean {
  if (text.length > LONGEST) return false
  if (isPartOfHeader(text)) return true
  const word = text.replace(/^[*_#>\s[(@]{0,6}/u, '').toLowerCase()
  if (word === '') return text.length <= 6
  return names.some(name => name.startsWith(word) || isNameWithMarks(word, name))
}

/** The name is complete, and what decides comes after its marks. */
function isNameWithMarks(word: string, name: string): boolean {
  return word.startsWith(name) && /^[*_\])]{0,4}[:：]?[*_\])]{0,4}[ \t]*$/u.test(word.slice(name.length).trimStart())
}

/** Whether a text may go on to be a header: its date comes out right so far. */
function isPartOfHeader(text: string): boolean {
  const inner = text.replace(/^[*_]{0,3}\[?/u, '')
  const shape = /^[*_]{0,3}\[/u.test(text) ? '0000-00-00' : '0000-00-00 00:00'
  if (inner.length > LONGEST || inner.includes('\n')) return false
  const digits = inner.replace(/\d/gu, '0').replace('T', ' ')
  if (digits.length < shape.length) return shape.startsWith(digits)
  return digits.startsWith(shape) && !/\]./u.test(inner.replace(/\][*_]{0,3}:?[ \t]*$/u, ']'))
}
