import { nameOf } from '../memory/turn-names.ts'
import type { FactId, Trace } from '../memory/types.ts'
import type { Assembled } from '../prompt/assemble.ts'

/** Collects what goes into an answer: what its prompt shows, and what the model looks up. */
export function tracing(shown: Assembled['shown']) {
  const facts = new Set(shown.facts)
  const segments = new Set(shown.segments)
  const window = shown.window.map(turn => ({ turn: nameOf(turn), rev: turn.role === 'user' ? turn.rev : 0 }))
  let lookups = 0
  return {
    onFound(found: readonly FactId[], inSegments: readonly string[]): void {
      lookups += 1
      for (const fact of found) facts.add(fact)
      for (const segment of inSegments) segments.add(segment)
    },
    trace: (): Trace => ({ facts: [...facts], segments: [...segments], window, lookups }),
  }
}
