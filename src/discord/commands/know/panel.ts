import type { APIMessageTopLevelComponent, APISelectMenuOption, APIStringSelectComponent } from 'discord.js'
import { ComponentType } from 'discord.js'
import { entitiesOf } from '../../../memory/entities.ts'
import type { Overview } from '../../../memory/own-memory.ts'
import type { Known } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { button, row, text } from '../components.ts'
import { customId } from '../custom-id.ts'
import { entityWords } from '../entity-words.ts'
import type { View } from '../feature.ts'
import { moment } from '../moment.ts'
import { oneLine, shownWords } from '../shown-words.ts'
import { type Showing, shownItem } from './item.ts'
import { HOME, offerOf, type Place, placeCode, type SectionName } from './place.ts'
import { type Item, type Leaf, leafAt, type Section, sectionsOf, summaryText } from './sections.ts'

/** Sections of one thing, which are not counted. */
const ALONE: ReadonlySet<SectionName> = new Set(['you', 'summary'])

/** What is said above a panel: what has just been done, or why it was not. */
export type Note = string | undefined

/** The first page: what is known in short, and the ways to the rest. */
export function firstPanel(overview: Overview, showing: Showing, note?: Note): View {
  const { texts } = showing
  const { know } = texts
  const sections = sectionsOf(overview)
  const states = statesOf(overview, texts)
  if (sections.length === 0) {
    // While nothing is kept it would be wrong to say how it is.
    const isKept = !overview.settings.isPaused && overview.incognitoUntil === undefined
    return [note, ...(isKept ? [know.nothing] : []), ...states].filter(part => part !== undefined).join('\n')
  }
  const after = sections[0] && placeCode({ section: sections[0].name, page: 1 })
  return {
    components: [
      ...noted(note),
      text([`## ${know.title}`, ...inShort(overview, sections, showing), ...states].join('\n')),
      ...menu(sections, showing),
      row(button(know.next, customId(showing.user, 'know.page', after ?? '', 'on'))),
    ],
  }
}

/** A page of a section; the first page where there is none of it. */
export function pagePanel(
  overview: Overview,
  { place, found }: { readonly place: Place; readonly found?: Section | undefined },
  showing: Showing,
  note?: Note,
): View {
  const sections = sectionsOf(overview)
  const leaf = leafAt(found === undefined ? sections : [found], place)
  if (leaf === undefined) return firstPanel(overview, showing, note)
  return {
    components: [
      ...noted(note),
      text(heading(leaf, showing.texts)),
      ...contentOf(leaf, overview.known, showing),
      navigation(leaf, showing),
      ...menu(sections, showing),
    ],
  }
}

/** One thing alone, where it was not a page of ours that it was changed from. */
export function itemPanel(item: Item, known: Known, showing: Showing, note?: Note): View {
  return { components: [...noted(note), ...shownItem(item, known, showing)] }
}

function noted(note: Note): readonly APIMessageTopLevelComponent[] {
  return note === undefined ? [] : [text(note)]
}

function heading({ place, pages }: Leaf, texts: Texts): string {
  const name = `## ${sectionName(place.section, texts)}`
  return pages === 1 ? name : `${name}\n-# ${texts.know.page(place.page, pages)}`
}

function contentOf({ content }: Leaf, known: Known, showing: Showing): readonly APIMessageTopLevelComponent[] {
  return typeof content === 'string' ? [text(content)] : content.flatMap(item => shownItem(item, known, showing))
}

/** Profile, numbers, names and the summary: 2,600 characters at most. */
function inShort(overview: Overview, sections: readonly Section[], { texts }: Showing): readonly string[] {
  const { know } = texts
  const entities = entitiesOf(overview.known)
  const user = entities.find(({ isUser }) => isUser)
  const things = entities.filter(({ isUser }) => !isUser).map(({ name }) => name)
  const topics = sections.filter(({ name }) => !ALONE.has(name) && name !== 'things')
  const count = topics.reduce((sum, topic) => sum + topic.count, 0)
  const numbers = topics.map(topic => know.counted(sectionName(topic.name, texts), topic.count)).join(' · ')
  const summary = summaryText(overview.summary)
  return [
    ...(user === undefined ? [] : [entityWords(user, texts, 500)]),
    ...(count === 0 ? [] : [`**${know.facts(count)}** ${numbers}`]),
    ...(things.length === 0 ? [] : [`**${know.things(things.length)}** ${shownWords(things.join(', '), 300)}`]),
    ...(summary === '' ? [] : [`**${know.summary}** ${shownWords(summary, 1000)}`]),
  ]
}

function statesOf({ waiting, evicted, settings, incognitoUntil }: Overview, { know }: Texts): readonly string[] {
  return [
    ...(waiting > 0 ? [know.waiting(waiting)] : []),
    ...(evicted > 0 ? [know.evicted(evicted)] : []),
    ...(settings.isPaused ? [know.paused] : []),
    ...(incognitoUntil === undefined ? [] : [know.incognito(moment(incognitoUntil, 'R'))]),
  ].map(state => `-# ${state}`)
}

function navigation({ place, before, after }: Leaf, { user, texts }: Showing): APIMessageTopLevelComponent {
  const { know } = texts
  const to = (label: string, target: Place | undefined, way: 'back' | 'on') =>
    button(label, customId(user, 'know.page', placeCode(target ?? place), way), { isOff: target === undefined })
  return row(
    to(know.previous, before, 'back'),
    button(know.home, customId(user, HOME, placeCode(place))),
    to(know.next, after, 'on'),
  )
}

function menu(sections: readonly Section[], { user, texts }: Showing): readonly APIMessageTopLevelComponent[] {
  if (sections.length === 0) return []
  const options = sections.map(
    ({ name, count }): APISelectMenuOption => ({
      label: oneLine(
        ALONE.has(name) ? sectionName(name, texts) : texts.know.counted(sectionName(name, texts), count),
        100,
      ),
      value: placeCode({ section: name, page: 1 }),
    }),
  )
  const select: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: customId(user, 'know.go'),
    placeholder: texts.know.choose,
    options,
  }
  return [row(select)]
}

function sectionName(name: SectionName, { know }: Texts): string {
  if (name === 'you') return know.you
  return offerOf(name) === undefined ? know.sections[name as keyof typeof know.sections] : know.found
}
