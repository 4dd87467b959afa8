import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import type { UserId } from '../../../memory/types.ts'
import { createCustomId } from '../../interactions/components.ts'
import { attributesText, truncateLine } from '../../interactions/format.ts'
import type { MemoryItem } from './sections.ts'

/** Its one field. */
export const EDIT_FIELD = 'words'

/** As much as is kept of it: memory/editing/remember.ts. */
const MAX_FACT_LENGTH = 1000

/** A form in which something that is known is put right. */
export function editModal(item: MemoryItem, user: UserId, { know }: Texts): APIModalInteractionResponseCallbackData {
  const [action, id, label, value] =
    item.kind === 'fact'
      ? (['know.edit', item.fact.id, know.formLabel, item.fact.text] as const)
      : (['know.editEntity', item.entity.ids[0] ?? '', know.formLabelEntity, entityText(item)] as const)
  const component = {
    type: ComponentType.TextInput,
    custom_id: EDIT_FIELD,
    style: TextInputStyle.Paragraph,
    max_length: MAX_FACT_LENGTH,
    required: true,
    value: truncateLine(value, MAX_FACT_LENGTH),
  } as const
  return {
    custom_id: createCustomId(user, action, id),
    title: know.formTitle,
    components: [{ type: ComponentType.Label, label, component }],
  }
}

/** `Sarah: employer Google`. */
function entityText({ entity }: Extract<MemoryItem, { kind: 'entity' }>): string {
  return [entity.name, attributesText(entity)].filter(part => part !== '').join(': ')
}
