import { sentence } from '../believing/repetitions.ts'
import { entitiesOf } from '../entities.ts'
import { currentFacts } from '../facts.ts'
import type { Overview } from '../own-memory.ts'
import { plain, standsIn } from '../plain.ts'
import type { Scope } from '../scope.ts'
import { type EntityId, type Fact, type Statement, USER_ENTITY } from '../types.ts'
import { withSame } from './going.ts'
import { isOfFacet, statementsOfFacts } from './going-statements.ts'
import {
  factOf,
  type KeepSettings,
  type Kept,
  keptAsKnown,
  keptAsNew,
  type Said,
  sameWords,
  wordsToKeep,
} from './keeping.ts'
import { noChange } from './no-change.ts'

/**
 * What a user writes in a fact's place: a new fact, under the old one's scope and about the same, that makes it past. The
 * statements that say what the old one said are past with it.
 */
export function correctFact(old: Fact, said: Said, overview: Overview, settings: KeepSettings): Kept {
  const words = wordsToKeep(said.text)
  if (typeof words !== 'string') return words
  const { kind, subject, facet, scope } = old
  const draft: Fact = {
    ...factOf(said, words),
    ...{ kind, subject, scope },
    ...(facet !== undefined && { facet }),
    saidAt: Math.max(said.saidAt, old.saidAt + 1), // only what was said later replaces
  }
  if (sentence({ text: words }) === sentence({ text: old.text })) {
    return { kind: 'known', fact: old, change: noChange(overview.epoch) }
  }
  const same = sameWords(draft, overview).filter(other => other.saidAt < draft.saidAt)
  const fact = { ...draft, replaces: [old.id, ...same.map(({ id }) => id).filter(id => id !== old.id)] }
  const kept = keptAsNew(fact, overview, settings)
  if (kept.kind === 'refused') return kept
  const statements = unlinkedOf(old, overview).map(statement => ({ ...statement, fact: old.id }))
  return { ...kept, change: { ...kept.change, standing: [old.id], statements } }
}

/**
 * What a user writes of somebody or something in place of its details, which go; its name, type and relation stay. The
 * facts that say such a detail are past with it, as far as whoever hears the new one hears them. Other facts about it
 * stay: each is shown, and can be corrected, by itself.
 */
export function correctEntity(ids: readonly EntityId[], said: Said, overview: Overview, settings: KeepSettings): Kept {
  const words = wordsToKeep(said.text)
  if (typeof words !== 'string') return words
  const all = withSame(overview.known, ids)
  const details = overview.known.statements.filter(({ entity, field }) => all.has(entity) && isDetail(field))
  const text = withName(words, all, said.scope, overview)
  const draft: Fact = { ...factOf(said, words), subject: ids[0] ?? USER_ENTITY, text }
  const known = sameWords(draft, overview).find(({ subject }) => all.has(subject))
  const past = currentFacts(overview.known).filter(
    fact => all.has(fact.subject) && fact !== known && isHeard(fact.scope, said.scope) && saysOne(fact, details, words),
  )
  const kept =
    known !== undefined && past.length === 0
      ? keptAsKnown(known, said, overview)
      : keptAsNew(inPlaceOf(known === undefined ? past : [...past, known], draft), overview, settings)
  if (kept.kind === 'refused') return kept
  const statements = details.map(({ entity, field, scope }) => ({ entity, field, scope }))
  return { ...kept, change: { ...kept.change, gone: { facts: [], statements } } }
}

/** The later word, whatever the clocks say. */
function inPlaceOf(past: readonly Fact[], fact: Fact): Fact {
  const saidAt = Math.max(fact.saidAt, ...past.map(other => other.saidAt + 1))
  return { ...fact, saidAt, replaces: past.map(({ id }) => id) }
}

/** Whether a fact says one of the details that go: linked to it, of its facet, or by a value that the new words leave out. */
function saysOne(fact: Fact, details: readonly Statement[], words: string): boolean {
  return details.some(detail => {
    if (detail.fact === fact.id || isOfFacet(fact, detail)) return true
    // Of the user too much is told: that they have been to Oslo does not say that they live there.
    if (fact.subject === USER_ENTITY || !detail.field.startsWith('attr:')) return false
    const value = plain(detail.value)
    return standsIn(value, plain(fact.text)) && !standsIn(value, plain(words))
  })
}

/** Whether whoever hears what is said under one scope hears what was said under another. */
function isHeard(other: Scope, scope: Scope): boolean {
  return scope === 'dm' || other === scope || other === 'everywhere'
}

/** "She sings" tells nothing by itself: with the name that is heard under the scope, unless the words name it. */
function withName(words: string, ids: ReadonlySet<EntityId>, scope: Scope, { known }: Overview): string {
  const heard = known.statements.filter(said => isHeard(said.scope, scope))
  const entity = entitiesOf({ ...known, statements: heard }).find(({ ids: own }) => own.some(id => ids.has(id)))
  if (entity === undefined || entity.isUser) return words
  const isNamed = [entity.name, ...entity.aliases].some(name => standsIn(plain(name), plain(words)))
  return isNamed ? words : `${entity.name}: ${words}`
}

/** What says the same as a fact and goes with none. */
function unlinkedOf(fact: Fact, { known }: Overview): readonly Statement[] {
  return statementsOfFacts(known, [fact]).filter(statement => statement.fact === undefined)
}

function isDetail(field: string): boolean {
  return field.startsWith('attr:') || field.startsWith('alias:')
}
