import { createHash } from 'node:crypto'
import type { Forgetting, Holdings, Shown, StatementRef } from '../own-memory.ts'
import type { Known, Statement } from '../types.ts'
import type { Going } from './going.ts'

/** 72 bits: what a user has shown to them never has two of the same by chance. */
const MARK_LENGTH = 12

/** What a preview of it shows, to be told from what is added later. */
export function shownOf({ statements }: Known, forgetting: Forgetting): Shown {
  const going = new Set(forgetting.statements.map(named))
  return { ...forgetting, statements: statements.filter(said => going.has(named(said))).map(markOf) }
}

/** With what was shown before, as far as it is still there: after a step that failed, a wish alone finds less of it. */
export function withShown({ known }: Holdings, going: Going, shown: Shown): Going {
  const [facts, statements] = [new Set(going.facts), new Set(going.statements)]
  const [ids, marks] = [new Set(shown.facts), new Set(shown.statements)]
  return {
    facts: known.facts.filter(fact => facts.has(fact) || ids.has(fact.id)),
    statements: known.statements.filter(said => statements.has(said) || marks.has(markOf(said))),
    unquoted: [...new Set([...shown.unquoted, ...going.unquoted])],
    withoutNear: [...new Set([...shown.withoutNear, ...going.withoutNear])],
    turns: both(shown.turns, going.turns, ({ channel, turn }) => `${channel} ${turn}`),
    segments: both(shown.segments, going.segments, ({ channel, id }) => `${channel} ${id}`),
    channels: new Set([...shown.conversations, ...going.channels]),
  }
}

/** How many facts and statements go that were not shown. */
export function countAdded(known: Known, forgetting: Forgetting, shown: Shown): number {
  const now = shownOf(known, forgetting)
  const [facts, statements] = [new Set(shown.facts), new Set(shown.statements)]
  const added = [now.facts.filter(id => !facts.has(id)), now.statements.filter(mark => !statements.has(mark))]
  return added.reduce((sum, { length }) => sum + length, 0)
}

/** Tells a statement by what it says, without its words: another value under the same field is another. */
function markOf({ entity, field, scope, value }: Statement): string {
  const words = JSON.stringify([entity, field, scope, value])
  return createHash('sha256').update(words).digest('base64url').slice(0, MARK_LENGTH)
}

const named = ({ entity, field, scope }: StatementRef) => `${entity} ${scope} ${field}`

function both<T>(some: readonly T[], others: readonly T[], nameOf: (one: T) => string): readonly T[] {
  return [...new Map([...some, ...others].map(one => [nameOf(one), one])).values()]
}
