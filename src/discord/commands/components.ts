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

/** The pieces that panels are made of. https://docs.discord.com/developers/components/reference */

export function text(content: string): APITextDisplayComponent {
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

export function row(
  ...components: readonly APIComponentInMessageActionRow[]
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return { type: ComponentType.ActionRow, components: [...components] }
}

export const line: APISeparatorComponent = { type: ComponentType.Separator, divider: true }

export function box(...components: APIContainerComponent['components']): APIContainerComponent {
  return { type: ComponentType.Container, components }
}
