import {
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  TextInputStyle,
  TimestampStyles,
  time,
} from 'discord.js'
import { standingOf } from '../../../memory/knowledge/doubts.ts'
import { type MemoryItem, scopesOfEntity } from '../../../memory/knowledge/items.ts'
import { type Audience, narrowestScope } from '../../../memory/scope.ts'
import type { Knowledge } from '../../../memory/types.ts'
import type { ViewContext } from '../../interactions/command.ts'
import { actionRow, button, customId, textDisplay, textModal } from '../../interactions/components.ts'
import { escapeLine, truncateLine } from '../../interactions/escape.ts'
import { attributesText, factLabel, formatEntity, formatScope } from '../../interactions/format.ts'

/** Five items, with their dates and badges, stay under the 4,000 characters that a message may have. */
const MAX_ITEM_LENGTH = 560
const MAX_BADGE_LENGTH = 120
/** As much as is kept of a fact. */
const MAX_FACT_LENGTH = 1000

/** The one field of the modal in which an item is edited. */
export const EDIT_FIELD = 'words'

/** Two components with four buttons: what is known, when it was said and who may see it, and what can be done to it. */
export function renderItem(
  item: MemoryItem,
  known: Knowledge,
  context: ViewContext,
): readonly APIMessageTopLevelComponent[] {
  const { user, texts } = context
  const { know } = texts
  const isFact = item.kind === 'fact'
  const words = isFact
    ? escapeLine(factLabel(item.fact), MAX_ITEM_LENGTH)
    : formatEntity(item.entity, texts, MAX_ITEM_LENGTH)
  const scopes = isFact ? [item.fact.scope] : scopesOfEntity(item.entity, known)
  const badge = escapeLine(scopes.map(scope => formatScope(scope, context)).join(', '), MAX_BADGE_LENGTH)
  const day = time(new Date((isFact ? item.fact : item.entity).saidAt), TimestampStyles.LongDate)
  const standing = isFact ? standingOf(item.fact, known).map(mark => know.standing[mark]) : []
  const action = (name: string, ...args: string[]) =>
    customId(user, isFact ? name : `${name}Entity`, idOf(item), ...args)
  return [
    textDisplay(`${words}\n-# ${[day, badge, ...standing].join(' · ')}`),
    actionRow(
      button(know.edit, action('know.edit')),
      button(know.forget, customId(user, `forget.${item.kind}`, idOf(item))),
      button(know.source, action('know.source')),
      scopes.every(scope => scope === 'everywhere')
        ? button(know.keepHere, action('know.scope', 'here'))
        : button(know.showEverywhere, action('know.scope', 'everywhere')),
    ),
  ]
}

/** A modal in which something that is known is put right. */
export function editModal(
  item: MemoryItem,
  context: ViewContext,
  known: Knowledge,
  audience: Audience,
): APIModalInteractionResponseCallbackData {
  const { user, texts } = context
  const { know } = texts
  const isFact = item.kind === 'fact'
  const scope = isFact ? item.fact.scope : narrowestScope(scopesOfEntity(item.entity, known))
  const words = isFact
    ? factLabel(item.fact)
    : [item.entity.name, attributesText(item.entity, texts)].filter(part => part !== '').join(': ')
  return textModal(
    customId(user, isFact ? 'know.edit' : 'know.editEntity', idOf(item)),
    know.formTitle,
    {
      label: isFact ? know.formLabel : know.formLabelEntity,
      // In private it is easily forgotten who else is told what stands there.
      ...(audience.kind === 'user' &&
        scope !== 'dm' && {
          description: know.formHeard,
        }),
    },
    {
      custom_id: EDIT_FIELD,
      style: TextInputStyle.Paragraph,
      max_length: MAX_FACT_LENGTH,
      required: true,
      value: truncateLine(words, MAX_FACT_LENGTH),
    },
  )
}

function idOf(item: MemoryItem): string {
  return item.kind === 'fact' ? item.fact.id : (item.entity.ids[0] ?? '')
}
