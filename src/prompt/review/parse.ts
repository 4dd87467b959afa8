import type { FactVerdict, ReviewRequest } from '../../memory/ports/review.ts'
import { findJsonObject } from '../format/find-json-object.ts'
import { verdictSchema } from './schema.ts'

/**
 * Reads the answer to a second look: the first verdict on each fact that was asked about, and of the known facts those that
 * it was to be compared with. Undefined if it holds no list of verdicts, or one in which none can be read.
 */
export function parseReview(said: string, { facts }: ReviewRequest): readonly FactVerdict[] | undefined {
  const list = findJsonObject(said)?.['verdicts']
  if (!Array.isArray(list)) return undefined
  const asked = new Map(facts.map(fact => [fact.number, fact]))
  const verdicts = new Map<number, FactVerdict>()
  for (const item of list.slice(0, 2 * facts.length)) {
    const said = verdictSchema.safeParse(item).data
    const fact = said && asked.get(said.fact)
    if (said === undefined || fact === undefined || verdicts.has(said.fact)) continue
    const compared = (known: number) => fact.candidates.includes(known)
    verdicts.set(said.fact, {
      fact: said.fact,
      isTrue: said.true ?? undefined,
      status: said.status ?? undefined,
      isAboutBot: said.bot ?? undefined,
      isSensitive: said.sensitive ?? undefined,
      replaces: said.replaces?.filter(compared),
      repeats: said.repeats && compared(said.repeats) ? said.repeats : undefined,
    })
  }
  return verdicts.size === 0 && list.length > 0 ? undefined : [...verdicts.values()]
}
