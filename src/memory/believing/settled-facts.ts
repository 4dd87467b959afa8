import { replacedBy } from '../facts.ts'
import type { StudiedFact } from '../memory-model.ts'
import { plain } from '../plain.ts'
import { sameEntities } from '../same-entities.ts'
import { type Fact, type FactId, type Statement, USER_ENTITY } from '../types.ts'
import { askedInSame, bringsMore, completed } from './asked.ts'
import type { Cast } from './cast.ts'
import { type Believed, believed, oneLine } from './checks.ts'
import { draftOf } from './draft.ts'
import type { Ground } from './ground.ts'
import type { Refusal, Tally } from './refusals.ts'
import { type Confirmed, repeats, sentence } from './repetitions.ts'
import { replacing } from './replacing.ts'
import type { Shown } from './sift.ts'
import { subjectOf } from './subject.ts'

/** Facts kept of one study at most. */
const MOST_KEPT = 40

export interface Settled {
  /** New ones, and known ones that were asked for and lacked something, under the id they had. */
  readonly facts: readonly Fact[]
  readonly confirmed: readonly Confirmed[]
  /** The facts that say what the study told, new or known. */
  readonly told: readonly Fact[]
  /** What facts say of who somebody is. */
  readonly statements: readonly Statement[]
}

/** The facts of a study that stand the checks, settled with what is known: said again, in the place of others, or new. */
export function settledFacts(
  studied: readonly StudiedFact[],
  { shown, ground, cast, tally }: { shown: Shown; ground: Ground; cast: Cast; tally: Tally },
): Settled {
  const facts: Fact[] = []
  const told: Fact[] = []
  const confirmed: Confirmed[] = []
  const statements: Statement[] = []
  const past = replacedBy(shown.known)
  const entities = sameEntities(shown.known.statements)
  const present = shown.known.facts.filter(({ id }) => !past.has(id))
  const said = new Map(present.map(fact => [saying(fact), fact]))

  const beliefs = studied.map(fact => ({ fact, belief: believed(fact, ground, shown.timeZone) }))
  const sentences = sentencesOf(beliefs.flatMap(({ belief }) => (typeof belief === 'string' ? [] : [belief])))
  for (const { fact, belief } of beliefs) {
    const refusal = typeof belief === 'string' ? belief : settle(fact, belief)
    if (refusal !== undefined) tally.add(refusal)
  }
  return { facts, confirmed, told, statements }

  function settle(studied: StudiedFact, belief: Believed): Refusal | undefined {
    const subject = subjectOf(studied.subject, belief.source, cast)
    if (typeof subject === 'string') return subject
    const draft = draftOf(studied, belief, subject.id, shown)
    const known = said.get(saying(draft)) ?? knownAs(draft, studied.repeats)
    if (known === undefined && facts.length >= MOST_KEPT) return 'tooMany'
    statements.push(...[subject.statement, ownName(studied, draft)].filter(statement => statement !== undefined))
    const asked = askedInSame(draft, shown.known.facts)
    const isAsked = asked !== undefined && (known === undefined || known === asked)
    const toldAs = isAsked ? toldBy(asked, draft, studied.replaces) : undefined
    told.push(toldAs ?? known ?? add(draft, studied.replaces))
    if (known !== undefined) confirm(known, draft)
    return belief.dateChange
  }

  /** How many sentences a study makes of what the user asked to be kept. */
  function sentencesOf(believed: readonly Believed[]): ReadonlyMap<FactId, number> {
    const told = believed.flatMap(({ text, quote, source, sources }) => {
      const asked = askedInSame({ text, quote, sources, scope: source.turn.scope }, shown.known.facts)
      return asked === undefined ? [] : [{ id: asked.id, sentence: plain(text) }]
    })
    const groups = Map.groupBy(told, ({ id }) => id)
    return new Map([...groups].map(([id, all]) => [id, new Set(all.map(({ sentence }) => sentence)).size]))
  }

  /**
   * What the user asked to be kept is not kept a second time in the learner's words. It gets from them what it lacks, where
   * they are one sentence that tells all of it; of more than one, those stand beside it that bring more than it tells.
   */
  function toldBy(asked: Fact, draft: Fact, named: readonly number[]): Fact | undefined {
    const isOne = sentences.get(asked.id) === 1
    if (past.has(asked.id)) return isOne ? asked : undefined
    const { replaces, refused } = replacing(draft, named, shown, id => entities.get(id) ?? id)
    const whole = isOne ? completed(asked, { ...draft, replaces }) : undefined
    if (whole === undefined && bringsMore({ ...draft, replaces })) return undefined
    tally.add('replaces', refused)
    if (whole !== undefined && whole !== asked) facts.push(whole)
    said.set(saying(draft), whole ?? asked)
    return whole ?? asked
  }

  function add(draft: Fact, named: readonly number[]): Fact {
    const { replaces, refused } = replacing(draft, named, shown, id => entities.get(id) ?? id)
    tally.add('replaces', refused)
    const fact = { ...draft, replaces }
    facts.push(fact)
    said.set(saying(fact), fact)
    return fact
  }

  /** What a message says twice, or a turn that is learned from again, confirms nothing. */
  function confirm(known: Fact, { sources, saidAt }: Fact): void {
    if (facts.includes(known) || known.sources[0] === sources[0]) return
    if (!confirmed.some(({ fact }) => fact === known.id)) confirmed.push({ fact: known.id, saidAt })
  }

  /** The known fact that this one says again by the model's word. What is past is not confirmed. */
  function knownAs(draft: Fact, number: number | undefined): Fact | undefined {
    const named = number === undefined ? undefined : shown.facts[number - 1]
    return named !== undefined && !past.has(named.id) && repeats(asCounted(draft), asCounted(named)) ? named : undefined
  }

  /** Of whom, under which scope and in which words: what is equal in these is one record. */
  function saying(fact: Fact): string {
    return `${asCounted(fact).subject} ${fact.scope} ${sentence(fact)}`
  }

  function asCounted(fact: Fact): Fact {
    return { ...fact, subject: entities.get(fact.subject) ?? fact.subject }
  }
}

/** The user's name, where a fact tells it and the model forgot to. */
function ownName({ names }: StudiedFact, { subject, facet, scope, saidAt, sources }: Fact): Statement | undefined {
  const [name, ...more] = names
  if (subject !== USER_ENTITY || facet !== 'name' || name === undefined || more.length > 0) return undefined
  return { entity: USER_ENTITY, field: 'name', value: oneLine(name), scope, saidAt, sources }
}
