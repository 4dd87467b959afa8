import { type APIMessageTopLevelComponent, TimestampStyles, time } from 'discord.js'
import type { MemoryItem } from '../../../memory/knowledge/items.ts'
import type { ViewContext } from '../../interactions/command.ts'
import { customId, selectMenu, textDisplay } from '../../interactions/components.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { entityLabel, factLabel } from '../../interactions/format.ts'
import { menuLabels } from '../../interactions/menu-labels.ts'
import { type Basket, itemKey } from './basket.ts'
import { type PageAddress, pageCode } from './page.ts'
import type { MemoryList } from './sections.ts'

/** A number of up to four digits stands before it in the menu. */
const MAX_LABEL_LENGTH = 94
/** With backslashes, 25 lines with their numbers and days stay under the 4,000 characters that a message may have. */
const MAX_LINE_LENGTH = 108

/** Many items in a line each, and the menu in which several of them can be chosen. */
export function renderList(
  { items, from }: MemoryList,
  address: PageAddress,
  basket: Basket | undefined,
  { user, texts }: ViewContext,
): readonly APIMessageTopLevelComponent[] {
  const labels = menuLabels(
    items.map(item => (item.kind === 'fact' ? factLabel(item.fact) : entityLabel(item.entity, texts))),
    MAX_LABEL_LENGTH,
  )
  const chosen = new Set(basket?.items.map(itemKey))
  const lines = items.map((item, at) => {
    const day = time(new Date(saidAtOf(item)), TimestampStyles.ShortDate)
    return `**${from + at + 1}** ${escapeLine(labels[at] ?? '', MAX_LINE_LENGTH)} ${day}`
  })
  const options = items.map((item, at) => ({
    label: `${from + at + 1} ${labels[at] ?? ''}`,
    value: itemKey(item),
    default: chosen.has(itemKey(item)),
  }))
  const id = customId(user, 'know.pick', pageCode(address), ...(basket === undefined ? [] : [basket.id]))
  const menu = { placeholder: texts.know.pick, min_values: 0, max_values: options.length, options }
  return [textDisplay(lines.join('\n')), selectMenu(id, menu)]
}

function saidAtOf(item: MemoryItem): number {
  return item.kind === 'fact' ? item.fact.saidAt : item.entity.saidAt
}
