/** Tells how far something long has come. */
export interface Progress {
  /** A line that stays. */
  tell(line: string): void
  /** How many of the keys are done; shown now and then. @param total 0 if nobody knows */
  count(what: string, done: number, total?: number): void
}

/** On a terminal the count changes in its place, often; elsewhere it is a line now and then. */
const [TERMINAL_PAUSE_MS, LINE_PAUSE_MS] = [100, 5000]
const CLEAR_LINE = '\r\u001b[K'

/** Shows people how far something is. */
export function showProgress(output: NodeJS.WriteStream): Progress {
  const pause = output.isTTY ? TERMINAL_PAUSE_MS : LINE_PAUSE_MS
  let shownAt = performance.now()
  let isCountShown = false
  return {
    tell(line) {
      output.write(`${isCountShown ? CLEAR_LINE : ''}${line}\n`)
      isCountShown = false
    },
    count(what, done, total = 0) {
      const now = performance.now()
      if (now - shownAt < pause) return
      shownAt = now
      const line = `${what}: ${done.toLocaleString('en')}${total > done ? ` of ${total.toLocaleString('en')}` : ''} keys`
      output.write(output.isTTY ? `${CLEAR_LINE}${line}` : `${line}\n`)
      isCountShown = output.isTTY
    },
  }
}
