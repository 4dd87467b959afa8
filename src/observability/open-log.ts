import { pino } from 'pino'

/** Where log lines are written, as far as it matters here: standard output is one. */
export interface LogOutput {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** A log for people on a terminal, and of JSON, a line each, everywhere else. */
export async function openLog(output: LogOutput): Promise<pino.Logger> {
  if (output.isTTY !== true) {
    // Written at once: the last line before an end is the one that is looked for.
    const destination = output === process.stdout ? pino.destination({ dest: 1, sync: true }) : output
    return pino({ level: 'info' }, destination)
  }
  // Loaded only where somebody looks.
  const { prettyFactory } = await import('pino-pretty')
  const format = prettyFactory({
    ...{ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', singleLine: true },
    // `error` is the name of one, and belongs into its line.
    errorLikeObjectKeys: ['err'],
  })
  return pino({ level: 'info' }, { write: line => void output.write(format(line)) })
}

const USUAL_COLUMNS = 80

/**
 * Sentences in a box, for what must not be missed among lines; a line that is longer than the terminal stays whole.
 * @param columns how wide the terminal is; 0 where it does not tell, as one without a window
 */
export function boxed(lines: readonly string[], columns = USUAL_COLUMNS): string {
  const room = Math.max((columns || USUAL_COLUMNS) - 4, 0)
  const width = Math.min(Math.max(...lines.map(line => line.length)), room)
  const row = (line: string) => (line.length > width ? `  ${line}` : `│ ${line.padEnd(width)} │`)
  const edge = '─'.repeat(width + 2)
  return [`╭${edge}╮`, ...lines.map(row), `╰${edge}╯`, ''].join('\n')
}
