import type { Logger } from './logger.ts'

const WINDOW_MS = 60_000

/** What tells one kind of trouble from another; the rest of a line differs from time to time. */
const KIND_FIELDS = [
  'code',
  'status',
  'failure',
  'reason',
  'error',
  'host',
  'setting',
  'part',
  'command',
  'question',
] as const

interface Repetition {
  readonly level: 'warn' | 'error'
  /** Those that were not written. */
  count: number
  details: object
  readonly message: string
}

/**
 * The same log, in which each kind of trouble stands once a minute: what comes again within that is counted, and the last of
 * it is written at the end of the minute with `times`. What names a question is one of a kind, and always stands.
 */
export function throttleTrouble(log: Logger): Logger {
  const repetitions = new Map<string, Repetition>()

  function write(level: Repetition['level'], details: object, message: string): void {
    const kind = [level, message, ...KIND_FIELDS.map(field => String(Object(details)[field] ?? ''))].join('|')
    const repetition = repetitions.get(kind)
    if (repetition !== undefined) {
      repetition.count += 1
      repetition.details = details
      return
    }
    log[level](details, message)
    repetitions.set(kind, { level, count: 0, details, message })
    setTimeout(() => tell(kind), WINDOW_MS).unref()
  }

  /** Trouble that goes on is told once more each minute, and is new again after one without it. */
  function tell(kind: string): void {
    const repetition = repetitions.get(kind)
    if (repetition === undefined || repetition.count === 0) {
      repetitions.delete(kind)
      return
    }
    const { level, count, details, message } = repetition
    log[level]({ ...details, times: count }, message)
    repetition.count = 0
    setTimeout(() => tell(kind), WINDOW_MS).unref()
  }

  return {
    debug: (details, message) => log.debug(details, message),
    info: (details, message) => log.info(details, message),
    warn: (details, message) => write('warn', details, message),
    error: (details, message) => write('error', details, message),
  }
}
