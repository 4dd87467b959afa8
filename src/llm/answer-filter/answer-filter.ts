import { type Echoable, mayBecomeEcho } from '../../memory/text/sentences/echo.ts'
import { type BareCall, findBareCall } from './bare-call.ts'
import { findCodeStart, type OpenCode, readCode } from './code.ts'
import { findFinalAnswer } from './final-answer.ts'
import { findLabel, findTurnHeader } from './labels.ts'
import type { Mark } from './mark.ts'
import { findMark, MARK_STARTS } from './marks.ts'
import { isMention } from './mention.ts'
import { findRepetition } from './repetition.ts'
import { findTaggedCall } from './tagged-call.ts'
import { findThoughtEnd, LONGEST_THOUGHT_END } from './thoughts.ts'
import { readWrittenCalls, type WrittenCall } from './written-calls.ts'

export interface AnswerFilterOptions extends Echoable {
  /** The names of the bot and of the person it talks to, as the prompt gives them. */
  readonly speakers: readonly string[]
  /** The tools that may be called. */
  readonly toolNames: readonly string[]
  /** This server was seen to begin answers with thoughts, and to mark their end alone. */
  readonly beginsWithThoughts: boolean
  /** Whether what may become an echo is held back to the end: of small models. */
  readonly holdsEchoes: boolean
}

interface OpenThought {
  readonly kind: 'thought'
  readonly closesAt?: RegExp | undefined
}

interface OpenCall {
  readonly kind: 'call'
  readonly closesAt?: RegExp | undefined
  readonly name?: string | undefined
}

/**
 * Reads what a model writes, piece by piece, and keeps what a reader is to see: without thoughts, template tokens, calls of
 * tools that are written as text, and labels before the answer. What it only repeats of the person stands between quotation
 * marks, and code stays as it is. How the text is cut into pieces changes nothing: each thing is decided once no continuation
 * can decide it otherwise, and held back until then, no longer.
 */
export class AnswerFilter {
  readonly #options: AnswerFilterOptions
  /** What is not decided yet. */
  #rest = ''
  #text = ''
  #calls: WrittenCall[] = []
  #stage: 'beginning' | 'text' | 'over' = 'beginning'
  #open: OpenThought | OpenCall | OpenCode | undefined
  /** White space before the first word, which stays if nothing was taken away before that. */
  #lead: string | undefined = ''
  /** All that was written while thoughts were taken for granted. */
  #assumedThoughts: string | undefined
  #hadUnmarkedThoughts = false
  /** What the answer began with, and ends with if it is closed. */
  #envelope: string | undefined

  constructor(options: AnswerFilterOptions) {
    this.#options = options
    if (options.beginsWithThoughts) this.#assumedThoughts = ''
  }

  /** What a reader is to see so far. It becomes shorter only where a mark says that all of it were thoughts. */
  get text(): string {
    return this.#text
  }

  /** Calls of the tools that may be called, written as text. Nobody has run them yet, so what was written after them is made up. */
  get calls(): readonly WrittenCall[] {
    return this.#calls
  }

  /** Whether thoughts came without a mark at their beginning; undefined while the answer does not tell. */
  get hadUnmarkedThoughts(): boolean {
    return this.#hadUnmarkedThoughts
  }

  /** Whether the answer has ended, whatever the server still sends. */
  get isOver(): boolean {
    return this.#stage === 'over'
  }

  add(piece: string): void {
    if (this.#assumedThoughts === undefined) this.#rest += piece
    else this.#addToThoughts(piece)
    this.#run(false)
  }

  /** Nothing more comes: what was held back is decided. `isCut`: the answer ended at its limit of tokens. */
  end(isCut = false): void {
    if (this.#assumedThoughts !== undefined && !isCut) this.#rest = this.#assumedThoughts
    this.#assumedThoughts = undefined
    this.#run(true)
    if (this.#open?.kind === 'call') this.#endCall(this.#open, this.#rest, 0)
    this.#rest = ''
  }

  /** The thoughts that this server does not mark end with the first mark that says so. */
  #addToThoughts(piece: string): void {
    const written = `${this.#assumedThoughts}${piece}`
    const end = findThoughtEnd(written)
    this.#assumedThoughts = end === undefined ? written : undefined
    if (end === undefined) return
    this.#hadUnmarkedThoughts = Object(findMark(written.trimStart(), true)).kind !== 'thought'
    this.#lead = undefined
    this.#rest = written.slice(end)
  }

  #run(isEnd: boolean): void {
    while (this.#rest !== '' && this.#stage !== 'over' && this.#step(isEnd));
  }

  /** Decides the next part of the text; false where more of it must be known. */
  #step(isEnd: boolean): boolean {
    if (this.#open?.kind === 'thought') return this.#skipThought(this.#open)
    if (this.#open?.kind === 'call') return this.#collectCall(this.#open)
    if (this.#open !== undefined) return this.#passCode(this.#open, isEnd)
    return this.#stage === 'beginning' ? this.#begin(isEnd) : this.#readOn(isEnd)
  }

  #begin(isEnd: boolean): boolean {
    const space = /^\s+/u.exec(this.#rest)?.[0]
    if (space !== undefined) {
      if (this.#lead !== undefined) this.#lead += space
      return this.#drop(space.length)
    }
    const final = findFinalAnswer(this.#rest, isEnd)
    if (final === 'open') return false
    if (final !== undefined) {
      this.#lead = undefined
      this.#rest = final.answer + this.#rest.slice(final.length)
      return this.#rest !== ''
    }
    const label = findLabel(this.#rest, this.#options, isEnd)
    if (label === 'open') return false
    if (label !== undefined) {
      this.#lead = undefined
      if (label.closesAt !== undefined) this.#open = { kind: 'thought', closesAt: label.closesAt }
      return this.#drop(label.length)
    }
    if (!isEnd && this.#options.holdsEchoes && mayBecomeEcho(this.#rest, this.#options)) return false
    const repetition = findRepetition(this.#rest, this.#options.said, isEnd)
    if (repetition === 'open') return false
    if (repetition !== undefined) {
      this.#rest = `“${this.#rest.slice(0, repetition)}”${this.#rest.slice(repetition)}`
      return this.#pass(repetition + 2)
    }
    return this.#readOn(isEnd)
  }

  #readOn(isEnd: boolean): boolean {
    const line = lastLine(this.#text)
    const isLineStart = line.trim() === ''
    if (isLineStart && this.#text !== '') {
      const isNextTurn = findTurnHeader(this.#rest, this.#text, isEnd)
      if (isNextTurn === 'open') return false
      if (isNextTurn) return this.#endAnswer()
    }
    const call = this.#findCall(line, isEnd)
    if (call === 'open') return false
    if (call !== undefined) return this.#takeCalls(call.calls, call.length)
    const code = findCodeStart(this.#rest, line, isEnd)
    if (code === 'open') return false
    if (code !== undefined) {
      this.#open = code
      return this.#pass(code.mark.length)
    }
    const mark = this.#findRealMark(line, isEnd)
    if (mark === 'open') return false
    return mark === undefined ? this.#pass(this.#plainLength(isLineStart)) : this.#takeMark(mark)
  }

  /** One that has no mark of its own. */
  #findCall(line: string, isEnd: boolean): BareCall | 'open' | undefined {
    const { toolNames } = this.#options
    const bare = line.trim() === '' ? findBareCall(this.#rest, toolNames, isEnd) : undefined
    if (bare !== undefined || !MARK_STARTS.includes(this.#rest[0] ?? '')) return bare
    const tagged = findTaggedCall(this.#rest, toolNames, isEnd)
    if (tagged === undefined || tagged === 'open' || tagged.calls.length > 0) return tagged
    // Where nothing can be run, it may be spoken of.
    const mention = isMention(line, this.#rest.slice(tagged.length), isEnd)
    return mention === 'open' ? 'open' : mention ? undefined : tagged
  }

  #findRealMark(line: string, isEnd: boolean): Mark | 'open' | undefined {
    if (!MARK_STARTS.includes(this.#rest[0] ?? '')) return undefined
    const mark = findMark(this.#rest, isEnd)
    if (mark === undefined || mark === 'open') return mark
    if (mark.kind === 'envelope') return this.#isEnvelope(mark) ? mark : undefined
    const mention = isMention(line, this.#rest.slice(mark.length || this.#rest.indexOf('>') + 1), isEnd)
    if (mention === 'open') return 'open'
    return mention || isStrikethrough(this.#rest, line) ? undefined : mark
  }

  #isEnvelope({ name, isClosing }: Extract<Mark, { kind: 'envelope' }>): boolean {
    return isClosing ? this.#envelope === name : this.#envelope === undefined && this.#text.trim() === ''
  }

  /** How much of the rest is plain text for sure; at least its first character, which was looked at. */
  #plainLength(isLineStart: boolean): number {
    if (this.#rest.startsWith('\n')) return 1
    // What comes after white space still begins its line.
    const indentation = isLineStart ? /^\s+/u.exec(this.#rest)?.[0].length : undefined
    if (indentation !== undefined) return indentation
    const next = this.#rest.slice(1).search(/[<[◁✿`~\n]/u) + 1
    if (next === 0) return this.#rest.length
    return this.#rest[next] === '\n' ? next + 1 : next
  }

  #pass(length: number): boolean {
    if (this.#calls.length === 0) this.#text = `${this.#text || (this.#lead ?? '')}${this.#rest.slice(0, length)}`
    this.#stage = 'text'
    return this.#drop(length)
  }

  #drop(length: number): boolean {
    this.#rest = this.#rest.slice(length)
    return true
  }

  #takeMark(mark: Mark): boolean {
    this.#lead = undefined
    if (mark.kind === 'thought' || mark.kind === 'call') this.#open = mark
    if (mark.kind === 'thoughtEnd') this.#takeBackThoughts()
    if (mark.kind === 'envelope' && mark.isClosing) this.#text = this.#text.trimEnd()
    else if (mark.kind === 'envelope') this.#envelope = mark.name
    // Before the first word a token of the template opens the answer, later it ends it.
    if (mark.kind === 'template' && (this.#text.trim() !== '' || this.#calls.length > 0)) return this.#endAnswer()
    return this.#drop(mark.length)
  }

  /** Everything so far were thoughts. */
  #takeBackThoughts(): void {
    this.#hadUnmarkedThoughts ||= this.#text.trim() !== ''
    this.#text = ''
    this.#calls = []
    this.#stage = 'beginning'
  }

  #endAnswer(): boolean {
    this.#text = this.#text.trimEnd()
    this.#stage = 'over'
    this.#rest = ''
    return true
  }

  #skipThought({ closesAt }: OpenThought): boolean {
    const end = findThoughtEnd(this.#rest, closesAt)
    if (end === undefined) {
      this.#rest = this.#rest.slice(-LONGEST_THOUGHT_END)
      return false
    }
    this.#open = undefined
    if (this.#text.trim() === '') this.#stage = 'beginning'
    return this.#drop(end)
  }

  #collectCall(call: OpenCall): boolean {
    const closing = call.closesAt?.exec(this.#rest)
    if (closing === undefined || closing === null) return false
    return this.#endCall(
      call,
      this.#rest.slice(0, closing.index + closing[0].length),
      closing.index + closing[0].length,
    )
  }

  #endCall({ name }: OpenCall, written: string, length: number): boolean {
    this.#open = undefined
    return this.#takeCalls(readWrittenCalls(written, this.#options.toolNames, name), length)
  }

  #takeCalls(calls: readonly WrittenCall[], length: number): boolean {
    this.#lead = undefined
    this.#calls = [...this.#calls, ...calls]
    return this.#drop(length)
  }

  #passCode(code: OpenCode, isEnd: boolean): boolean {
    const { length, isClosed } = readCode(code, this.#rest, this.#text.endsWith('\n'), isEnd)
    if (isClosed) this.#open = undefined
    return length === 0 ? isClosed : this.#pass(length)
  }
}

/** HTML's `<s>` closes with what is the end of a text to Llama and Mistral. */
function isStrikethrough(text: string, line: string): boolean {
  return /^<\/s>/iu.test(text) ? /<s>/iu.test(line) : /^<s>/iu.test(text) && line !== ''
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1)
}
