import { type Logger, pino } from 'pino'

/** Numbers as pino writes them. */
export const ERROR = 50

/** A log in a file that also tells somebody of its lines from level info on. */
export function openLog(file: string, tell: (level: number, text: string) => void): Logger {
  const teller = {
    write(line: string) {
      const { level, msg } = JSON.parse(line) as { level: number; msg: string }
      tell(level, msg)
    },
  }
  // Written at once: what is lost at a sudden end is what one would look for.
  const destination = pino.destination({ dest: file, mkdir: true, sync: true })
  return pino(
    { level: 'info' },
    pino.multistream([
      { stream: destination, level: 'trace' },
      { stream: teller, level: 'info' },
    ]),
  )
}
