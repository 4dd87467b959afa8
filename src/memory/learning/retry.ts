import type { ModelFailure } from '../../errors.ts'
import type { LearningInput, MemoryUpdate } from '../ports/learning-store.ts'
import { turnNameOf } from '../turns.ts'
import { nextRetryState, type OthersOutcome, shouldGiveUp } from './failures.ts'
import { shownTurn } from './memory-update.ts'
import type { LearningPlan } from './plan.ts'
import { singleBatch, unlearnedQuestions } from './plan.ts'
import { addCounts } from './report.ts'
import { type LearningRun, runExtraction } from './run.ts'
import { alternativeSummaryPlan, createSummaryUpdate } from './summarize.ts'

/**
 * Sees to it that the next call for what failed has a better chance: both parts apart, then half of it, then a turn
 * alone. That one rests for a while after each try, and is set aside after some, if others can be learned.
 */
export async function handleFailure(
  input: LearningInput,
  plan: LearningPlan,
  failure: ModelFailure,
  run: LearningRun,
): Promise<void> {
  const { store, now } = run.dependencies
  const { batch, summary } = plan
  if (batch !== undefined && summary !== undefined) {
    await store.recordFailure(input, 'learn', { size: batch.questions.length, tries: 0 })
    await store.recordFailure(input, 'fold', { size: summary.exchanges, tries: 0 })
    return
  }
  const [part, size] =
    summary === undefined ? ['learn' as const, batch?.questions.length ?? 0] : ['fold' as const, summary.exchanges]
  const retryState = nextRetryState(size, input.retryStates[part], now())
  if (retryState.tries > 0 && (await shouldGiveUp(retryState, failure, () => tryOthers(input, plan, run)))) {
    return await setTurnsAside(input, plan, failure, run)
  }
  await store.recordFailure(input, part, retryState)
  const { channel } = input
  if (retryState.tries > 0) run.triedParts.set(channel, new Set([...(run.triedParts.get(channel) ?? []), part]))
}

/** Whether the model makes something of another turn that waits; nothing of that is kept. */
async function tryOthers(input: LearningInput, { summary }: LearningPlan, run: LearningRun): Promise<OthersOutcome> {
  const { settings, counter, newId } = run.dependencies
  if (summary !== undefined) {
    const other = alternativeSummaryPlan(input, settings, counter)
    if (other === undefined) return 'none'
    const outcome = await runExtraction(input, { summary: other }, run)
    const isUsable =
      'extraction' in outcome && createSummaryUpdate(other, outcome.extraction, newId, counter) !== undefined
    return isUsable ? 'learned' : 'failed'
  }
  const waiting = unlearnedQuestions(input)
  const newest = waiting.at(-1)
  if (newest === undefined || newest === waiting[0]) return 'none'
  return 'extraction' in (await runExtraction(input, { batch: singleBatch(input, newest) }, run)) ? 'learned' : 'failed'
}

/** The cursor passes a turn that can't be learned, or an exchange that can't be summarized. */
async function setTurnsAside(
  input: LearningInput,
  { batch, summary }: LearningPlan,
  failure: ModelFailure,
  run: LearningRun,
) {
  const turns = summary?.turns ?? batch?.questions ?? []
  const update: MemoryUpdate = {
    shownTurns: turns.map(shownTurn),
    facts: [],
    confirmed: [],
    statements: [],
    evictedFacts: [],
    relearnedTurns: batch?.relearned ?? [],
    setAside: turns.map(turn => ({ turn: turnNameOf(turn), reason: failure })),
    ...(batch?.learnedTo !== undefined && { learnedTo: batch.learnedTo }),
    ...(summary !== undefined && { summary: { summarizedTo: summary.summarizedTo } }),
  }
  if ((await run.dependencies.store.commit(input, update)) === 'kept')
    addCounts(run.report.setAside, { [failure]: turns.length })
}
