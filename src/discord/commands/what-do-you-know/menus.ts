import type { Texts } from '../../../locales/en.ts'
import { factsByEntity, factsByFacet } from '../../../memory/retrieval/facts-by-entity.ts'
import type { Knowledge } from '../../../memory/types.ts'
import type { ViewContext } from '../../interactions/command.ts'
import { type ActionRow, customId, selectMenu } from '../../interactions/components.ts'
import { truncateLine } from '../../interactions/escape.ts'
import { facetLabel } from '../../interactions/format.ts'
import { menuLabels } from '../../interactions/menu-labels.ts'
import { choiceIdOf, hashedSection, type PageAddress, pageCode, type SectionName } from './page.ts'
import { LIST_SIZE, type Section, type SectionPage } from './sections.ts'

const MAX_OPTION_LENGTH = 100
const MAX_TITLE_LENGTH = 85
/** Sections of one thing, which are not counted. */
const UNCOUNTED_SECTIONS: ReadonlySet<SectionName> = new Set(['you', 'summary'])

/** For whom a menu is made, and the choice of several that it leads on with, if there is one. */
export interface MenuContext extends Pick<ViewContext, 'user' | 'texts'> {
  readonly basketId?: string | undefined
}

interface Place {
  readonly title: string
  readonly count?: number
  readonly address: PageAddress
}

/** The ways to everything: by kind, and by whom or what it is about. */
export function sectionMenu(sections: readonly Section[], context: MenuContext): ActionRow {
  const places = sections.map(({ name, count }) => ({
    ...{ title: sectionName(name, context.texts), address: { section: name, page: 1 } },
    ...(!UNCOUNTED_SECTIONS.has(name) && { count }),
  }))
  return placeMenu('sections', context.texts.know.choose, places, context)
}

/** Menus of people and things, and of properties; each holds a part of them, and a way to the next part. */
export function subjectMenus(
  known: Knowledge,
  context: MenuContext,
  parts: { readonly people: number; readonly topics: number } = { people: 1, topics: 1 },
): readonly ActionRow[] {
  const { know } = context.texts
  const people = factsByEntity(known)
    .filter(({ facts }) => facts.length > 0)
    .map(({ entity, facts }) => ({
      ...{ title: entity.name, count: facts.length },
      address: { section: hashedSection('about', entity.ids[0] ?? ''), page: 1 },
    }))
  const topics = factsByFacet(known).map(({ facet, facts }) => ({
    ...{ title: facetLabel(facet, context.texts), count: facts.length },
    address: { section: hashedSection('topic', facet), page: 1 },
  }))
  return [
    ...partMenu('people', people, parts.people, { ...context, placeholder: know.choosePerson }),
    ...partMenu('topics', topics, parts.topics, { ...context, placeholder: know.chooseTopic }),
  ]
}

function partMenu(
  menu: 'people' | 'topics',
  places: readonly Place[],
  part: number,
  { placeholder, ...context }: MenuContext & { readonly placeholder: string },
): readonly ActionRow[] {
  if (places.length === 0) return []
  if (places.length <= LIST_SIZE) return [placeMenu(menu, placeholder, places, context)]
  const size = LIST_SIZE - 1
  const parts = Math.ceil(places.length / size)
  const at = (part - 1) % parts
  const shown = places.slice(at * size, (at + 1) * size)
  const next = ((at + 1) % parts) + 1
  const more = { title: context.texts.know.more(next, parts), address: { section: menu, page: next } as const }
  return [placeMenu(menu, placeholder, [...shown, more], context)]
}

/** The pages of a section; of more than a menu holds some, evenly over all, and those around the present one. */
export function pagesMenu({ address, pages }: SectionPage, context: MenuContext): readonly ActionRow[] {
  if (pages < 3) return []
  const { know } = context.texts
  const near = [-2, -1, 0, 1, 2].map(step => address.page + step)
  const spread = LIST_SIZE - near.length
  const even = Array.from({ length: Math.min(spread, pages) }, (_, at) =>
    pages <= spread ? at + 1 : 1 + Math.round((at * (pages - 1)) / (spread - 1)),
  )
  const numbers = [...new Set([...near, ...even])].filter(page => page >= 1 && page <= pages).sort((a, b) => a - b)
  const places = numbers.map(page => ({ title: know.page(page, pages), address: { ...address, page } }))
  return [placeMenu('pages', know.jump, places, context)]
}

function placeMenu(
  menu: string,
  placeholder: string,
  places: readonly Place[],
  { user, texts, basketId }: MenuContext,
): ActionRow {
  const titles = menuLabels(
    places.map(({ title }) => title),
    MAX_TITLE_LENGTH,
  )
  const options = places.map(({ count, address }, at) => {
    const title = titles[at] ?? ''
    const label = count === undefined ? title : texts.know.counted(title, count)
    return { label: truncateLine(label, MAX_OPTION_LENGTH), value: pageCode(address) }
  })
  const id = customId(user, 'know.go', menu, ...(basketId === undefined ? [] : [basketId]))
  return selectMenu(id, { placeholder: truncateLine(placeholder, MAX_OPTION_LENGTH), options })
}

/** What a section of everything that is known is called. */
export function sectionName(name: SectionName, { know }: Pick<Texts, 'know'>): string {
  if (name === 'you') return know.you
  if (choiceIdOf(name) === undefined) return know.sections[name as keyof typeof know.sections] ?? ''
  return name.startsWith('found-') ? know.found : know.further
}
