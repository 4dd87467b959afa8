import type { Fact, Knowledge, Statement } from '../../../src/memory/types.ts'

export const DAY = 86_400_000
export const MONDAY = Date.parse('2026-11-16T09:30:00Z')

/** A fact of its own id, said on a day of its own, with what a test says of it. */
export function fact(text: string, about: Partial<Fact> = {}): Fact {
  return {
    ...{ id: about.id ?? text.replace(/\W/gu, '-').slice(0, 60), text, quote: text, kind: 'personal', subject: 'user' },
    ...{ scope: 'dm', saidAt: MONDAY, replaces: [], sources: ['42'], channel: '1', confirmations: 0, near: '' },
    ...about,
  }
}

/** What is known of one user; the facts a day apart, the first the oldest. */
export function knownOf(facts: readonly (Fact | string)[], statements: readonly Statement[] = []): Knowledge {
  return {
    user: '1',
    facts: facts.map((said, at) => {
      const saidAt = MONDAY + (at - facts.length) * DAY
      return typeof said === 'string' ? fact(said, { id: String(at), saidAt }) : said
    }),
    statements,
  }
}
