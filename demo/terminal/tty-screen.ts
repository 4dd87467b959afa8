import type { Interface } from 'node:readline'
import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'
import { type Line, rowsShown, width, wrap } from './render/text.ts'
import type { Screen } from './screen.ts'

const UP_TO_HERE = '⋯'
/** Rows that a preview leaves for the line that is typed and what stands around it. */
const ROWS_KEPT = 3

/** Rows of a preview that fit: the end of it, where it grows. The rest comes when it stays. */
export function lastRows<T>(rows: readonly T[], room: number, mark: T): readonly T[] {
  if (rows.length <= room) return rows
  return [mark, ...rows.slice(rows.length - Math.max(1, room - 1))]
}

/** A terminal whose last rows are rewritten: the preview, and under it the line that is being typed. */
export class TtyScreen implements Screen {
  readonly #readline: Interface
  readonly #output: WriteStream
  #preview: readonly Line[] = []
  /** The rows of the preview as they were written. */
  #shown: string[] = []
  #isOver = false

  constructor(readline: Interface, output: WriteStream) {
    this.#readline = readline
    this.#output = output
  }

  tell(lines: readonly Line[]): void {
    this.#draw(lines, this.#readline.getCursorPos().rows)
  }

  preview(lines: readonly Line[]): void {
    this.#preview = lines
    this.#draw([], this.#readline.getCursorPos().rows)
  }

  /** After Enter: the typed line would stand under the preview now, and belongs above it. */
  entered(line: string): void {
    const text = `${this.#readline.getPrompt()}${line}`
    if (this.#shown.length === 0) this.#readline.prompt()
    else this.#draw([{ text }], 1 + Math.floor(width(text) / this.#columns), 0)
  }

  /** Lets the terminal be: what is told from here on is only written. */
  end(): void {
    this.#isOver = true
    this.#preview = []
  }

  get #columns(): number {
    return Math.max(2, this.#output.columns)
  }

  /** `above`: rows from where the typed line begins down to the cursor; `typed`: how many of them stay taken. */
  #draw(lines: readonly Line[], above: number, typed = above): void {
    const room = this.#output.rows - ROWS_KEPT - typed
    const stays = this.#rows(lines)
    const preview = this.#isOver ? [] : lastRows(this.#rows(this.#preview), room, { row: UP_TO_HERE, dim: true })
    const up = above + rowsShown(this.#shown, this.#columns)
    this.#shown = preview.map(({ row }) => row)
    const written = [...stays, ...preview].map(
      ({ row, dim }) => `${dim ? styleText('dim', row, { stream: this.#output }) : row}\r\n`,
    )
    // Readline then goes up by the rows of the typed line itself, and writes it anew.
    const under = this.#isOver ? '' : '\n'.repeat(typed)
    this.#output.write(`${up > 0 ? `\u001b[${up}A` : ''}\r\u001b[J${written.join('')}${under}`)
    if (!this.#isOver) this.#readline.prompt(true)
  }

  #rows(lines: readonly Line[]): { row: string; dim: boolean }[] {
    // The last column stays free: some terminals go on to the next row there, others wait.
    return lines.flatMap(({ text, dim = false }) => wrap(text, this.#columns - 1).map(row => ({ row, dim })))
  }
}
