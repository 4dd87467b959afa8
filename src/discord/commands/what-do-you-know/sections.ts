import { activeFacts, factsByKind } from '../../../memory/knowledge/active-facts.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import { replacementsOf } from '../../../memory/knowledge/facts.ts'
import { factItem, type MemoryItem } from '../../../memory/knowledge/items.ts'
import type { RejectedWords } from '../../../memory/knowledge/rejected-quotes.ts'
import type { Overview, PendingChoice } from '../../../memory/ports/user-memory-store.ts'
import type { Fact, FactId, Knowledge, Summary } from '../../../memory/types.ts'
import { escapeText } from '../../interactions/escape.ts'
import type { PageAddress, SectionName } from './page.ts'

/** Each item takes 6 of the 40 components that a message may have. */
const PAGE_SIZE = 5
/** Of the 4,000 characters that a message may have, the rest is for the heading and a note. */
const MAX_PAGE_LENGTH = 3000

/** Something on a page: what is known, or words that were not kept. */
type PageItem = MemoryItem | { readonly kind: 'rejected'; readonly rejected: RejectedWords }

/** All that its user is shown. */
export interface ShownMemory extends Overview {
  /** Newest first. */
  readonly rejected: readonly RejectedWords[]
}

export interface Section {
  readonly name: SectionName
  /** How many things it shows. */
  readonly count: number
  /** Never empty: items, newest first, or a text. */
  readonly pages: readonly (readonly PageItem[] | string)[]
}

/** A page with its neighbours, which can be those of another section. */
export interface SectionPage {
  readonly address: PageAddress
  readonly pages: number
  readonly content: readonly PageItem[] | string
  readonly previous: PageAddress | undefined
  readonly next: PageAddress | undefined
}

/** All that is known, and what was not kept, in the order in which it is leafed through, without empty sections. */
export function sectionsOf({ known, summaries, rejected }: ShownMemory): readonly Section[] {
  const entities = entitiesOf(known).map((entity): MemoryItem & { kind: 'entity' } => ({ kind: 'entity', entity }))
  const you = entities.filter(({ entity }) => entity.isUser)
  const things = entities.filter(({ entity }) => !entity.isUser)
  const topics = factsByKind(known).map(({ kind, facts }) => createSection(kind, facts.map(factItem)))
  const text = escapeText(joinSummaries(summaries))
  return [
    ...topics,
    ...(you.length === 0 ? [] : [createSection('you', you)]),
    ...(things.length === 0 ? [] : [createSection('things', things)]),
    ...(text === '' ? [] : [{ name: 'summary', count: summaries.length, pages: splitText(text) } as const]),
    ...(rejected.length === 0 ? [] : [createSection('rejected', rejected.map(rejectedItem))]),
  ]
}

/**
 * What a search found, or what is further from what was searched for, as far as it is still known; what was corrected since
 * stands there as it is now.
 */
export function searchSections(
  choiceId: string,
  { facts, entities, further = [] }: Extract<PendingChoice, { kind: 'choose' }>,
  known: Knowledge,
): { readonly found: Section | undefined; readonly further: Section | undefined } {
  const named = entitiesOf(known).filter(({ ids }) => ids.some(id => entities.includes(id)))
  const found = [
    ...named.map((entity): MemoryItem => ({ kind: 'entity', entity })),
    ...currentFacts(facts, known).map(factItem),
  ]
  const isFound = new Set(found.flatMap(item => (item.kind === 'fact' ? item.fact.id : [])))
  const others = currentFacts(further, known).filter(({ id }) => !isFound.has(id))
  const section = (name: SectionName, items: readonly MemoryItem[]) =>
    items.length === 0 ? undefined : createSection(name, items)
  return {
    found: section(`found-${choiceId}`, found),
    further: section(`further-${choiceId}`, others.map(factItem)),
  }
}

/** The page at an address; the last of its section where there are not so many; undefined where there are none. */
export function findPage(sections: readonly Section[], { section, page }: PageAddress): SectionPage | undefined {
  const all = sections.flatMap(({ name, pages }) =>
    pages.map((content, at) => ({ address: { section: name, page: at + 1 }, pages: pages.length, content })),
  )
  const at = all.findLastIndex(({ address }) => address.section === section && address.page <= page)
  const found = all[at]
  return found && { ...found, previous: all[at - 1]?.address, next: all[at + 1]?.address }
}

/** The running summary of a conversation as one text. */
export function joinSummaries(summaries: readonly Summary[]): string {
  return summaries
    .map(({ text }) => text.trim())
    .join('\n\n')
    .trim()
}

function rejectedItem(rejected: RejectedWords): PageItem {
  return { kind: 'rejected', rejected }
}

function createSection(name: SectionName, items: readonly PageItem[]): Section {
  const pages = Array.from({ length: Math.ceil(items.length / PAGE_SIZE) }, (_, page) =>
    items.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
  )
  return { name, count: items.length, pages }
}

/** The facts of these ids in the same order, each once; superseded facts as what took their place. */
function currentFacts(ids: readonly FactId[], known: Knowledge): readonly Fact[] {
  const past = replacementsOf(known)
  const current = new Map(activeFacts(known).map(fact => [fact.id, fact]))
  const present = ids.map(id => {
    let now = id
    for (let fact = past.get(now); fact !== undefined && !current.has(now); fact = past.get(now)) now = fact.id
    return current.get(now)
  })
  return [...new Set(present.filter(fact => fact !== undefined))]
}

/** A text in pieces that fit a page, cut between words if there are any. */
function splitText(text: string): readonly string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > MAX_PAGE_LENGTH) {
    const end = rest.slice(0, MAX_PAGE_LENGTH).search(/\s\S*$/u)
    const at = end > MAX_PAGE_LENGTH / 2 ? end : MAX_PAGE_LENGTH
    const piece = rest.slice(0, /[\uD800-\uDBFF]/.test(rest[at - 1] ?? '') ? at - 1 : at)
    pieces.push(piece)
    rest = rest.slice(piece.length).trim()
  }
  return [...pieces, rest]
}
