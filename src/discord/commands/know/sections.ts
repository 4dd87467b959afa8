import { type Entity, entitiesOf, presentStatements } from '../../../memory/entities.ts'
import { replacedBy } from '../../../memory/facts.ts'
import { heldFacts, isHeld } from '../../../memory/own/held-facts.ts'
import { topicsOf } from '../../../memory/own/topics.ts'
import type { Offer, Overview } from '../../../memory/own-memory.ts'
import type { Scope } from '../../../memory/scope.ts'
import type { EntityId, Fact, FactId, Known, Segment } from '../../../memory/types.ts'
import { escaped } from '../shown-words.ts'
import type { Place, SectionName } from './place.ts'

/** Each takes 6 of the 40 components that a message may have. */
const ON_A_PAGE = 5
/** Of the 4,000 characters that a message may have. */
const LONGEST_PAGE = 3000

/** One thing that is known, with all that can be done to it. */
export type Item = { readonly kind: 'fact'; readonly fact: Fact } | { readonly kind: 'entity'; readonly entity: Entity }

/** What an item is called in custom ids: an entity by any of its ids. */
export interface Named {
  readonly kind: Item['kind']
  readonly id: FactId | EntityId
}

export interface Section {
  readonly name: SectionName
  /** How many things it shows. */
  readonly count: number
  /** Never empty: items, newest first, or a text. */
  readonly pages: readonly (readonly Item[] | string)[]
}

/** A page with its neighbours, which can be those of another section. */
export interface Leaf {
  readonly place: Place
  readonly pages: number
  readonly content: readonly Item[] | string
  readonly before?: Place
  readonly after?: Place
}

/** All that is known, in the order in which it is leafed through; nothing of which nothing is known. */
export function sectionsOf({ known, summary }: Pick<Overview, 'known' | 'summary'>): readonly Section[] {
  const entities = entitiesOf(known).map((entity): Item & { kind: 'entity' } => ({ kind: 'entity', entity }))
  const you = entities.filter(({ entity }) => entity.isUser)
  const things = entities.filter(({ entity }) => !entity.isUser)
  const topics = topicsOf(known).map(({ kind, facts }) => listed(kind, facts.map(asItem)))
  const text = escaped(summaryText(summary))
  return [
    ...topics,
    ...(you.length === 0 ? [] : [listed('you', you)]),
    ...(things.length === 0 ? [] : [listed('things', things)]),
    ...(text === '' ? [] : [{ name: 'summary', count: summary.length, pages: inPieces(text) } as const]),
  ]
}

/** What a search found, as far as it is still known; what was corrected since stands there as it is now. */
export function foundSection(
  offer: string,
  found: Extract<Offer, { kind: 'choose' }>,
  known: Known,
): Section | undefined {
  const entities = entitiesOf(known).filter(({ ids }) => ids.some(id => found.entities.includes(id)))
  const items = [
    ...entities.map((entity): Item => ({ kind: 'entity', entity })),
    ...presentFacts(found.facts, known).map(asItem),
  ]
  return items.length === 0 ? undefined : listed(`found-${offer}`, items)
}

/** The page at a place; the last one where there are not so many; undefined where there are none. */
export function leafAt(sections: readonly Section[], { section: name, page }: Place): Leaf | undefined {
  const at = sections.findIndex(section => section.name === name)
  const section = sections[at]
  if (section === undefined) return undefined
  const pages = section.pages.length
  const number = Math.min(page, pages)
  const [last, next] = [sections[at - 1], sections[at + 1]]
  const before =
    number > 1 ? { section: name, page: number - 1 } : last && { section: last.name, page: last.pages.length }
  const after = number < pages ? { section: name, page: number + 1 } : next && { section: next.name, page: 1 }
  return {
    place: { section: name, page: number },
    pages,
    content: section.pages[number - 1] ?? '',
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }
}

/** What has a name, as it is now; undefined for what is past or gone. */
export function itemNamed({ kind, id }: Named, known: Known): Item | undefined {
  if (kind === 'entity') {
    const entity = entitiesOf(known).find(({ ids }) => ids.includes(id))
    return entity && { kind, entity }
  }
  const found = known.facts.find(fact => fact.id === id)
  const fact = found !== undefined && isHeld(known, found) ? found : undefined
  return fact && asItem(fact)
}

/** The scopes under which something is said of an entity that holds still. */
export function scopesOf({ ids }: Pick<Entity, 'ids'>, known: Known): readonly Scope[] {
  const statements = presentStatements(known).filter(({ entity }) => ids.includes(entity))
  return [...new Set(statements.map(({ scope }) => scope))]
}

/** The running summary of a conversation as one text. */
export function summaryText(summary: readonly Segment[]): string {
  return summary
    .map(({ text }) => text.trim())
    .join('\n\n')
    .trim()
}

function asItem(fact: Fact): Item {
  return { kind: 'fact', fact }
}

function listed(name: SectionName, items: readonly Item[]): Section {
  const pages = Array.from({ length: Math.ceil(items.length / ON_A_PAGE) }, (_, page) =>
    items.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE),
  )
  return { name, count: items.length, pages }
}

/** In the same order, each once, those that were replaced as what took their place. */
function presentFacts(ids: readonly FactId[], known: Known): readonly Fact[] {
  const past = replacedBy(known)
  const current = new Map(heldFacts(known).map(fact => [fact.id, fact]))
  const present = ids.map(id => {
    let now = id
    for (let fact = past.get(now); fact !== undefined && !current.has(now); fact = past.get(now)) now = fact.id
    return current.get(now)
  })
  return [...new Set(present.filter(fact => fact !== undefined))]
}

/** Cut where words end, if there are any ends. */
function inPieces(text: string): readonly string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > LONGEST_PAGE) {
    const end = rest.slice(0, LONGEST_PAGE).search(/\s\S*$/u)
    const at = end > LONGEST_PAGE / 2 ? end : LONGEST_PAGE
    const piece = rest.slice(0, /[\uD800-\uDBFF]/.test(rest[at - 1] ?? '') ? at - 1 : at)
    pieces.push(piece)
    rest = rest.slice(piece.length).trim()
  }
  return [...pieces, rest]
}
