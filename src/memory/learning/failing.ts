import type { ModelFailure } from '../../errors.ts'
import type { Lesson, Material } from '../ports.ts'
import { nameOf } from '../turn-names.ts'
import { singleBatch, waitingIn } from './batch.ts'
import { otherFold } from './fold.ts'
import { foldOf } from './folded.ts'
import { addTo } from './learn-report.ts'
import { type LearningRun, studied } from './learning-run.ts'
import { shownAs } from './lesson.ts'
import type { Parts } from './parts.ts'
import { afterFailure, isHopeless } from './trouble.ts'

/**
 * Sees to it that the next call for what failed has a better chance: both parts apart, then half of it, then a turn
 * alone. That one rests for a while after each try, and is set aside after some, if others can be learned.
 */
export async function afterFailing(
  material: Material,
  parts: Parts,
  failure: ModelFailure,
  run: LearningRun,
): Promise<void> {
  const { store, now } = run.means
  const { batch, fold } = parts
  if (batch !== undefined && fold !== undefined) {
    await store.trouble(material, 'learn', { size: batch.questions.length, tries: 0 })
    await store.trouble(material, 'fold', { size: fold.exchanges, tries: 0 })
    return
  }
  const [part, size] =
    fold === undefined ? ['learn' as const, batch?.questions.length ?? 0] : ['fold' as const, fold.exchanges]
  const trouble = afterFailure(size, material.trouble[part], now())
  if (trouble.tries > 0 && (await isHopeless(trouble, () => othersWork(material, parts, run)))) {
    return await setAside(material, parts, failure, run)
  }
  await store.trouble(material, part, trouble)
  const { channel } = material
  if (trouble.tries > 0) run.tried.set(channel, new Set([...(run.tried.get(channel) ?? []), part]))
}

/** Whether the model makes something of another turn that waits; nothing of that is kept. True if there is none to try. */
async function othersWork(material: Material, { fold }: Parts, run: LearningRun): Promise<boolean> {
  const { settings, counter, newId } = run.means
  if (fold !== undefined) {
    const other = otherFold(material, settings, counter)
    if (other === undefined) return true
    const outcome = await studied(material, { fold: other }, run)
    return 'study' in outcome && foldOf(other, outcome.study, newId, counter) !== undefined
  }
  const waiting = waitingIn(material)
  const newest = waiting.at(-1)
  if (newest === undefined || newest === waiting[0]) return true
  return 'study' in (await studied(material, { batch: singleBatch(material, newest) }, run))
}

/** The cursor passes a turn that can't be learned, or an exchange that can't be folded. */
async function setAside(material: Material, { batch, fold }: Parts, failure: ModelFailure, run: LearningRun) {
  const turns = fold?.turns ?? batch?.questions ?? []
  const lesson: Lesson = {
    shown: turns.map(shownAs),
    facts: [],
    confirmed: [],
    statements: [],
    evicted: [],
    relearned: batch?.relearned ?? [],
    setAside: turns.map(turn => ({ turn: nameOf(turn), reason: failure })),
    ...(batch?.learnedTo !== undefined && { learnedTo: batch.learnedTo }),
    ...(fold !== undefined && { fold: { summarizedTo: fold.summarizedTo } }),
  }
  if ((await run.means.store.commit(material, lesson)) === 'kept')
    addTo(run.report.setAside, { [failure]: turns.length })
}
