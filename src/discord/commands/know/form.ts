import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js'
import type { UserId } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { customId } from '../custom-id.ts'
import { detailsOf } from '../entity-words.ts'
import { oneLine } from '../shown-words.ts'
import type { Item } from './sections.ts'

/** Its one field. */
export const WORDS = 'words'

/** As much as is kept of it: memory/own/keeping.ts. */
const LONGEST = 1000

/** A form in which something that is known is put right. */
export function correctionForm(item: Item, user: UserId, { know }: Texts): APIModalInteractionResponseCallbackData {
  const [action, id, label, value] =
    item.kind === 'fact'
      ? (['know.edit', item.fact.id, know.formLabel, item.fact.text] as const)
      : (['know.editEntity', item.entity.ids[0] ?? '', know.formLabelEntity, toldOf(item)] as const)
  const component = {
    type: ComponentType.TextInput,
    custom_id: WORDS,
    style: TextInputStyle.Paragraph,
    max_length: LONGEST,
    required: true,
    value: oneLine(value, LONGEST),
  } as const
  return {
    custom_id: customId(user, action, id),
    title: know.formTitle,
    components: [{ type: ComponentType.Label, label, component }],
  }
}

/** `Sarah: employer Google`. */
function toldOf({ entity }: Extract<Item, { kind: 'entity' }>): string {
  return [entity.name, detailsOf(entity)].filter(part => part !== '').join(': ')
}
