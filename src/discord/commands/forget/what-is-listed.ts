import { type Entity, entitiesOf } from '../../../memory/entities.ts'
import { replacedBy } from '../../../memory/facts.ts'
import { isHeld } from '../../../memory/own/held-facts.ts'
import type { WhatGoes } from '../../../memory/own/what-goes.ts'
import { type EntityId, type Fact, type Known, type Statement, USER_ENTITY } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { entityLabel } from '../entity-words.ts'

/** Something that goes: its words, when it was said, and whether a later one had taken its place. */
export interface Item {
  readonly words: string
  readonly saidAt: number
  readonly isPast: boolean
}

/** Items of one kind under a heading that counts them. */
export interface Listed {
  readonly heading: string
  readonly items: readonly Item[]
}

/** What goes, kind by kind, the newest first; kinds of which nothing goes are left out. */
export function listed(goes: WhatGoes, known: Known, texts: Texts): readonly Listed[] {
  const { forget } = texts
  const past = replacedBy(known)
  const facts = goes.facts.map(fact => ({ words: fact.text, saidAt: fact.saidAt, isPast: !isHeld(known, fact) }))
  const entities = goes.entities.map(entity => ({
    words: entityLabel(entity, texts),
    saidAt: entity.saidAt,
    isPast: false,
  }))
  const nameOf = namer(known, forget.you)
  const details = goes.statements.map(statement => ({
    words: `${forget.of(nameOf(statement.entity))} ${detail(statement, forget)}`,
    saidAt: statement.saidAt,
    isPast: statement.fact !== undefined && past.has(statement.fact),
  }))
  return [
    { heading: forget.facts(facts.length), items: facts },
    { heading: forget.entities(entities.length), items: entities },
    { heading: forget.details(details.length), items: details },
  ]
    .filter(({ items }) => items.length > 0)
    .map(({ heading, items }) => ({ heading, items: items.toSorted((a, b) => b.saidAt - a.saidAt) }))
}

/** Whether something goes that a later word had corrected. */
export function hasPast(facts: readonly Fact[], known: Known): boolean {
  return facts.some(fact => !isHeld(known, fact))
}

function detail({ field, value }: Statement, { calledToo }: Texts['forget']): string {
  if (field.startsWith('alias:')) return calledToo(value)
  const facet = field.startsWith('attr:') ? field.split(':')[1] : undefined
  return facet === undefined ? value : `${facet} ${value}`
}

function namer(known: Known, you: string): (id: EntityId) => string {
  const byId = new Map<EntityId, Entity>(entitiesOf(known).flatMap(entity => entity.ids.map(id => [id, entity])))
  return id => (id === USER_ENTITY ? you : (byId.get(id)?.name ?? '?'))
}
