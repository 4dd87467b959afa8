/** Code that is open: between fences, or between backticks within a line. */
export interface OpenCode {
  readonly kind: 'fence' | 'inline'
  /** The characters that opened it, as many of which close it. */
  readonly mark: string
}

/** What may stand before a fence in its line: marks of lists and quotes. */
const BEFORE_FENCE = /^[\s>*+\-\d.)]*$/u

/** The code that begins with a text, of which `line` is what stands before it in its line; `open` if what follows decides. */
export function findCodeStart(text: string, line: string, isEnd: boolean): OpenCode | 'open' | undefined {
  const mark = /^(?:`+|~+)/u.exec(text)?.[0]
  if (mark === undefined) return undefined
  if (mark.length === text.length && !isEnd) return 'open'
  const mayBeFence = mark.length >= 3 && BEFORE_FENCE.test(line)
  if (mark.startsWith('~')) return mayBeFence ? { kind: 'fence', mark } : undefined
  if (!mayBeFence) return { kind: 'inline', mark }
  const lineEnd = text.indexOf('\n')
  const info = text.slice(mark.length, lineEnd < 0 ? undefined : lineEnd)
  // A fence has no backticks in its line.
  if (info.includes('`')) return { kind: 'inline', mark }
  return lineEnd < 0 && !isEnd ? 'open' : { kind: 'fence', mark }
}

/** How much of a text is code for sure, and whether that ends there. */
export interface CodePart {
  readonly length: number
  readonly isClosed: boolean
}

export function readCode({ kind, mark }: OpenCode, text: string, isLineStart: boolean, isEnd: boolean): CodePart {
  return kind === 'inline' ? readInlineCode(mark, text, isEnd) : readFencedCode(mark, text, isLineStart, isEnd)
}

/** Code in a line ends with the line at the latest: most likely a backtick stood there for itself. */
function readInlineCode(mark: string, text: string, isEnd: boolean): CodePart {
  for (const found of text.matchAll(/`+|\n/gu)) {
    const [run] = found
    const end = found.index + run.length
    if (run === '\n') return { length: end, isClosed: true }
    if (end === text.length && !isEnd) return { length: found.index, isClosed: false }
    if (run === mark) return { length: end, isClosed: true }
  }
  return { length: text.length, isClosed: false }
}

function readFencedCode(mark: string, text: string, isLineStart: boolean, isEnd: boolean): CodePart {
  if (isLineStart) {
    const fence = mark[0] === '`' ? '`' : '~'
    const closing = new RegExp(`^[ \\t>]*${fence}{${mark.length},}[ \\t]*(?=[\\n<[]|$)`, 'u').exec(text)?.[0]
    const isUndecided = closing?.length === text.length || /^[ \t>]*(?:[`~]+[ \t]*)?$/u.test(text)
    if (isUndecided && !isEnd) return { length: 0, isClosed: false }
    if (closing !== undefined) return { length: closing.length, isClosed: true }
  }
  const lineEnd = text.indexOf('\n')
  return { length: lineEnd < 0 ? text.length : lineEnd + 1, isClosed: false }
}
