import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APISeparatorComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { UserId } from '../../memory/types.ts'

/** The pieces that panels are made of. https://docs.discord.com/developers/components/reference */

export function textDisplay(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content }
}

export function button(
  label: string,
  customId: string,
  look: { readonly style?: APIButtonComponentWithCustomId['style']; readonly isOff?: boolean } = {},
): APIButtonComponentWithCustomId {
  const { style = ButtonStyle.Secondary, isOff = false } = look
  return { type: ComponentType.Button, style, label, custom_id: customId, disabled: isOff }
}

export function actionRow(
  ...components: readonly APIComponentInMessageActionRow[]
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return { type: ComponentType.ActionRow, components: [...components] }
}

export const separator: APISeparatorComponent = { type: ComponentType.Separator, divider: true }

export function container(...components: APIContainerComponent['components']): APIContainerComponent {
  return { type: ComponentType.Container, components }
}

const CUSTOM_ID_PREFIX = 'k'
/** https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id */
const MAX_CUSTOM_ID_LENGTH = 100
const CUSTOM_ID_PART = /^[\w.-]*$/u

/** What stands in the custom id of a button, menu or form: for whom it was made, and what it does to what. */
export interface CustomId {
  readonly user: UserId
  readonly action: string
  readonly args: readonly string[]
}

/** Throws where a part holds more than word characters, dots and hyphens, or all together is over 100 characters: a fault of ours. */
export function createCustomId(user: UserId, action: string, ...args: readonly string[]): string {
  const parts = [user, action, ...args]
  const id = [CUSTOM_ID_PREFIX, ...parts].join(':')
  if (id.length > MAX_CUSTOM_ID_LENGTH || !parts.every(part => CUSTOM_ID_PART.test(part)))
    throw new RangeError(`no custom id for ${action}`)
  return id
}

/** Undefined for any that is not ours: a client can send what it likes. */
export function parseCustomId(id: string): CustomId | undefined {
  const [mark, user, action, ...args] = id.split(':')
  if (mark !== CUSTOM_ID_PREFIX || user === undefined || action === undefined) return undefined
  return { user, action, args }
}
