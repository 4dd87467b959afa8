import type { EditResult } from '../../../memory/editing/edit-item.ts'
import { findItem, type MemoryItem } from '../../../memory/knowledge/items.ts'
import type { ComponentContext, InteractionContext, ModalContext, View } from '../../interactions/command.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { conflictPanel } from '../remember/panel.ts'
import { basketOf, itemKey, keepBasket } from './basket.ts'
import { choiceIdOf, type PageAddress, pageOfMessage, parsePageCode } from './page.ts'
import { firstPanel, itemPanel, pagePanel } from './panel.ts'
import { readShownMemory } from './rejected.ts'
import { findPage, type MemoryList, namedSection, type Section, searchSections, sectionsOf } from './sections.ts'

/** Above a full page there is room for so much. */
const MAX_NOTE_LENGTH = 200

/** A page as it is now; the first one where the address is none of the bot's. */
export async function showPage(
  context: InteractionContext,
  address: PageAddress | undefined,
  { note, basketId }: { readonly note?: string | undefined; readonly basketId?: string | undefined } = {},
): Promise<View> {
  const { overview, choice, basket } = await readPage(context, address, basketId)
  const options = { note, basket }
  if (address === undefined) return firstPanel(overview, context, options)
  const { section, page } = address
  if (section === 'people' || section === 'topics')
    return firstPanel(overview, context, { ...options, parts: { people: 1, topics: 1, [section]: page } })
  const choiceId = choiceIdOf(section)
  if (choiceId === undefined)
    return pagePanel(overview, { address, found: namedSection(section, overview.known) }, context, options)
  if (choice?.kind !== 'choose')
    return firstPanel(overview, context, { ...options, note: note ?? context.texts.know.foundTooOld })
  const { found, further } = searchSections(choiceId, choice, overview.known)
  if (section.startsWith('further-')) return pagePanel(overview, { address, found: further ?? found }, context, options)
  return pagePanel(overview, { address, found, further }, context, options)
}

/** All that a page is made of, in looks that go at once: how much is known makes no difference. */
async function readPage(context: InteractionContext, address: PageAddress | undefined, basketId: string | undefined) {
  const { user, userMemory } = context
  const choiceId = address && choiceIdOf(address.section)
  const read = (id: string | undefined) => (id === undefined ? undefined : userMemory.readChoice(user, id))
  const [overview, choice, chosen] = await Promise.all([readShownMemory(context), read(choiceId), read(basketId)])
  return { overview, choice, basket: basketId === undefined ? undefined : basketOf(basketId, chosen, overview.known) }
}

/**
 * Takes into the choice what was chosen on a page, in the place of what was chosen there before; or, with `all`, the whole
 * section. A client can send any value: only what the page offers counts.
 */
export async function showAfterPick(
  context: ComponentContext,
  [code, basketId]: readonly string[],
  isAll: boolean,
): Promise<View> {
  const address = parsePageCode(code)
  const { overview, choice, basket } = await readPage(context, address, basketId)
  if (address === undefined) return firstPanel(overview, context, { basket })
  const searched = choiceIdOf(address.section)
  const search = searched !== undefined && choice?.kind === 'choose' && searchSections(searched, choice, overview.known)
  const found = search
    ? address.section.startsWith('further-')
      ? search.further
      : search.found
    : namedSection(address.section, overview.known)
  const page = findPage(found === undefined ? sectionsOf(overview) : [found], address)
  const content = page?.content
  if (page === undefined || content === undefined || typeof content === 'string')
    return firstPanel(overview, context, { basket })
  const offered = knownItems(isAll ? page.section.content : 'from' in content ? content.items : content)
  const values = context.interaction.isStringSelectMenu() ? context.interaction.values : []
  const keys = new Set(isAll ? offered.map(itemKey) : values)
  const here = new Set(offered.map(itemKey))
  const others = basket?.items.filter(item => !here.has(itemKey(item))) ?? []
  const kept = await keepBasket([...others, ...offered.filter(item => keys.has(itemKey(item)))], basket, context)
  return pagePanel(overview, { address: page.address, found }, context, { basket: kept })
}

function knownItems(items: Section['content'] | MemoryList['items']): readonly MemoryItem[] {
  return items.filter((item): item is MemoryItem => typeof item !== 'string' && item.kind !== 'rejected')
}

/** The one thing that is chosen, with all that can be done to it. */
export async function showChosen(context: ComponentContext, basketId: string): Promise<View> {
  const { overview, basket } = await readPage(context, undefined, basketId)
  const [item] = basket?.items ?? []
  return item === undefined ? context.texts.know.changed.gone : itemPanel(item, overview.known, context)
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
  if (address !== undefined) return await showPage(context, address, { note })
  const { known } = await context.userMemory.readOverview(context)
  const item = findItem(reference, known)
  return item === undefined ? note : itemPanel(item, known, context, note)
}
