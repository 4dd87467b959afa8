import { type APIMessageTopLevelComponent, TimestampStyles, time } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import type { MemoryItem } from '../../../memory/knowledge/items.ts'
import type { Overview, PendingChoice } from '../../../memory/ports/user-memory-store.ts'
import type { Knowledge } from '../../../memory/types.ts'
import type { View, ViewContext } from '../../interactions/command.ts'
import { type ActionRow, actionRow, button, customId, textDisplay } from '../../interactions/components.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { facetLabel, formatCounts, formatEntity } from '../../interactions/format.ts'
import { type Basket, basketRows } from './basket.ts'
import { renderItem } from './item.ts'
import { renderList } from './list.ts'
import { type MenuContext, pagesMenu, sectionMenu, sectionName, subjectMenus } from './menus.ts'
import { HOME_ACTION, type PageAddress, pageCode, type SectionName } from './page.ts'
import { renderRejected } from './rejected.ts'
import {
  findPage,
  joinSummaries,
  type Section,
  type SectionPage,
  type ShownMemory,
  searchSections,
  sectionsOf,
} from './sections.ts'

/** Sections of what is no fact about the user. */
const OTHER_SECTIONS: ReadonlySet<SectionName> = new Set(['you', 'summary', 'things', 'rejected'])

/** What a panel shows beside what is known. */
interface PanelOptions {
  /** On what has just been done. */
  readonly note?: string | undefined
  /** What was chosen so far. */
  readonly basket?: Basket | undefined
  /** Which parts of the menus of people and of topics are shown, from 1. */
  readonly parts?: { readonly people: number; readonly topics: number }
}

/** The first page: what is known in short, and the ways to the rest; above it a note on what has just been done. */
export function firstPanel(overview: ShownMemory, context: ViewContext, options: PanelOptions = {}): View {
  const { user, texts } = context
  const { note, basket, parts } = options
  const { know } = texts
  const sections = sectionsOf(overview)
  const states = stateLines(overview, texts)
  const [first] = sections
  if (first === undefined) {
    // While memory is off, no sentence tells how the bot learns.
    const isKept = !overview.settings.isPaused && overview.incognitoUntil === undefined
    return [note, ...(isKept ? [know.nothing] : []), ...states].filter(part => part !== undefined).join('\n')
  }
  const address = { section: first.name, page: 1 } as const
  const menus = { user, texts, basketId: basket?.id }
  return {
    components: [
      ...noteComponents(note),
      textDisplay([`## ${know.title}`, ...overviewLines(overview, sections, texts), ...states].join('\n')),
      ...basketRows(basket, address, menus),
      sectionMenu(sections, menus),
      ...subjectMenus(overview.known, menus, parts),
      actionRow(pageButton(know.next, address, 'on', menus)),
    ],
  }
}

/** A page to be shown: of a section of what is known, or of what a search found. */
interface ShownPage {
  readonly address: PageAddress
  readonly found?: Section | undefined
  /** What is further from what was searched for, if that is not shown yet. */
  readonly further?: Section | undefined
}

/** A page of a section; the first page where there is none of it. */
export function pagePanel(
  overview: ShownMemory,
  { address, found, further }: ShownPage,
  context: ViewContext,
  options: PanelOptions = {},
): View {
  const { user, texts } = context
  const { note, basket } = options
  const sections = sectionsOf(overview)
  // Beside items with their buttons there is no room for what can be done to all that is chosen.
  const wanted = basket === undefined || basket.items.length === 0 ? address : { ...address, isList: true as const }
  const page = findPage(found === undefined ? sections : [found], wanted)
  if (page === undefined) return firstPanel(overview, context, options)
  const { section, pages } = page
  const heading = `## ${titleOf(section, texts)}`
  const menus = { user, texts, basketId: basket?.id }
  return {
    components: [
      ...noteComponents(note),
      textDisplay(pages === 1 ? heading : `${heading}\n-# ${texts.know.page(page.address.page, pages)}`),
      ...renderContent(page, overview, basket, context),
      ...basketRows(basket, page.address, menus),
      navigationRow(page, menus, further),
      ...(sections.length === 0 ? [] : [sectionMenu(sections, menus)]),
      ...(isList(page) ? [...pagesMenu(page, menus), ...subjectMenus(overview.known, menus)] : []),
    ],
  }
}

function titleOf({ name, title }: Section, texts: Texts): string {
  if (title === undefined) return sectionName(name, texts)
  return escapeLine(name.startsWith('topic-') ? facetLabel(title, texts) : title, 100)
}

function renderContent(
  { content, address }: SectionPage,
  { known }: ShownMemory,
  basket: Basket | undefined,
  context: ViewContext,
): readonly APIMessageTopLevelComponent[] {
  if (typeof content === 'string') return [textDisplay(content)]
  if ('from' in content) return renderList(content, address, basket, context)
  return content.flatMap(item =>
    item.kind === 'rejected' ? renderRejected(item.rejected, context) : renderItem(item, known, context),
  )
}

function isList({ content }: SectionPage): boolean {
  return typeof content !== 'string' && 'from' in content
}

/** One item alone, where it was changed from a message that shows no page. */
export function itemPanel(item: MemoryItem, known: Knowledge, context: ViewContext, note?: string): View {
  return { components: [...noteComponents(note), ...renderItem(item, known, context)] }
}

interface Search {
  /** What the choice is called. */
  readonly id: string
  readonly choice: Extract<PendingChoice, { kind: 'choose' }>
  readonly overview: ShownMemory
  /** Says that nothing is surely about what was searched for. */
  readonly nothing: string
}

/** What a search found; where nothing is surely about it, a way to what may be. */
export function searchPanel({ id, choice, overview, nothing }: Search, context: ViewContext, note?: string): View {
  const { found, further } = searchSections(id, choice, overview.known)
  if (found !== undefined || further === undefined)
    return pagePanel(overview, { address: { section: `found-${id}`, page: 1 }, found, further }, context, { note })
  const { user, texts } = context
  const button = furtherButton(further, { user, texts })
  return { components: [...noteComponents(note), textDisplay(nothing), actionRow(button)] }
}

function noteComponents(note: string | undefined): readonly APIMessageTopLevelComponent[] {
  return note === undefined ? [] : [textDisplay(note)]
}

/** The profile, how many facts there are of each kind, names, and the summary: 2,600 characters at most. */
function overviewLines(overview: Overview, sections: readonly Section[], texts: Texts): readonly string[] {
  const { know } = texts
  const entities = entitiesOf(overview.known)
  const user = entities.find(({ isUser }) => isUser)
  const things = entities.filter(({ isUser }) => !isUser).map(({ name }) => name)
  const topics = sections.filter(({ name }) => !OTHER_SECTIONS.has(name))
  const count = topics.reduce((sum, topic) => sum + topic.count, 0)
  const numbers = topics.map(topic => know.counted(sectionName(topic.name, texts), topic.count)).join(' · ')
  const summary = joinSummaries(overview.summaries)
  return [
    ...(user === undefined ? [] : [formatEntity(user, texts, 500)]),
    ...(count === 0 ? [] : [`**${know.facts(count)}** ${numbers}`]),
    ...(things.length === 0 ? [] : [`**${know.things(things.length)}** ${escapeLine(things.join(', '), 300)}`]),
    ...(summary === '' ? [] : [`**${know.summary}** ${escapeLine(summary, 1000)}`]),
  ]
}

function stateLines(overview: Overview, { know }: Texts): readonly string[] {
  const { unlearned, evictedFacts, settings, incognitoUntil } = overview
  return [
    ...formatCounts([
      [unlearned, know.waiting],
      [evictedFacts, know.evicted],
    ]),
    ...(settings.isPaused ? [know.paused] : []),
    ...(incognitoUntil === undefined
      ? []
      : [know.incognito(time(new Date(incognitoUntil), TimestampStyles.RelativeTime))]),
  ].map(state => `-# ${state}`)
}

function navigationRow(page: SectionPage, context: MenuContext, further?: Section): ActionRow {
  const { address, previous, next, section } = page
  const { user, texts, basketId } = context
  const { know } = texts
  const basket = basketId === undefined ? [] : [basketId]
  const known = section.content.some(item => typeof item !== 'string' && item.kind !== 'rejected')
  const several = isList(page)
    ? button(know.chooseAll(section.count), customId(user, 'know.all', pageCode(address), ...basket))
    : pageButton(know.several, { section: section.name, page: 1, isList: true }, 'list', context)
  const to = (label: string, target: PageAddress | undefined, way: 'back' | 'on') => ({
    ...pageButton(label, target ?? address, way, context),
    disabled: target === undefined,
  })
  return actionRow(
    to(know.previous, previous, 'back'),
    button(know.home, customId(user, HOME_ACTION, pageCode(address), ...basket)),
    to(know.next, next, 'on'),
    ...(known && section.count > 1 ? [several] : []),
    ...(further === undefined ? [] : [furtherButton(further, context)]),
  )
}

function pageButton(
  label: string,
  address: PageAddress,
  way: 'back' | 'on' | 'list' | 'further',
  { user, basketId }: MenuContext,
) {
  const basket = basketId === undefined ? [] : [basketId]
  return button(label, customId(user, 'know.page', pageCode(address), way, ...basket))
}

function furtherButton({ name, count }: Section, context: MenuContext) {
  return pageButton(context.texts.know.lookFurther(count), { section: name, page: 1 }, 'further', context)
}
