import type { Facts } from '../errors.ts'

/** What is written to the log, as pino takes it. Never the text of a message, never a key. */
export interface ModelLog {
  warn(facts: Facts, message: string): void
}
