import {
  type APIMessageTopLevelComponent,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  type ChatInputCommandInteraction,
  ComponentType,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import type { Overview, UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import type { Knowledge } from '../../../memory/types.ts'
import type { InteractionContext, View } from '../../interactions/command.ts'
import { actionRow, button, createCustomId, textDisplay } from '../../interactions/components.ts'
import { escapeLine, formatEntity, moment, truncateLine } from '../../interactions/format.ts'
import type { EditResult } from './edit.ts'
import { renderItem, type ViewContext } from './item.ts'
import { choiceIdOf, HOME_ACTION, type PageAddress, pageCode, pageOfMessage, type SectionName } from './page.ts'
import {
  findItem,
  findPage,
  joinSummaries,
  type MemoryItem,
  type Section,
  type SectionPage,
  searchResultSection,
  sectionsOf,
} from './sections.ts'

/** Sections of one thing, which are not counted. */
const UNCOUNTED_SECTIONS: ReadonlySet<SectionName> = new Set(['you', 'summary'])

/** What is said above a panel: what has just been done, or why it was not. */
export type PanelNote = string | undefined

/** The first page: what is known in short, and the ways to the rest. */
export function firstPanel(overview: Overview, showing: ViewContext, note?: PanelNote): View {
  const { texts } = showing
  const { know } = texts
  const sections = sectionsOf(overview)
  const states = stateLines(overview, texts)
  if (sections.length === 0) {
    // While nothing is kept it would be wrong to say how it is.
    const isKept = !overview.settings.isPaused && overview.incognitoUntil === undefined
    return [note, ...(isKept ? [know.nothing] : []), ...states].filter(part => part !== undefined).join('\n')
  }
  const after = sections[0] && pageCode({ section: sections[0].name, page: 1 })
  return {
    components: [
      ...noteComponents(note),
      textDisplay([`## ${know.title}`, ...overviewLines(overview, sections, showing), ...states].join('\n')),
      ...sectionMenu(sections, showing),
      actionRow(button(know.next, createCustomId(showing.user, 'know.page', after ?? '', 'on'))),
    ],
  }
}

/** A page of a section; the first page where there is none of it. */
export function pagePanel(
  overview: Overview,
  { place, found }: { readonly place: PageAddress; readonly found?: Section | undefined },
  showing: ViewContext,
  note?: PanelNote,
): View {
  const sections = sectionsOf(overview)
  const leaf = findPage(found === undefined ? sections : [found], place)
  if (leaf === undefined) return firstPanel(overview, showing, note)
  return {
    components: [
      ...noteComponents(note),
      textDisplay(pageHeading(leaf, showing.texts)),
      ...pageContent(leaf, overview.known, showing),
      navigation(leaf, showing),
      ...sectionMenu(sections, showing),
    ],
  }
}

/** One thing alone, where it was not a page of ours that it was changed from. */
export function itemPanel(item: MemoryItem, known: Knowledge, showing: ViewContext, note?: PanelNote): View {
  return { components: [...noteComponents(note), ...renderItem(item, known, showing)] }
}

function noteComponents(note: PanelNote): readonly APIMessageTopLevelComponent[] {
  return note === undefined ? [] : [textDisplay(note)]
}

function pageHeading({ address, pages }: SectionPage, texts: Texts): string {
  const name = `## ${sectionName(address.section, texts)}`
  return pages === 1 ? name : `${name}\n-# ${texts.know.page(address.page, pages)}`
}

function pageContent(
  { content }: SectionPage,
  known: Knowledge,
  showing: ViewContext,
): readonly APIMessageTopLevelComponent[] {
  return typeof content === 'string'
    ? [textDisplay(content)]
    : content.flatMap(item => renderItem(item, known, showing))
}

/** Profile, numbers, names and the summary: 2,600 characters at most. */
function overviewLines(overview: Overview, sections: readonly Section[], { texts }: ViewContext): readonly string[] {
  const { know } = texts
  const entities = entitiesOf(overview.known)
  const user = entities.find(({ isUser }) => isUser)
  const things = entities.filter(({ isUser }) => !isUser).map(({ name }) => name)
  const topics = sections.filter(({ name }) => !UNCOUNTED_SECTIONS.has(name) && name !== 'things')
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

function stateLines(
  { unlearned, evictedFacts, settings, incognitoUntil }: Overview,
  { know }: Texts,
): readonly string[] {
  return [
    ...(unlearned > 0 ? [know.waiting(unlearned)] : []),
    ...(evictedFacts > 0 ? [know.evicted(evictedFacts)] : []),
    ...(settings.isPaused ? [know.paused] : []),
    ...(incognitoUntil === undefined ? [] : [know.incognito(moment(incognitoUntil, 'R'))]),
  ].map(state => `-# ${state}`)
}

function navigation(
  { address, previous, next }: SectionPage,
  { user, texts }: ViewContext,
): APIMessageTopLevelComponent {
  const { know } = texts
  const to = (label: string, target: PageAddress | undefined, way: 'back' | 'on') =>
    button(label, createCustomId(user, 'know.page', pageCode(target ?? address), way), { isOff: target === undefined })
  return actionRow(
    to(know.previous, previous, 'back'),
    button(know.home, createCustomId(user, HOME_ACTION, pageCode(address))),
    to(know.next, next, 'on'),
  )
}

function sectionMenu(
  sections: readonly Section[],
  { user, texts }: ViewContext,
): readonly APIMessageTopLevelComponent[] {
  if (sections.length === 0) return []
  const options = sections.map(
    ({ name, count }): APISelectMenuOption => ({
      label: truncateLine(
        UNCOUNTED_SECTIONS.has(name) ? sectionName(name, texts) : texts.know.counted(sectionName(name, texts), count),
        100,
      ),
      value: pageCode({ section: name, page: 1 }),
    }),
  )
  const select: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: createCustomId(user, 'know.go'),
    placeholder: texts.know.choose,
    options,
  }
  return [actionRow(select)]
}

function sectionName(name: SectionName, { know }: Texts): string {
  if (name === 'you') return know.you
  return choiceIdOf(name) === undefined ? know.sections[name as keyof typeof know.sections] : know.found
}

/** Above a full page there is room for so much: see item.ts. */
const MAX_NOTE_LENGTH = 200

type PanelInteraction = InteractionContext<
  ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction
>
type Own = Pick<UserMemoryStore, 'readOverview' | 'readChoice'>

/** For whoever uses something, where they do. */
export function viewContextOf({ user, texts, interaction }: PanelInteraction): ViewContext {
  return { user, texts, at: interaction }
}

/** A page as it is now; the first one where the place is none of ours. */
export async function showPage(
  use: PanelInteraction,
  place: PageAddress | undefined,
  own: Own,
  note?: PanelNote,
): Promise<View> {
  const offer = place && choiceIdOf(place.section)
  const [overview, offered] = await Promise.all([
    own.readOverview(use),
    offer === undefined ? undefined : own.readChoice(use.user, offer),
  ])
  if (place === undefined) return firstPanel(overview, viewContextOf(use), note)
  if (offer === undefined) return pagePanel(overview, { place }, viewContextOf(use), note)
  if (offered?.kind !== 'choose') return firstPanel(overview, viewContextOf(use), note ?? use.texts.know.foundTooOld)
  return pagePanel(
    overview,
    { place, found: searchResultSection(offer, offered, overview.known) },
    viewContextOf(use),
    note,
  )
}

/** The page on which something was changed, shown anew; where it was no page of ours, the thing alone. */
export async function showAfterEdit(
  { outcome, item: named, words }: EditResult,
  use: InteractionContext<MessageComponentInteraction | ModalSubmitInteraction>,
  own: Own,
): Promise<View> {
  const sentence = use.texts.know.changed[outcome]
  const note = words === undefined ? sentence : `${sentence}\n> ${escapeLine(words, MAX_NOTE_LENGTH)}`
  const place = pageOfMessage(use.interaction.message)
  if (place !== undefined) return await showPage(use, place, own, note)
  const { known } = await own.readOverview(use)
  const item = findItem(named, known)
  return item === undefined ? note : itemPanel(item, known, viewContextOf(use), note)
}
