import type { Study } from '../memory-model.ts'
import type { Fold, TokenCounter } from '../ports.ts'
import { withoutSecrets } from '../secrets.ts'
import { nameOf } from '../turn-names.ts'
import type { FoldPlan } from './fold.ts'

/**
 * The fold that a study makes of a plan; undefined if there is no summary, or one of more than twice its tokens. Where
 * a merged text is unusable the two older segments stay, and the next fold merges them.
 */
export function foldOf(plan: FoldPlan, study: Study, newId: () => string, counter: TokenCounter): Fold | undefined {
  const text = usable(study.summary, plan.tokens, counter)
  if (text === undefined) return undefined
  const last = plan.turns.at(-1) ?? plan.turns[0]
  const segment = {
    id: newId(),
    text,
    scope: plan.scope,
    covers: plan.turns.map(nameOf),
    from: plan.turns[0].saidAt,
    to: last.saidAt,
  }
  return { summarizedTo: plan.summarizedTo, segment, ...mergedOf(plan, study, newId, counter) }
}

function mergedOf(plan: FoldPlan, study: Study, newId: () => string, counter: TokenCounter): Pick<Fold, 'merged'> {
  if (plan.merge === undefined) return {}
  const [older, newer] = plan.merge.segments
  const text = usable(study.merged, plan.merge.tokens, counter)
  if (text === undefined) return {}
  const covers = [...older.covers, ...newer.covers]
  const segment = { id: newId(), text, scope: plan.scope, covers, from: older.from, to: newer.to }
  return { merged: { from: [older.id, newer.id], segment } }
}

function usable(text: string | undefined, tokens: number, counter: TokenCounter): string | undefined {
  const clean = withoutSecrets(text ?? '').trim()
  return clean === '' || counter.count(clean) > 2 * tokens ? undefined : clean
}
