import { chunks } from '../../../memory/chunks.ts'
import { activeFacts, factsByKind } from '../../../memory/knowledge/active-facts.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import { replacementsOf } from '../../../memory/knowledge/facts.ts'
import { factItem, type MemoryItem } from '../../../memory/knowledge/items.ts'
import type { RejectedWords } from '../../../memory/knowledge/rejected-quotes.ts'
import type { Overview, PendingChoice } from '../../../memory/ports/user-memory-store.ts'
import { factsByEntity, factsByFacet } from '../../../memory/retrieval/facts-by-entity.ts'
import type { Fact, FactId, Knowledge, Summary } from '../../../memory/types.ts'
import { escapeText } from '../../interactions/escape.ts'
import { hashedSection, type PageAddress, type SectionName } from './page.ts'

/** Each item takes 6 of the 40 components that a message may have. */
const PAGE_SIZE = 5
/** As many as one menu holds: https://docs.discord.com/developers/components/reference#string-select */
export const LIST_SIZE = 25
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
  /** What it is called, where its name does not tell. */
  readonly title?: string
  /** How many things it shows. */
  readonly count: number
  /** Never empty: items, newest first, or pieces of a text. */
  readonly content: readonly PageItem[] | readonly string[]
}

/** A page with its neighbours, which can be those of another section. */
export interface SectionPage {
  readonly section: Section
  readonly address: PageAddress
  readonly pages: number
  /** A text, items with all that can be done to each, or a list from which several can be chosen. */
  readonly content: string | readonly PageItem[] | MemoryList
  readonly previous: PageAddress | undefined
  readonly next: PageAddress | undefined
}

/** Items of a page that is a list, and the place of the first among all of the section, from 0. */
export interface MemoryList {
  readonly items: readonly MemoryItem[]
  readonly from: number
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
    ...(text === '' ? [] : [{ name: 'summary', count: summaries.length, content: splitText(text) } as const]),
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

/** What is told of one property, or of somebody or something, by the section's name. */
export function namedSection(name: SectionName, known: Knowledge): Section | undefined {
  const topic = factsByFacet(known).find(({ facet }) => hashedSection('topic', facet) === name)
  if (topic !== undefined) return { ...createSection(name, topic.facts.map(factItem)), title: topic.facet }
  const about = factsByEntity(known).find(({ entity }) => entity.ids.some(id => hashedSection('about', id) === name))
  if (about === undefined) return undefined
  const { entity, facts } = about
  return { ...createSection(name, [{ kind: 'entity', entity }, ...facts.map(factItem)]), title: entity.name }
}

/** The page at an address; the last of its section where there are not so many; undefined where there are none. */
export function findPage(
  sections: readonly Section[],
  { section, page, isList }: PageAddress,
): SectionPage | undefined {
  const all = sections.flatMap(one => {
    const pages = pagesOf(one, isList === true)
    return pages.map((content, at) => {
      const address = { section: one.name, page: at + 1, ...(isList && { isList }) }
      return { section: one, address, pages: pages.length, content }
    })
  })
  const at = all.findLastIndex(({ address }) => address.section === section && address.page <= page)
  const found = all[at]
  return found && { ...found, previous: all[at - 1]?.address, next: all[at + 1]?.address }
}

/** More than one menu holds is shown as a list: a thousand facts with their buttons would be two hundred pages. */
function pagesOf({ content }: Section, isList: boolean): readonly SectionPage['content'][] {
  const items = content.filter(one => typeof one !== 'string')
  if (items.length === 0) return content.filter(one => typeof one === 'string')
  const known = items.filter(item => item.kind !== 'rejected')
  if (known.length < items.length || !(isList || items.length > LIST_SIZE)) return chunks(items, PAGE_SIZE)
  return chunks(known, LIST_SIZE).map((some, at) => ({ items: some, from: at * LIST_SIZE }))
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
  return { name, count: items.length, content: items }
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
