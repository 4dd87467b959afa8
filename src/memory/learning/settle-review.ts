import { type Confirmation, tellsMore } from '../extraction/deduplicate.ts'
import type { RejectionReason } from '../extraction/rejections.ts'
import type { FactVerdict } from '../ports/review.ts'
import type { Fact, FactId } from '../types.ts'
import type { FactInQuestion, PreparedReview } from './review.ts'

/** What a second look makes of the facts of a lesson. */
export interface SettledFacts {
  readonly facts: readonly Fact[]
  readonly confirmed: readonly Confirmation[]
  /** By the fact that is left out, the known one that says the same. */
  readonly merged: ReadonlyMap<FactId, FactId>
  /** The facts that are not kept, and why. */
  readonly rejected: ReadonlyMap<FactId, RejectionReason>
}

/**
 * What becomes of new facts after a second look. What is denied goes. What code doubts and the look is silent about, or does
 * not answer at all, is kept as unsure. Where the look tells which known facts are meant, its word counts, else the
 * extraction's, and of that only what is about the same subject.
 */
export function settleReview(
  facts: readonly Fact[],
  review: PreparedReview | undefined,
  verdicts: readonly FactVerdict[],
  doubts: ReadonlyMap<FactId, unknown>,
): SettledFacts {
  const byNumber = new Map(verdicts.map(verdict => [verdict.fact, verdict]))
  const asked = new Map(
    review?.questions.map((question, at) => [question.fact.id, { question, verdict: byNumber.get(at + 1) }]),
  )
  const kept: Fact[] = []
  const confirmed: Confirmation[] = []
  const merged = new Map<FactId, FactId>()
  const rejected = new Map<FactId, RejectionReason>()
  for (const fact of facts) {
    const { question = { fact, candidates: [] }, verdict } = asked.get(fact.id) ?? {}
    const reason = verdict && rejectionOf(verdict)
    if (reason !== undefined) {
      rejected.set(fact.id, reason)
      continue
    }
    const settled = settleFact(question, verdict, review?.known ?? [], doubts.has(fact.id))
    if ('repeats' in settled) {
      const { repeats } = settled
      merged.set(fact.id, repeats.id)
      if (!confirmed.some(again => again.fact === repeats.id)) {
        confirmed.push({ fact: repeats.id, saidAt: fact.saidAt })
      }
    } else kept.push(settled)
  }
  return { facts: kept, confirmed, merged, rejected }
}

function rejectionOf({ isTrue, isAboutBot, isSensitive }: FactVerdict): RejectionReason | undefined {
  if (isTrue === false) return 'denied'
  if (isAboutBot === true) return 'instruction'
  return isSensitive === true ? 'sensitive' : undefined
}

function settleFact(
  { fact, candidates }: FactInQuestion,
  verdict: FactVerdict | undefined,
  known: readonly Fact[],
  isDoubted: boolean,
): Fact | { readonly repeats: Fact } {
  const isUnsure = isDoubted && verdict?.isTrue === undefined
  const named = (numbers: readonly number[]) =>
    numbers.flatMap(number => candidates.find(candidate => candidate === known[number - 1]) ?? [])
  const [repeated] = named(verdict?.repeats === undefined ? [] : [verdict.repeats])
  if (repeated !== undefined && !isUnsure && repeated.scope === fact.scope && !tellsMore(fact, repeated)) {
    return { repeats: repeated }
  }
  const outdated = verdict?.replaces === undefined ? undefined : named(verdict.replaces).map(({ id }) => id)
  const isRestatement = repeated !== undefined && (outdated ?? []).every(id => id === repeated.id)
  const replaces = repeated === undefined ? (outdated ?? fact.replaces) : [...(outdated ?? []), repeated.id]
  const { status: _, ...said } = fact
  const status = verdict?.status === undefined ? fact.status : verdict.status
  return {
    ...said,
    replaces: [...new Set(replaces)],
    ...(isRestatement && { isRestatement }),
    ...(status !== undefined && status !== 'present' && { status }),
    ...(isUnsure && { isUnsure }),
  }
}
