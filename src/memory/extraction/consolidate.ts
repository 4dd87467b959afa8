import { canonicalEntityIds } from '../knowledge/entity-matching.ts'
import { normalizeFacet, singleValuedFacetOf } from '../knowledge/facets.ts'
import { contextOfTurns } from '../knowledge/fact-context.ts'
import { currentFacts, replacementsOf, sentenceKey } from '../knowledge/facts.ts'
import type { ExtractedFact } from '../ports/extraction-model.ts'
import { normalizeText } from '../text/normalize.ts'
import { type EntityId, type Fact, type FactId, type Statement, USER_ENTITY } from '../types.ts'
import { checkFact, toSingleLine, type VerifiedFact } from './check-fact.ts'
import { type Confirmation, canBeDuplicate } from './deduplicate.ts'
import { type EntityResolver, resolveSubject } from './entity-resolver.ts'
import type { Evidence, ExtractionContext } from './evidence.ts'
import { addsDetails, completeExplicitMemory, findExplicitMemory } from './explicit-memories.ts'
import type { RejectionReason, RejectionTally } from './verify.ts'

/** Facts kept of one study at most. */
const MAX_NEW_FACTS = 40

export interface Consolidation {
  /** New ones, and known ones that were asked for and lacked something, under the id they had. */
  readonly facts: readonly Fact[]
  readonly confirmed: readonly Confirmation[]
  /** The facts that say what the study told, new or known. */
  readonly statedFacts: readonly Fact[]
  /** What facts say of who somebody is. */
  readonly statements: readonly Statement[]
}

/** The facts of a study that stand the checks, settled with what is known: said again, in the place of others, or new. */
export function consolidateFacts(
  studied: readonly ExtractedFact[],
  {
    shown,
    ground,
    cast,
    tally,
  }: { shown: ExtractionContext; ground: Evidence; cast: EntityResolver; tally: RejectionTally },
): Consolidation {
  const facts: Fact[] = []
  const told: Fact[] = []
  const confirmed: Confirmation[] = []
  const statements: Statement[] = []
  const past = replacementsOf(shown.known)
  const entities = canonicalEntityIds(shown.known.statements)
  const present = shown.known.facts.filter(({ id }) => !past.has(id))
  const said = new Map(present.map(fact => [saying(fact), fact]))

  const beliefs = studied.map(fact => ({ fact, belief: checkFact(fact, ground, shown.timeZone) }))
  const sentences = sentencesOf(beliefs.flatMap(({ belief }) => (typeof belief === 'string' ? [] : [belief])))
  for (const { fact, belief } of beliefs) {
    const refusal = typeof belief === 'string' ? belief : settle(fact, belief)
    if (refusal !== undefined) tally.add(refusal)
  }
  return { facts, confirmed, statedFacts: told, statements }

  function settle(studied: ExtractedFact, belief: VerifiedFact): RejectionReason | undefined {
    const subject = resolveSubject(studied.subject, belief.source, cast)
    if (typeof subject === 'string') return subject
    const draft = createDraftFact(studied, belief, subject.id, shown)
    const known = said.get(saying(draft)) ?? knownAs(draft, studied.repeats)
    if (known === undefined && facts.length >= MAX_NEW_FACTS) return 'tooMany'
    statements.push(
      ...[subject.statement, ownNameStatement(studied, draft)].filter(statement => statement !== undefined),
    )
    const asked = findExplicitMemory(draft, shown.known.facts)
    const isAsked = asked !== undefined && (known === undefined || known === asked)
    const toldAs = isAsked ? toldBy(asked, draft, studied.replaces) : undefined
    told.push(toldAs ?? known ?? add(draft, studied.replaces))
    if (known !== undefined) confirm(known, draft)
    return belief.dateChange
  }

  /** How many sentences a study makes of what the user asked to be kept. */
  function sentencesOf(believed: readonly VerifiedFact[]): ReadonlyMap<FactId, number> {
    const told = believed.flatMap(({ text, quote, source, sources }) => {
      const asked = findExplicitMemory({ text, quote, sources, scope: source.turn.scope }, shown.known.facts)
      return asked === undefined ? [] : [{ id: asked.id, sentence: normalizeText(text) }]
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
    const { replaces, rejected } = factsReplacedBy(draft, named, shown, id => entities.get(id) ?? id)
    const whole = isOne ? completeExplicitMemory(asked, { ...draft, replaces }) : undefined
    if (whole === undefined && addsDetails({ ...draft, replaces })) return undefined
    tally.add('replaces', rejected)
    if (whole !== undefined && whole !== asked) facts.push(whole)
    said.set(saying(draft), whole ?? asked)
    return whole ?? asked
  }

  function add(draft: Fact, named: readonly number[]): Fact {
    const { replaces, rejected } = factsReplacedBy(draft, named, shown, id => entities.get(id) ?? id)
    tally.add('replaces', rejected)
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
    return named !== undefined && !past.has(named.id) && canBeDuplicate(asCounted(draft), asCounted(named))
      ? named
      : undefined
  }

  /** Of whom, under which scope and in which words: what is equal in these is one record. */
  function saying(fact: Fact): string {
    return `${asCounted(fact).subject} ${fact.scope} ${sentenceKey(fact)}`
  }

  function asCounted(fact: Fact): Fact {
    return { ...fact, subject: entities.get(fact.subject) ?? fact.subject }
  }
}

/** The user's name, where a fact tells it and the model forgot to. */
function ownNameStatement(
  { names }: ExtractedFact,
  { subject, facet, scope, saidAt, sources }: Fact,
): Statement | undefined {
  const [name, ...more] = names
  if (subject !== USER_ENTITY || facet !== 'name' || name === undefined || more.length > 0) return undefined
  return { entity: USER_ENTITY, field: 'name', value: toSingleLine(name), scope, saidAt, sources }
}

/** A believed fact as it is to be kept, under the scope of the turn that says it. */
function createDraftFact(
  studied: ExtractedFact,
  belief: VerifiedFact,
  subject: EntityId,
  shown: ExtractionContext,
): Fact {
  const { source, sources, text, quote, eventAt } = belief
  const { channel, guild } = shown.conversation
  const { scope, saidAt } = source.turn
  const facet = normalizeFacet(studied.facet)
  const at = shown.turns.findIndex(({ number }) => number === studied.turn)
  return {
    id: shown.newId(),
    text,
    quote,
    kind: studied.kind,
    subject,
    ...(facet !== undefined && { facet }),
    scope,
    saidAt,
    ...(eventAt !== undefined && { eventAt }),
    replaces: [],
    sources,
    channel,
    ...(guild !== undefined && { guild }),
    confirmations: 0,
    near: contextOfTurns(shown.turns[at - 1]?.turn, shown.turns[at + 1]?.turn),
  }
}

/** The known facts that a new one makes past, and how many of the model's numbers name none that it can. */
interface ReplacedFacts {
  readonly replaces: readonly FactId[]
  readonly rejected: number
}

/**
 * A new fact takes the place of the current ones of the same subject that the model names, and of those with the same
 * single-valued facet even if it names none: nobody lives in two homes. The older records stay as they are; the edge is
 * the new fact's own, so only who hears it sees the others as past.
 */
function factsReplacedBy(
  fact: Pick<Fact, 'subject' | 'facet' | 'kind' | 'text' | 'eventAt' | 'saidAt'>,
  named: readonly number[],
  shown: Pick<ExtractionContext, 'facts' | 'known'>,
  same: (entity: EntityId) => EntityId,
): ReplacedFacts {
  const current = new Set(currentFacts(shown.known).map(({ id }) => id))
  const facts = [...new Set(named)].map(number => shown.facts[number - 1])
  const fitting = facts.filter(other => other !== undefined && isOlder(other))
  const facet = singleValuedFacetOf(fact)
  const alike =
    facet === undefined
      ? []
      : currentFacts(shown.known).filter(other => singleValuedFacetOf(other) === facet && isOlder(other))
  const replaced = [...fitting, ...alike].flatMap(other => (other && current.has(other.id) ? [other.id] : []))
  return { replaces: [...new Set(replaced)], rejected: facts.length - fitting.length }

  function isOlder(other: Fact): boolean {
    return (
      same(other.subject) === same(fact.subject) &&
      other.saidAt < fact.saidAt &&
      sentenceKey(other) !== sentenceKey(fact)
    )
  }
}
