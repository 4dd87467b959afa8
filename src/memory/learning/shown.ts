import type { Material, TokenCounter } from '../ports.ts'
import { withoutSecrets } from '../secrets.ts'
import type { Turn } from '../types.ts'
import { CONTEXT_TURN_TOKENS, LEARNED_TURN_TOKENS } from './batch.ts'
import { FOLDED_TURN_TOKENS } from './fold.ts'
import { headAndTail } from './head-and-tail.ts'
import type { Parts } from './parts.ts'

/** A turn as the model is shown it: numbered, without secrets, shortened where it is long. */
export interface NumberedTurn {
  readonly number: number
  readonly turn: Turn
}

/** The turns of both parts, each once, oldest first. Those without a word are left out. */
export function shownTurns(
  { turns }: Material,
  { batch, fold }: Parts,
  counter: TokenCounter,
): readonly NumberedTurn[] {
  const [learned, folded] = [new Set<Turn>(batch?.questions), new Set<Turn>(fold?.turns)]
  const wanted = new Set<Turn>([...(batch?.turns ?? []), ...folded])
  return turns
    .filter(turn => wanted.has(turn))
    .map(turn => ({ ...turn, text: headAndTail(withoutSecrets(turn.text).trim(), roomOf(turn), counter) }))
    .filter(({ text }) => text !== '')
    .map((turn, at) => ({ number: at + 1, turn }))

  function roomOf(turn: Turn): number {
    if (folded.has(turn)) return FOLDED_TURN_TOKENS
    return learned.has(turn) ? LEARNED_TURN_TOKENS : CONTEXT_TURN_TOKENS
  }
}
