import { ModelError, type ModelFailure } from '../../errors.ts'
import type { Material, Trouble } from '../ports.ts'

/** So often a single turn is tried before it is set aside. */
const TRIES = 5
/** The same while nothing else can be learned either: then it is more likely the model's fault than the turn's. */
const TRIES_WITHOUT_OTHERS = 20

/** Failures that say nothing of the turns: they are never counted as tries. */
const outages: ReadonlySet<ModelFailure> = new Set(['overloaded', 'unreachable', 'slow', 'key', 'quota'])

/** Whether an error may be due to what the model was shown, so that showing it less may help. */
export function isOfTurns(error: unknown): error is ModelError {
  return error instanceof ModelError && !outages.has(error.failure)
}

/**
 * What is noted when `size` turns failed together: half of them next, and a single one stands alone, without what was
 * said around it. Only tries of a turn alone are counted.
 */
export function afterFailure(size: number, before: Trouble | undefined, now: number): Trouble {
  if (size > 1) return { size: Math.floor(size / 2), tries: 0 }
  return before?.size === 1 ? { size: 1, tries: before.tries + 1, triedAt: now } : { size: 1, tries: 0 }
}

/** What failed alone less than `delayMs` ago: it is not tried more often than that, however much is said meanwhile. */
export function restingIn({ trouble }: Material, now: number, delayMs: number): ReadonlySet<keyof Material['trouble']> {
  const parts = ['learn', 'fold'] as const
  return new Set(parts.filter(part => now - (trouble[part]?.triedAt ?? Number.NEGATIVE_INFINITY) < delayMs))
}

/** Whether a turn is given up for good. `othersWork` is asked only if it matters. */
export async function isHopeless({ tries }: Trouble, othersWork: () => Promise<boolean>): Promise<boolean> {
  if (tries < TRIES) return false
  return tries >= TRIES_WITHOUT_OTHERS || (await othersWork())
}
