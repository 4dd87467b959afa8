import type { KnownFact } from '../../memory/ports/request-parts.ts'
import { toSingleLine } from '../../memory/text/normalize.ts'
import { formatDay } from '../format/dates.ts'

/** `(1) 2026-11-02, Sarah, planned for 2026-12: Sarah moves to Oslo.` */
export function knownFactLine({ number, saidAt, subject, status, eventAt, text }: KnownFact, timeZone: string): string {
  const about = [formatDay(timeZone, saidAt), ...(subject === 'user' ? [] : [toSingleLine(subject)])]
  return `(${number}) ${[...about, ...timeOf(status, eventAt)].join(', ')}: ${toSingleLine(text)}`
}

/** What of a fact's time is told beside it: `planned for 2026-12`, `past`. */
export function timeOf(status: KnownFact['status'], eventAt: string | undefined): readonly string[] {
  if (eventAt === undefined) return status === undefined ? [] : [status]
  return [status === 'planned' ? `planned for ${eventAt}` : `${status ?? 'on'} ${eventAt}`]
}
