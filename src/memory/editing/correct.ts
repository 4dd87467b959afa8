import { statesSameFacet } from '../forgetting/related-statements.ts'
import { withSameEntities } from '../forgetting/targets.ts'
import { guildOfScope } from '../knowledge/active-facts.ts'
import { findRelatedFacts } from '../knowledge/compare-facts.ts'
import { entitiesOf, isDetail } from '../knowledge/entities.ts'
import { currentFacts, sentenceKey } from '../knowledge/facts.ts'
import { withSubject } from '../knowledge/own-words.ts'
import { emptyChange, type Overview } from '../ports/user-memory-store.ts'
import { type Audience, audienceOfScope, isVisibleTo } from '../scope.ts'
import { normalizeText, occursIn, trimEnding } from '../text/normalize.ts'
import { type EntityId, type Fact, type Statement, USER_ENTITY } from '../types.ts'
import { conflictsAmong, linkStatements } from './reconcile.ts'
import {
  confirmKnown,
  createExplicitFact,
  type ExplicitMemory,
  factsInSameWords,
  type KnowledgeLimits,
  keepAsNew,
  type RememberResult,
  toStorableText,
} from './remember.ts'

/**
 * What a user writes in a fact's place: a new fact, under the old one's scope and about the same, that makes it past. The
 * statements that say what the old one said are past with it.
 */
export function correctFact(
  old: Fact,
  said: ExplicitMemory,
  overview: Overview,
  settings: KnowledgeLimits,
): RememberResult {
  const words = toStorableText(said.text)
  if (typeof words !== 'string') return words
  const { kind, subject, facet, scope } = old
  const draft: Fact = {
    ...createExplicitFact(said, words),
    ...{ kind, subject, scope },
    ...(facet !== undefined && { facet }),
    saidAt: Math.max(said.saidAt, old.saidAt + 1), // only what was said later replaces
  }
  if (sentenceKey({ text: words }) === sentenceKey({ text: old.text })) {
    return { kind: 'known', fact: old, change: emptyChange(overview.epoch), conflicts: [] }
  }
  const same = factsInSameWords(draft, overview).filter(other => other.saidAt < draft.saidAt)
  const fact = { ...draft, replaces: [old.id, ...same.map(({ id }) => id).filter(id => id !== old.id)] }
  const kept = keepAsNew(fact, overview, settings)
  const others = findRelatedFacts(fact, overview.known).filter(other => !fact.replaces.includes(other.fact.id))
  const conflicts = conflictsAmong(others, fact.scope)
  const statements = linkStatements([old], overview.known)
  return { ...kept, conflicts, change: { ...kept.change, requiredFacts: [old.id], statements } }
}

/**
 * What a user writes of somebody or something in place of its details, which go; its name, type and relation stay. The
 * facts that say such a detail are past with it, as far as they are visible to whom the new one is visible: what is
 * corrected in a private channel takes the place of what was said in its server as well, for those who read the channel.
 * That server is the one in which the channel's facts were said, not the one in which the correction is written, as a
 * user can correct from anywhere; where no fact tells it, what was said in any server stays as it is. Other facts about
 * the entity stay: each is shown, and can be corrected, by itself.
 */
export function correctEntity(
  ids: readonly EntityId[],
  said: ExplicitMemory,
  overview: Overview,
  settings: KnowledgeLimits,
): RememberResult {
  const words = toStorableText(said.text)
  if (typeof words !== 'string') return words
  const all = withSameEntities(overview.known, ids)
  const details = overview.known.statements.filter(({ entity, field }) => all.has(entity) && isDetail(field))
  const audience = audienceOfScope(said.scope, guildOfScope(said.scope, overview.known.facts))
  const text = withName(words, all, audience, overview)
  const draft: Fact = { ...createExplicitFact(said, words), subject: ids[0] ?? USER_ENTITY, text }
  const known = factsInSameWords(draft, overview).find(({ subject }) => all.has(subject))
  const past = currentFacts(overview.known).filter(
    fact =>
      all.has(fact.subject) &&
      fact !== known &&
      isVisibleTo(fact.scope, audience) &&
      statesAnyDetail(fact, details, words),
  )
  const kept =
    known !== undefined && past.length === 0
      ? confirmKnown(known, said, overview)
      : keepAsNew(replacingFacts(known === undefined ? past : [...past, known], draft), overview, settings)
  const statements = details.map(({ entity, field, scope }) => ({ entity, field, scope }))
  return { ...kept, change: { ...kept.change, removed: { facts: [], statements } } }
}

/** The later word, whatever the clocks say. */
function replacingFacts(past: readonly Fact[], fact: Fact): Fact {
  const saidAt = Math.max(fact.saidAt, ...past.map(other => other.saidAt + 1))
  return { ...fact, saidAt, replaces: past.map(({ id }) => id) }
}

/** Whether a fact says one of the details that go: linked to it, of its facet, or by a value that the new words leave out. */
function statesAnyDetail(fact: Fact, details: readonly Statement[], words: string): boolean {
  return details.some(detail => {
    if (detail.fact === fact.id || statesSameFacet(fact, detail)) return true
    // Of the user too much is told: that they have been to Oslo does not say that they live there.
    if (fact.subject === USER_ENTITY || !detail.field.startsWith('attr:')) return false
    const value = normalizeText(detail.value)
    return occursIn(value, normalizeText(fact.text)) && !occursIn(value, normalizeText(words))
  })
}

/** "She sings" tells nothing by itself: the name that the audience knows is added, unless the words have it. */
function withName(words: string, ids: ReadonlySet<EntityId>, audience: Audience, { known }: Overview): string {
  const visible = known.statements.filter(({ scope }) => isVisibleTo(scope, audience))
  const entity = entitiesOf({ ...known, statements: visible }).find(({ ids: own }) => own.some(id => ids.has(id)))
  if (entity === undefined || entity.isUser) return words
  const isNamed = [entity.name, ...entity.aliases].some(name => occursIn(normalizeText(name), normalizeText(words)))
  return isNamed ? words : withSubject(entity.name, words)
}

/** What stands before and after a fact's words in a note that holds: `> - 2026-11-02, planned: … (in March 2026)`. */
const NOTE_PREFIX = /^(?:> ?)?(?:- )?(?:\d{4}-\d\d-\d\d(?:, (?!until )[^:,]*)*: )?/u
const NOTE_SUFFIX = / \((?:on|in) [^()]*\)$/u

/** The fact whose note a model gives back, with the date before it or without; case, spaces and the last dot aside. */
export function findFactOfNote(note: string, facts: readonly Fact[]): Fact | undefined {
  const words = normalizeText(note).replace(NOTE_PREFIX, '')
  const meant = [words, words.replace(NOTE_SUFFIX, '')].map(withoutMarks)
  return facts.find(({ text }) => meant.includes(withoutMarks(normalizeText(text))))
}

/** Without a final dot and without the quotation marks that a note in the user's own words stands between. */
function withoutMarks(text: string): string {
  return trimEnding(text.replace(/^"/u, ''), /[ ".!。]/u)
}
