import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIFileComponent,
  type APIModalInteractionResponseCallbackData,
  type APISectionComponent,
  type APISeparatorComponent,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  type APITextInputComponent,
  ButtonStyle,
  ComponentType,
  type MessageComponentInteraction,
  TextInputStyle,
} from 'discord.js'
import type { UserId } from '../../memory/types.ts'

// The components that panels and modals are made of. https://docs.discord.com/developers/components/reference

export type ActionRow = APIActionRowComponent<APIComponentInMessageActionRow>

export function textDisplay(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content }
}

export function button(
  label: string,
  id: string,
  look: Partial<Pick<APIButtonComponentWithCustomId, 'style' | 'disabled'>> = {},
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: id, disabled: false, ...look }
}

/** A button for what can't be undone. */
export function dangerButton(label: string, id: string): APIButtonComponentWithCustomId {
  return button(label, id, { style: ButtonStyle.Danger })
}

export function actionRow(...components: APIComponentInMessageActionRow[]): ActionRow {
  return { type: ComponentType.ActionRow, components }
}

/** A text with a button beside it. */
export function section(content: string, accessory: APIButtonComponentWithCustomId): APISectionComponent {
  return { type: ComponentType.Section, components: [textDisplay(content)], accessory }
}

/** A menu of options in a row of its own. */
export function selectMenu(id: string, menu: Omit<APIStringSelectComponent, 'type' | 'custom_id'>): ActionRow {
  return actionRow({ type: ComponentType.StringSelect, custom_id: id, ...menu })
}

/** What was chosen in a menu, as it is of one option. */
export function selectedValue(interaction: MessageComponentInteraction): string | undefined {
  return interaction.isStringSelectMenu() ? interaction.values[0] : undefined
}

export const separator: APISeparatorComponent = { type: ComponentType.Separator, divider: true }

export function container(...components: APIContainerComponent['components']): APIContainerComponent {
  return { type: ComponentType.Container, components }
}

/** A file that the same view attaches. */
export function attachedFile(name: string): APIFileComponent {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } }
}

interface TextField extends Omit<APITextInputComponent, 'type' | 'style'> {
  readonly style?: TextInputStyle
}

/** A modal with one field to write in, of one line unless its style is another. */
export function textModal(
  id: string,
  title: string,
  label: { readonly label: string; readonly description?: string },
  field: TextField,
): APIModalInteractionResponseCallbackData {
  const component = { type: ComponentType.TextInput, style: TextInputStyle.Short, ...field } as const
  return { custom_id: id, title, components: [{ type: ComponentType.Label, ...label, component }] }
}

const CUSTOM_ID_PREFIX = 'k'
/** In the place of a user: whoever clicks, as in a greeting. What comes of it is theirs alone. */
export const EVERYBODY: UserId = '0'
/** https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id */
const MAX_CUSTOM_ID_LENGTH = 100
const CUSTOM_ID_PART = /^[\w.-]*$/u

/** What the custom id of a component or a modal says: for whom it was made, and what it does to what. */
export interface CustomId {
  readonly user: UserId
  readonly action: string
  readonly args: readonly string[]
}

/**
 * Throws where a part holds more than word characters, dots and hyphens, or all together is over 100 characters: a bug
 * of the bot.
 */
export function customId(user: UserId, action: string, ...args: readonly string[]): string {
  const parts = [user, action, ...args]
  const id = [CUSTOM_ID_PREFIX, ...parts].join(':')
  if (id.length > MAX_CUSTOM_ID_LENGTH || !parts.every(part => CUSTOM_ID_PART.test(part)))
    throw new RangeError(`no custom id for ${action}`)
  return id
}

/** Undefined for any id that is not the bot's own: a client can send what it likes. */
export function parseCustomId(id: string): CustomId | undefined {
  const [prefix, user, action, ...args] = id.split(':')
  if (prefix !== CUSTOM_ID_PREFIX || user === undefined || action === undefined) return undefined
  return { user, action, args }
}
