import type { APIMessageTopLevelComponent } from 'discord.js'
import { findItem, type MemoryItem } from '../../../memory/knowledge/items.ts'
import type { PendingChoice } from '../../../memory/ports/user-memory-store.ts'
import type { Knowledge } from '../../../memory/types.ts'
import type { InteractionContext } from '../../interactions/command.ts'
import { actionRow, button, customId, dangerButton, textDisplay } from '../../interactions/components.ts'
import type { MenuContext } from './menus.ts'
import { type PageAddress, pageCode } from './page.ts'

/** What was chosen so far, over several pages, and is still known. */
export interface Basket {
  /** The pending choice that holds it: it survives a restart. */
  readonly id: string
  readonly items: readonly MemoryItem[]
}

/** The value of an option, and how an item is told from others. */
export function itemKey(item: MemoryItem): string {
  return item.kind === 'fact' ? `f.${item.fact.id}` : `e.${item.entity.ids[0] ?? ''}`
}

/** What a choice holds that is still known. */
export function basketOf(id: string, choice: PendingChoice | undefined, known: Knowledge): Basket | undefined {
  if (choice?.kind !== 'choose') return undefined
  const references = [
    ...choice.entities.map(entity => ({ kind: 'entity', id: entity }) as const),
    ...choice.facts.map(fact => ({ kind: 'fact', id: fact }) as const),
  ]
  const items = new Map(references.flatMap(one => findItem(one, known) ?? []).map(item => [itemKey(item), item]))
  return { id, items: [...items.values()] }
}

/** Keeps what is chosen now, in the place of what was. */
export async function keepBasket(
  items: readonly MemoryItem[],
  basket: Basket | undefined,
  { user, userMemory }: InteractionContext,
): Promise<Basket> {
  const choice = {
    kind: 'choose' as const,
    facts: items.flatMap(item => (item.kind === 'fact' ? item.fact.id : [])),
    entities: items.flatMap(item => (item.kind === 'entity' ? item.entity.ids.slice(0, 1) : [])),
  }
  if (basket === undefined) return { id: await userMemory.keepChoice(user, choice), items }
  await userMemory.replaceChoice(user, basket.id, choice)
  return { ...basket, items }
}

/** How much is chosen, and what can be done to all of it at once; nothing where nothing is. */
export function basketRows(
  basket: Basket | undefined,
  address: PageAddress,
  { user, texts: { know } }: MenuContext,
): readonly APIMessageTopLevelComponent[] {
  if (basket === undefined || basket.items.length === 0) return []
  const { id, items } = basket
  return [
    textDisplay(`**${know.chosen(items.length)}**`),
    actionRow(
      dangerButton(know.forgetChosen, customId(user, 'know.forgetChosen', id)),
      button(know.showEverywhere, customId(user, 'know.move', id, 'everywhere')),
      button(know.keepHere, customId(user, 'know.move', id, 'here')),
      ...(items.length === 1 ? [button(know.open, customId(user, 'know.open', id))] : []),
      button(know.chooseNone, customId(user, 'know.page', pageCode(address), 'drop')),
    ),
  ]
}
