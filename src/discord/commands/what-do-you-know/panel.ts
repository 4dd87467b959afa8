import { type APIMessageTopLevelComponent, TimestampStyles, time } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import type { EditResult } from '../../../memory/editing/edit-item.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import { findItem, type MemoryItem } from '../../../memory/knowledge/items.ts'
import type { Overview, PendingChoice } from '../../../memory/ports/user-memory-store.ts'
import type { Knowledge } from '../../../memory/types.ts'
import type {
  ComponentContext,
  InteractionContext,
  ModalContext,
  View,
  ViewContext,
} from '../../interactions/command.ts'
import { type ActionRow, actionRow, button, customId, selectMenu, textDisplay } from '../../interactions/components.ts'
import { escapeLine, truncateLine } from '../../interactions/escape.ts'
import { formatCounts, formatEntity } from '../../interactions/format.ts'
import { conflictPanel } from '../remember/panel.ts'
import { renderItem } from './item.ts'
import { choiceIdOf, HOME_ACTION, type PageAddress, pageCode, pageOfMessage, type SectionName } from './page.ts'
import { readShownMemory, renderRejected } from './rejected.ts'
import {
  findPage,
  joinSummaries,
  type Section,
  type SectionPage,
  type ShownMemory,
  searchSections,
  sectionsOf,
} from './sections.ts'

/** Sections of one thing, which are not counted. */
const UNCOUNTED_SECTIONS: ReadonlySet<SectionName> = new Set(['you', 'summary'])
/** Sections of what is no fact about the user. */
const OTHER_SECTIONS: ReadonlySet<SectionName> = new Set(['you', 'summary', 'things', 'rejected'])
/** Above a full page there is room for so much. */
const MAX_NOTE_LENGTH = 200
const MAX_OPTION_LENGTH = 100

/** The first page: what is known in short, and the ways to the rest; above it a note on what has just been done. */
export function firstPanel(overview: ShownMemory, context: ViewContext, note?: string): View {
  const { user, texts } = context
  const { know } = texts
  const sections = sectionsOf(overview)
  const states = stateLines(overview, texts)
  const [first] = sections
  if (first === undefined) {
    // While memory is off, no sentence tells how the bot learns.
    const isKept = !overview.settings.isPaused && overview.incognitoUntil === undefined
    return [note, ...(isKept ? [know.nothing] : []), ...states].filter(part => part !== undefined).join('\n')
  }
  const next = pageCode({ section: first.name, page: 1 })
  return {
    components: [
      ...noteComponents(note),
      textDisplay([`## ${know.title}`, ...overviewLines(overview, sections, texts), ...states].join('\n')),
      sectionMenu(sections, context),
      actionRow(button(know.next, customId(user, 'know.page', next, 'on'))),
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
  note?: string,
): View {
  const { texts } = context
  const sections = sectionsOf(overview)
  const page = findPage(found === undefined ? sections : [found], address)
  if (page === undefined) return firstPanel(overview, context, note)
  const { content, pages } = page
  const heading = `## ${sectionName(page.address.section, texts)}`
  return {
    components: [
      ...noteComponents(note),
      textDisplay(pages === 1 ? heading : `${heading}\n-# ${texts.know.page(page.address.page, pages)}`),
      ...(typeof content === 'string'
        ? [textDisplay(content)]
        : content.flatMap(item =>
            item.kind === 'rejected'
              ? renderRejected(item.rejected, context)
              : renderItem(item, overview.known, context),
          )),
      navigationRow(page, context, further),
      ...(sections.length === 0 ? [] : [sectionMenu(sections, context)]),
    ],
  }
}

/** One item alone, where it was changed from a message that shows no page. */
export function itemPanel(item: MemoryItem, known: Knowledge, context: ViewContext, note?: string): View {
  return { components: [...noteComponents(note), ...renderItem(item, known, context)] }
}

/** A page as it is now; the first one where the address is none of the bot's. */
export async function showPage(
  context: InteractionContext,
  address: PageAddress | undefined,
  note?: string,
): Promise<View> {
  const { user, userMemory } = context
  const choiceId = address && choiceIdOf(address.section)
  const [overview, choice] = await Promise.all([
    readShownMemory(context),
    choiceId === undefined ? undefined : userMemory.readChoice(user, choiceId),
  ])
  if (address === undefined) return firstPanel(overview, context, note)
  if (choiceId === undefined) return pagePanel(overview, { address }, context, note)
  if (choice?.kind !== 'choose') return firstPanel(overview, context, note ?? context.texts.know.foundTooOld)
  const { found, further } = searchSections(choiceId, choice, overview.known)
  if (address.section.startsWith('further-'))
    return pagePanel(overview, { address, found: further ?? found }, context, note)
  return pagePanel(overview, { address, found, further }, context, note)
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
    return pagePanel(overview, { address: { section: `found-${id}`, page: 1 }, found, further }, context, note)
  return { components: [...noteComponents(note), textDisplay(nothing), actionRow(furtherButton(further, context))] }
}

/** The page on which something was edited, as it is now; where it was edited elsewhere, the item alone. */
export async function showAfterEdit(
  { outcome, item: reference, words, conflicts = [] }: EditResult,
  context: ComponentContext | ModalContext,
): Promise<View> {
  const sentence = context.texts.know.changed[outcome]
  const note = words === undefined ? sentence : `${sentence}\n> ${escapeLine(words, MAX_NOTE_LENGTH)}`
  if (conflicts.length > 0) {
    const { known } = await context.userMemory.readOverview(context)
    const fact = known.facts.find(({ id }) => id === reference.id)
    if (fact !== undefined) return await conflictPanel(fact, conflicts, context)
  }
  const address = pageOfMessage(context.interaction.message)
  if (address !== undefined) return await showPage(context, address, note)
  const { known } = await context.userMemory.readOverview(context)
  const item = findItem(reference, known)
  return item === undefined ? note : itemPanel(item, known, context, note)
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

function navigationRow(
  { address, previous, next }: SectionPage,
  { user, texts: { know } }: ViewContext,
  further?: Section,
): ActionRow {
  const to = (label: string, target: PageAddress | undefined, way: 'back' | 'on') =>
    button(label, customId(user, 'know.page', pageCode(target ?? address), way), { disabled: target === undefined })
  return actionRow(
    to(know.previous, previous, 'back'),
    button(know.home, customId(user, HOME_ACTION, pageCode(address))),
    to(know.next, next, 'on'),
    ...(further === undefined ? [] : [furtherButton(further, { user, texts: { know } })]),
  )
}

function furtherButton({ name, count }: Section, { user, texts: { know } }: MenuContext) {
  return button(know.lookFurther(count), customId(user, 'know.page', pageCode({ section: name, page: 1 }), 'further'))
}

type MenuContext = { readonly user: ViewContext['user']; readonly texts: Pick<Texts, 'know'> }

function sectionMenu(sections: readonly Section[], { user, texts }: ViewContext): ActionRow {
  const options = sections.map(({ name, count }) => {
    const title = sectionName(name, texts)
    const label = UNCOUNTED_SECTIONS.has(name) ? title : texts.know.counted(title, count)
    return { label: truncateLine(label, MAX_OPTION_LENGTH), value: pageCode({ section: name, page: 1 }) }
  })
  return selectMenu(customId(user, 'know.go'), { placeholder: texts.know.choose, options })
}

function sectionName(name: SectionName, { know }: Texts): string {
  if (name === 'you') return know.you
  if (choiceIdOf(name) === undefined) return know.sections[name as keyof typeof know.sections]
  return name.startsWith('found-') ? know.found : know.further
}
