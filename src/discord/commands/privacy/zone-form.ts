import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js'
import type { UserId } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { customId } from '../custom-id.ts'

/** The field of the form. */
export const ZONE_FIELD = 'zone'
/** Longer than any name of a zone. */
const LONGEST = 60

/** Asks for a time zone that the menu does not offer. */
export function zoneForm(user: UserId, { privacy }: Texts): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId(user, 'privacy.setZone'),
    title: privacy.timeZoneForm,
    components: [
      {
        type: ComponentType.Label,
        label: privacy.timeZoneField,
        component: {
          type: ComponentType.TextInput,
          custom_id: ZONE_FIELD,
          style: TextInputStyle.Short,
          placeholder: privacy.timeZoneExample,
          required: false,
          max_length: LONGEST,
        },
      },
    ],
  }
}
