import type { TokenCounter } from '../ports.ts'
import type { Scope } from '../scope.ts'
import type { CoveringSegment } from '../types.ts'

/** Two older segments of one scope that become one, and what that may take, in tokens. */
export interface Merge {
  readonly segments: readonly [CoveringSegment, CoveringSegment]
  readonly tokens: number
}

/** The two oldest segments of the coming one's scope, where with it all of them would outgrow their room. */
export function mergeFor(
  segments: readonly CoveringSegment[],
  { scope, tokens }: { readonly scope: Scope; readonly tokens: number },
  room: number,
  counter: TokenCounter,
): { merge?: Merge } {
  const sizes = new Map(segments.map(segment => [segment, counter.count(segment.text)]))
  const taken = tokens + sizes.values().reduce((sum, size) => sum + size, 0)
  const [older, newer] = segments.filter(segment => segment.scope === scope)
  if (taken <= room || older === undefined || newer === undefined) return {}
  const others = taken - (sizes.get(older) ?? 0) - (sizes.get(newer) ?? 0)
  return { merge: { segments: [older, newer], tokens: Math.max(tokens, room - others) } }
}
