import type { APIMessageTopLevelComponent } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import type { Knowledge, UserId } from '../../../memory/types.ts'
import { actionRow, button, createCustomId, textDisplay } from '../../interactions/components.ts'
import { escapeLine, formatEntity, formatScope, moment, type ReadingPlace } from '../../interactions/format.ts'
import { type MemoryItem, scopesOfEntity } from './sections.ts'

/** Five of them, with their dates and badges, stay under the 4,000 characters that a message may have. */
const MAX_ITEM_LENGTH = 560
const MAX_BADGE_LENGTH = 120

/** For whom something is shown, and where. */
export interface ViewContext {
  readonly user: UserId
  readonly texts: Texts
  readonly at: ReadingPlace
}

/** Two components with four buttons: what is known, when it was told and who may hear it, and what can be done to it. */
export function renderItem(
  item: MemoryItem,
  known: Knowledge,
  { user, texts, at }: ViewContext,
): readonly APIMessageTopLevelComponent[] {
  const scopes = item.kind === 'fact' ? [item.fact.scope] : scopesOfEntity(item.entity, known)
  const [id, saidAt] =
    item.kind === 'fact' ? [item.fact.id, item.fact.saidAt] : [item.entity.ids[0] ?? '', item.entity.saidAt]
  const badge = escapeLine(scopes.map(scope => formatScope(scope, texts, at)).join(', '), MAX_BADGE_LENGTH)
  const { know } = texts
  const action = (name: string) => (item.kind === 'fact' ? name : `${name}Entity`)
  const isEverywhere = scopes.every(scope => scope === 'everywhere')
  return [
    textDisplay(`${itemText(item, texts)}\n-# ${moment(saidAt)} · ${badge}`),
    actionRow(
      button(know.edit, createCustomId(user, action('know.edit'), id)),
      button(know.forget, createCustomId(user, item.kind === 'fact' ? 'forget.fact' : 'forget.entity', id)),
      button(know.source, createCustomId(user, action('know.source'), id)),
      isEverywhere
        ? button(know.keepHere, createCustomId(user, action('know.scope'), id, 'here'))
        : button(know.showEverywhere, createCustomId(user, action('know.scope'), id, 'everywhere')),
    ),
  ]
}

function itemText(item: MemoryItem, texts: Texts): string {
  return item.kind === 'fact'
    ? escapeLine(item.fact.text, MAX_ITEM_LENGTH)
    : formatEntity(item.entity, texts, MAX_ITEM_LENGTH)
}
