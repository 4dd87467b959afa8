import { pathToFileURL } from 'node:url'
import { parseSync, Visitor } from 'oxc-parser'

/** A regular expression of a file. */
export interface FoundPattern {
  readonly path: string
  readonly line: number
  readonly source: string
  readonly flags: string
}

export interface PatternsOfFile {
  /** Those that stand there. */
  readonly literals: readonly FoundPattern[]
  /** Those that are put together there, as far as the file tells them. */
  readonly compositions: readonly FoundPattern[]
  /** Lines in which one is put together of what the file does not tell. */
  readonly unclear: readonly number[]
}

/** What stands for what is put into a pattern that is composed: a word in words, a number in `{…}`. */
const ANY = '3'

/** The patterns of a file, given its text. */
export function findPatterns(path: string, text: string): PatternsOfFile {
  const literals: FoundPattern[] = []
  const compositions: FoundPattern[] = []
  const unclear: number[] = []
  const lineOf = (at: number) => text.slice(0, at).split('\n').length
  new Visitor({
    Literal(node) {
      if (!('regex' in node)) return
      literals.push({ path, line: lineOf(node.start), source: node.regex.pattern, flags: node.regex.flags })
    },
    NewExpression({ callee, arguments: [pattern, flags], start }) {
      if (callee.type !== 'Identifier' || callee.name !== 'RegExp') return
      const template = pattern?.type === 'TaggedTemplateExpression' ? pattern.quasi : pattern
      const isRaw = template !== pattern
      if (template?.type !== 'TemplateLiteral') {
        unclear.push(lineOf(start))
        return
      }
      const source = template.quasis.map(({ value }) => (isRaw ? value.raw : (value.cooked ?? ''))).join(ANY)
      const given = flags?.type === 'Literal' ? String(flags.value) : ''
      compositions.push({ path, line: lineOf(start), source, flags: given })
    },
  }).visit(parseSync(path, text).program)
  return { literals, compositions, unclear }
}

/** Runs something, and tells which patterns it composed in files of a folder. */
export async function recordCompositions(folder: URL, run: () => Promise<unknown>): Promise<readonly FoundPattern[]> {
  const found: FoundPattern[] = []
  const original = globalThis.RegExp
  globalThis.RegExp = new Proxy(original, {
    construct(target, args: [string | RegExp, string?], newTarget) {
      const made = Reflect.construct(target, args, newTarget) as RegExp
      const place = placeOfCaller(folder)
      if (place !== undefined) found.push({ ...place, source: made.source, flags: made.flags })
      return made
    },
  })
  try {
    await run()
  } finally {
    globalThis.RegExp = original
  }
  return found
}

/** The frame right above the one that composes; a module can have been loaded under an address with a query. */
function placeOfCaller(folder: URL): Pick<FoundPattern, 'path' | 'line'> | undefined {
  const frame = new Error('who composes').stack?.split('\n')[3] ?? ''
  const [, file = '', line] = /(?<file>(?:file:|\/|[A-Z]:).*\.ts)(?:\?[^:]*)?:(?<line>\d+):\d+\)?$/u.exec(frame) ?? []
  const { href } = file.startsWith('file:') ? new URL(file) : pathToFileURL(file)
  return href.startsWith(folder.href) ? { path: href.slice(folder.href.length), line: Number(line) } : undefined
}
