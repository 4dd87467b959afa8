import { findRelatedFacts, replacesValue } from '../knowledge/compare-facts.ts'
import { canonicalEntityIds } from '../knowledge/entity-matching.ts'
import { normalizeFacet, singleValuedFacetOf, tellsPresent } from '../knowledge/facets.ts'
import { contextOfTurns, neighboursOf } from '../knowledge/fact-context.ts'
import { currentFacts, replacementsOf, sentenceKey } from '../knowledge/facts.ts'
import { isInOwnWords } from '../knowledge/own-words.ts'
import type { ExtractedFact } from '../ports/extraction-model.ts'
import { toSingleLine } from '../text/normalize.ts'
import { type Fact, type FactId, type Knowledge, type Statement, USER_ENTITY } from '../types.ts'
import { checkFact, type VerifiedFact } from './check-fact.ts'
import { type Confirmation, createDuplicateFinder, type DuplicateFinder } from './deduplicate.ts'
import { type EntityResolver, type ResolvedSubject, resolveSubject } from './entity-resolver.ts'
import type { Evidence, ExtractionContext } from './evidence.ts'
import {
  addsDetails,
  completeExplicitMemory,
  countSentencesOfExplicit,
  findExplicitMemory,
} from './explicit-memories.ts'
import { doubtsOfRefused } from './refused-updates.ts'
import type { FactOutcome, RejectionTally } from './rejections.ts'

/** Facts kept of one extraction at most. */
const MAX_NEW_FACTS = 40

/** What becomes of the facts of an extraction. */
export interface Consolidation {
  /** New facts, and known ones that the user asked to be kept and that lacked something, under the id they had. */
  readonly facts: readonly Fact[]
  readonly confirmed: readonly Confirmation[]
  /** The facts that say what the extraction said, new or known. */
  readonly statedFacts: readonly Fact[]
  /** What became of each fact of the extraction, in its order. */
  readonly outcomes: readonly FactOutcome[]
  /** What facts say of who somebody is. */
  readonly statements: readonly Statement[]
  /** What the model said of each new fact that is not in the fact itself. */
  readonly claims: ReadonlyMap<FactId, Claim>
  /** That known facts may be no longer true, by what was refused. */
  readonly doubts: readonly Statement[]
}

/** What an extraction says of a new fact beside what is kept of it. */
export interface Claim {
  readonly extracted: ExtractedFact
  /** The known facts that it replaces or repeats by the model's word, whoever they are about. */
  readonly named: readonly Fact[]
  /** What the model says of it does not agree with itself. */
  readonly isDoubtful: boolean
}

export interface ConsolidationDependencies {
  readonly context: ExtractionContext
  readonly evidence: Evidence
  readonly entities: EntityResolver
  readonly tally: RejectionTally
}

/**
 * The facts of an extraction that stand the checks, each set beside what is known: it confirms a fact that says the same,
 * completes one that the user asked to be kept, or is new, perhaps in the place of others.
 */
export function consolidateFacts(
  extracted: readonly ExtractedFact[],
  dependencies: ConsolidationDependencies,
): Consolidation {
  const { context, evidence, tally } = dependencies
  const checked = extracted.map(fact => ({ fact, result: checkFact(fact, evidence, context.timeZone) }))
  const verified = checked.flatMap(({ result }) => (typeof result === 'string' ? [] : [result]))
  const consolidator = new Consolidator(verified, dependencies)
  for (const { fact, result } of checked) {
    const outcome = typeof result === 'string' ? { reason: result } : consolidator.add(fact, result)
    consolidator.outcomes.push(outcome)
    if (outcome.reason !== undefined) tally.add(outcome.reason)
    if (outcome.fact === undefined) consolidator.doubts.push(...doubtsOfRefused(fact, outcome.reason, dependencies))
  }
  return consolidator
}

/** Takes one fact after the other: each is set beside what is known and beside those before it. */
class Consolidator implements Consolidation {
  readonly facts: Fact[] = []
  readonly confirmed: Confirmation[] = []
  readonly statedFacts: Fact[] = []
  readonly outcomes: FactOutcome[] = []
  readonly statements: Statement[] = []
  readonly claims = new Map<FactId, Claim>()
  readonly doubts: Statement[] = []
  readonly #dependencies: ConsolidationDependencies
  readonly #duplicates: DuplicateFinder
  readonly #sentenceCounts: ReadonlyMap<FactId, number>

  constructor(verified: readonly VerifiedFact[], dependencies: ConsolidationDependencies) {
    this.#dependencies = dependencies
    this.#duplicates = createDuplicateFinder(dependencies.context)
    this.#sentenceCounts = countSentencesOfExplicit(verified, dependencies.context.known.facts)
  }

  add(extracted: ExtractedFact, verified: VerifiedFact): FactOutcome {
    const { context, entities } = this.#dependencies
    const subject = resolveSubject(extracted.subject, { ...verified, names: extracted.names }, entities)
    if (typeof subject === 'string') return { reason: subject }
    const draft = createDraftFact(extracted, verified, subject, context)
    const known = this.#duplicates.find(draft, extracted.repeats)
    if (known === undefined && this.facts.length >= MAX_NEW_FACTS) return { reason: 'tooMany' }
    this.statements.push(
      ...[subject.statement, ownNameStatement(extracted, draft)].filter(statement => statement !== undefined),
    )
    const explicit = findExplicitMemory(draft, context.known.facts)
    const isExplicit = explicit !== undefined && (known === undefined || known === explicit)
    const merged = isExplicit ? this.#mergeIntoExplicit(explicit, draft, extracted.replaces) : undefined
    const isDoubtful = verified.doubt === true || subject.nameless === 'perhaps'
    const stated = merged ?? known ?? this.#insert(draft, extracted, isDoubtful)
    this.statedFacts.push(stated)
    if (known !== undefined) this.#confirm(known, draft)
    return { fact: stated.id, ...(verified.dateChange !== undefined && { reason: verified.dateChange }) }
  }

  /**
   * What the user asked to be kept is not kept a second time in the model's words. It gets from them what it lacks, if one
   * sentence tells all of it. Where the model made several sentences of it, those that bring more than it tells are facts
   * of their own: for them this is undefined.
   */
  #mergeIntoExplicit(explicit: Fact, draft: Fact, numbers: readonly number[]): Fact | undefined {
    const { context, tally } = this.#dependencies
    const isOnlySentence = this.#sentenceCounts.get(explicit.id) === 1
    if (replacementsOf(context.known).has(explicit.id)) return isOnlySentence ? explicit : undefined
    const { replaces, rejected } = factsReplacedBy(draft, numbers, context)
    const completed = isOnlySentence ? completeExplicitMemory(explicit, { ...draft, replaces }) : undefined
    if (completed === undefined && addsDetails({ ...draft, replaces })) return undefined
    tally.add('replaces', rejected)
    if (completed !== undefined && completed !== explicit) this.facts.push(completed)
    this.#duplicates.add(draft, completed ?? explicit)
    return completed ?? explicit
  }

  #insert(draft: Fact, extracted: ExtractedFact, isDoubtful: boolean): Fact {
    const { context, tally } = this.#dependencies
    const { replaces, rejected } = factsReplacedBy(draft, extracted.replaces, context)
    tally.add('replaces', rejected)
    const fact = { ...draft, replaces }
    this.facts.push(fact)
    const numbers = [...extracted.replaces, ...(extracted.repeats === undefined ? [] : [extracted.repeats])]
    const named = numbers.flatMap(number => context.facts[number - 1] ?? [])
    this.claims.set(fact.id, { extracted, named: [...new Set(named)], isDoubtful })
    this.#duplicates.add(fact, fact)
    return fact
  }

  /** What a message says twice, or a turn that is learned from again, confirms nothing. */
  #confirm(known: Fact, { sources, saidAt }: Fact): void {
    if (this.facts.includes(known) || known.sources[0] === sources[0]) return
    if (!this.confirmed.some(({ fact }) => fact === known.id)) this.confirmed.push({ fact: known.id, saidAt })
  }
}

/** The user's name, where a fact tells it and the model forgot to list it. */
function ownNameStatement(
  { names }: ExtractedFact,
  { subject, facet, scope, saidAt, sources }: Fact,
): Statement | undefined {
  const [name, ...more] = names
  if (subject !== USER_ENTITY || facet !== 'name' || name === undefined || more.length > 0) return undefined
  return { entity: USER_ENTITY, field: 'name', value: toSingleLine(name.name), scope, saidAt, sources }
}

/** A verified fact as it is to be kept, under the scope of the turn that says it. */
function createDraftFact(
  extracted: ExtractedFact,
  { source, sources, text, quote, status, eventAt, dateWords }: VerifiedFact,
  { id: subject, nameless }: ResolvedSubject,
  { turns, conversation, newId }: ExtractionContext,
): Fact {
  const { channel, guild } = conversation
  const { scope, saidAt } = source.turn
  const facet = nameless === undefined ? normalizeFacet(extracted.facet) : undefined
  const at = turns.findIndex(({ number }) => number === extracted.turn)
  return {
    id: newId(),
    text,
    quote,
    kind: extracted.kind,
    ...(status !== undefined && { status }),
    subject,
    ...(facet !== undefined && { facet }),
    scope,
    saidAt,
    ...(eventAt !== undefined && { eventAt }),
    ...(dateWords !== undefined && { dateWords }),
    replaces: [],
    sources,
    channel,
    ...(guild !== undefined && { guild }),
    confirmations: 0,
    near: contextOfTurns(
      neighboursOf(
        turns.map(({ turn }) => turn),
        at,
      ),
    ),
  }
}

/** The known facts that a new one replaces, and how many of the model's numbers name none that it can replace. */
interface ReplacedFacts {
  readonly replaces: readonly FactId[]
  readonly rejected: number
}

/**
 * A new fact replaces the current ones of the same subject that the model names, and those with the same single-valued
 * facet even if it names none: nobody lives in two homes. The older records stay as they are; that the new fact replaces
 * them is its own, so only those to whom it is visible see the older ones as past. What is kept in the user's own words has no
 * facet and counts as about them: there the words tell.
 */
function factsReplacedBy(
  fact: Pick<Fact, 'id' | 'subject' | 'facet' | 'kind' | 'status' | 'text' | 'quote' | 'eventAt' | 'saidAt'>,
  numbers: readonly number[],
  { facts, known }: Pick<ExtractionContext, 'facts' | 'known'>,
): ReplacedFacts {
  const canonical = canonicalEntityIds(known.statements)
  const idOf = ({ subject }: Pick<Fact, 'subject'>) => canonical.get(subject) ?? subject
  const canReplace = (older: Fact) =>
    idOf(older) === idOf(fact) && older.saidAt < fact.saidAt && sentenceKey(older) !== sentenceKey(fact)
  const named = [...new Set(numbers)].map(number => facts[number - 1])
  const replaceable = named.filter(older => older !== undefined).filter(canReplace)
  const facet = singleValuedFacetOf(fact)
  const current = new Set(currentFacts(known))
  const ofFacet = [...current].filter(
    older => facet !== undefined && singleValuedFacetOf(older) === facet && canReplace(older),
  )
  const byHand = facet === undefined && !isInOwnWords(fact) ? [] : inOwnWords(fact, known)
  const ids = [...replaceable.filter(older => current.has(older)), ...ofFacet, ...byHand].map(({ id }) => id)
  return { replaces: [...new Set(ids)], rejected: named.length - replaceable.length }
}

/** What is kept in the user's own words, by hand or by a model that writes none, and tells another value of the same. */
function inOwnWords(
  fact: Pick<Fact, 'id' | 'kind' | 'facet' | 'status' | 'text' | 'saidAt'>,
  known: Knowledge,
): readonly Fact[] {
  if (!tellsPresent(fact)) return []
  const isOlder = ({ asked, facet, text, quote, saidAt }: Fact) =>
    (asked !== undefined || isInOwnWords({ text, quote })) && facet === undefined && saidAt < fact.saidAt
  return findRelatedFacts(fact, known, isOlder)
    .filter(({ relation, fact: older }) => relation === 'contradicts' && replacesValue(fact, older))
    .map(({ fact: older }) => older)
}
