import { isUnsure } from '../../src/memory/knowledge/certainty.ts'
import { doubtedFacts } from '../../src/memory/knowledge/doubts.ts'
import { currentFacts } from '../../src/memory/knowledge/facts.ts'
import type { Fact, FactId, Knowledge } from '../../src/memory/types.ts'
import type { PlayedBatch, PlayedTalk, ToldFact } from './play.ts'
import { fold } from './quoted-lines.ts'
import { goldOf, type Talk } from './talk-file.ts'

/** What talks came to, in numbers. */
export interface Score {
  /** Right facts, how many of them are kept, and how many are not as they are sensitive by the file's word. */
  readonly good: number
  readonly kept: number
  readonly policy: number
  readonly refused: number
  /** Of the kept ones, those that are marked as in doubt. */
  readonly unsure: number
  readonly wrong: number
  /** Wrong facts that stand as certain, and those that stand as in doubt. */
  readonly wrongKept: number
  readonly wrongUnsure: number
  /** Right facts that are kept and have a date by the file's word; kept with it; kept with another. */
  readonly dates: number
  readonly datesRight: number
  readonly datesChanged: number
  readonly questions: number
  readonly answered: number
  /** Questions that are not answered, as they need what is `policy`. */
  readonly questionsPolicy: number
  /** Known facts that a right one replaces or repeats, and those that don't stand beside it any more. */
  readonly relations: number
  readonly settled: number
  /** Of those that are not settled, the ones whose new fact is `policy`: the known one is shown as perhaps untrue by now. */
  readonly relationsPolicy: number
  /** Of those that are not settled, the ones that are shown as perhaps untrue by now. */
  readonly doubted: number
  /** The same where the model doesn't say which fact it replaces or repeats. */
  readonly settledUnmarked: number
}

type Count = keyof Score

/** One thing that is to be looked at: a right fact that was not kept, a wrong one that was… */
export interface Fault {
  readonly talk: string
  readonly language: string
  readonly what:
    | 'refused'
    | 'policy'
    | 'wrong kept'
    | 'wrong in doubt'
    | 'date'
    | 'unanswered'
    | 'unsettled'
    | 'unsettled unmarked'
  /** The reason of a refusal, or the kind of a wrong fact. */
  readonly why: string
  readonly text: string
  /** The words of the user. */
  readonly quote: string
}

export interface ScoredTalk {
  readonly score: Score
  readonly faults: readonly Fault[]
  /** How many wrong facts of each kind the file has. */
  readonly wrongKinds: Readonly<Record<string, number>>
}

/** The three ways in which a talk is played. */
export interface Plays {
  readonly good: PlayedTalk
  /** Right and wrong facts together; none where a real model answers, as nobody knows what is wrong then. */
  readonly all?: PlayedTalk
  readonly unmarked?: PlayedTalk
}

export function scoreTalk(talk: Talk, { good, all, unmarked }: Plays): ScoredTalk {
  const faults: Fault[] = []
  const note = (what: Fault['what'], why: string, { text, quote }: { text: string; quote: string }) =>
    void faults.push({ talk: talk.id, language: talk.language, what, why, text, quote })

  const told = good.batches.flatMap(batch => batch.told.map(each => ({ ...each, batch })))
  const kept = told.filter(isKept)
  const policy = told.filter(each => !isKept(each) && each.fact.sensitive)
  for (const each of told.filter(one => !isKept(one))) {
    note(each.fact.sensitive ? 'policy' : 'refused', reasonOf(each), each.fact)
  }
  const dated = kept.filter(hasDate)
  const changed = dated.filter(each => storedDate(each) !== undefined && !isDateRight(each))
  for (const each of dated.filter(one => !isDateRight(one))) {
    note('date', `${each.fact.eventAt} is ${storedDate(each) ?? 'left out'}`, each.fact)
  }

  const wrong = all?.batches.flatMap(({ told: ofBatch, after }) =>
    ofBatch.filter(({ fact }) => fact.wrong !== undefined).map(each => ({ ...each, after })),
  )
  const wrongStanding = wrong?.filter(isWrongKept) ?? []
  const [wrongUnsure = [], wrongKept = []] = [true, false].map(isUnsure =>
    wrongStanding.filter(({ outcome, after }) => isUnsure === isInDoubt(outcome?.fact, after)),
  )
  for (const { fact } of wrongUnsure) note('wrong in doubt', fact.wrong ?? '', fact)
  for (const { fact } of wrongKept) note('wrong kept', fact.wrong ?? '', fact)

  const answers = talk.questions.map(({ q, needs, want }, at) => {
    const answer = answerOf(needs, good, good.prompts[at] ?? new Set())
    if (answer !== 'answered') note('unanswered', answer, { text: `${q} → ${want ?? ''}`, quote: needs.join(', ') })
    return answer
  })
  const settled = settledOf(good)
  const settledUnmarked = unmarked === undefined ? [] : settledOf(unmarked)
  for (const { fact } of settled.filter(({ isSettled }) => !isSettled)) note('unsettled', 'marked', fact)
  for (const { fact } of settledUnmarked.filter(({ isSettled }) => !isSettled)) note('unsettled unmarked', '', fact)

  const score: Score = {
    good: told.length,
    kept: kept.length,
    policy: policy.length,
    refused: told.length - kept.length - policy.length,
    unsure: kept.filter(({ outcome, batch }) => isInDoubt(outcome?.fact, batch.after)).length,
    wrong: wrong?.length ?? 0,
    wrongKept: wrongKept.length,
    wrongUnsure: wrongUnsure.length,
    dates: dated.length,
    datesRight: dated.filter(isDateRight).length,
    datesChanged: changed.length,
    questions: answers.length,
    answered: answers.filter(answer => answer === 'answered').length,
    questionsPolicy: answers.filter(answer => answer === 'policy').length,
    relations: settled.length,
    settled: settled.filter(({ isSettled }) => isSettled).length,
    relationsPolicy: settled.filter(({ isPolicy }) => isPolicy).length,
    doubted: settled.filter(({ isSettled, isDoubted }) => !isSettled && isDoubted).length,
    settledUnmarked: settledUnmarked.filter(({ isSettled }) => isSettled).length,
  }
  const wrongKinds = Object.fromEntries(
    Map.groupBy(wrong ?? [], ({ fact }) => fact.wrong ?? '')
      .entries()
      .map(([kind, facts]) => [kind, facts.length]),
  )
  return { score, faults, wrongKinds }
}

type ToldInBatch = ToldFact & { readonly batch: PlayedBatch }

/**
 * New, or merged into a known fact that it repeats by the file's word: in the fact's `repeats`, or where the key of
 * `remember` says “repeat”, or where both tell the same key. A fact that became one with any other is lost.
 */
function isKept({ outcome, fact, meant, batch }: ToldInBatch): boolean {
  if (outcome?.fact === undefined) return false
  const known = batch.before.facts.some(({ id }) => id === outcome.fact)
  return !known || fact.repeats.length > 0 || meant.some(({ id }) => id === outcome.fact)
}

function reasonOf({ outcome }: ToldFact): string {
  if (outcome === undefined) return 'not told'
  return outcome.fact === undefined ? outcome.reason : 'merged into another'
}

const hasDate = ({ fact }: ToldFact) => typeof fact.eventAt === 'string'

function stored({ outcome, batch }: ToldInBatch): Fact | undefined {
  return batch.after.facts.find(({ id }) => id === outcome?.fact)
}

/** The time of day may stand with it. */
const dayOf = (date: string | null | undefined) => date?.split('T')[0]
const storedDate = (each: ToldInBatch) => dayOf(stored(each)?.eventAt)
const isDateRight = (each: ToldInBatch) => storedDate(each) === dayOf(each.fact.eventAt)

function isInDoubt(id: FactId | undefined, { facts }: Knowledge): boolean {
  const fact = facts.find(one => one.id === id)
  return fact !== undefined && isUnsure(fact)
}

/** A wrong fact stands in memory as it was told; one whose date is wrong does not without it. */
function isWrongKept({ fact, outcome, after }: ToldFact & { readonly after: PlayedBatch['after'] }): boolean {
  const kept = after.facts.find(({ id }) => id === outcome?.fact)
  if (kept === undefined || fold(kept.text) !== fold(fact.text)) return false
  return fact.wrong !== 'date' || typeof fact.eventAt !== 'string' || dayOf(kept.eventAt) === dayOf(fact.eventAt)
}

/** Whether the prompt shows every fact that a question needs, and as the present what nothing right has replaced. */
function answerOf(
  needs: readonly string[],
  { batches }: PlayedTalk,
  shown: ReadonlySet<string>,
): 'answered' | 'policy' | 'not told' | 'not kept' | 'not shown' | 'past' {
  const told = batches.flatMap(batch => batch.told.map(each => ({ ...each, batch })))
  const needed = told.filter(({ fact }) => goldOf(fact).some(key => needs.includes(key)))
  if (needs.some(key => !needed.some(({ fact }) => goldOf(fact).includes(key)))) return 'not told'
  const lost = needed.filter(each => !isKept(each))
  if (lost.length > 0) return lost.every(({ fact }) => fact.sensitive) ? 'policy' : 'not kept'
  const ids = needed.map(({ outcome }) => outcome?.fact ?? '')
  if (ids.some(id => !shown.has(id))) return 'not shown'
  const after = batches.at(-1)?.after
  const current = new Set(after === undefined ? [] : currentFacts(after).map(({ id }) => id))
  const replaced = new Set(told.flatMap(({ meant }) => meant.map(({ id }) => id)))
  return ids.every(id => current.has(id) || replaced.has(id)) ? 'answered' : 'past'
}

/** Each pair of a right fact and a known one that it replaces or repeats. */
function settledOf({ batches }: PlayedTalk) {
  return batches.flatMap(({ told, after }) => {
    const current = new Set(currentFacts(after).map(({ id }) => id))
    const doubted = doubtedFacts(after)
    return told.flatMap(({ fact, outcome, meant }) =>
      meant.map(({ id }) => ({
        fact,
        isDoubted: doubted.has(id),
        isPolicy: outcome?.fact === undefined && fact.sensitive && doubted.has(id),
        isSettled: outcome?.fact !== undefined && (outcome.fact === id ? fact.repeats.length > 0 : !current.has(id)),
      })),
    )
  })
}

/** The sum of scores. */
export function sumOf(scores: readonly Score[]): Score {
  const sum = (count: Count) => scores.reduce((total, score) => total + score[count], 0)
  const counts: readonly Count[] = [
    ...(['good', 'kept', 'policy', 'refused', 'unsure', 'wrong', 'wrongKept', 'wrongUnsure'] as const),
    ...(['dates', 'datesRight', 'datesChanged', 'questions', 'answered', 'questionsPolicy'] as const),
    ...(['relations', 'relationsPolicy', 'settled', 'doubted', 'settledUnmarked'] as const),
  ]
  return Object.fromEntries(counts.map(count => [count, sum(count)])) as unknown as Score
}
