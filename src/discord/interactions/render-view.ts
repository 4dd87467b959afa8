import {
  type APIMessageTopLevelComponent,
  ComponentType,
  type InteractionEditReplyOptions,
  MessageFlags,
  type MessageFlagsBitField,
} from 'discord.js'
import type { View } from './command.ts'

type SeparateMessage = Extract<View, { readonly beside: string }>

/** A view as Discord takes it. Once a message is made of components its words have to stand in one as well. */
export function renderView(view: Exclude<View, SeparateMessage>, isPanel: boolean): InteractionEditReplyOptions {
  if (typeof view === 'string' && !isPanel) return { content: view }
  const components: readonly APIMessageTopLevelComponent[] =
    typeof view === 'string' ? [{ type: ComponentType.TextDisplay, content: view }] : view.components
  const files = typeof view === 'string' ? [] : (view.files ?? [])
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [...components],
    // What was attached before goes: each panel brings its own.
    attachments: [],
    files: files.map(({ name, data }) => ({ name, attachment: data })),
  }
}

/** Whether a message is seen by the one who clicks in it alone. */
export function isEphemeral(message: { readonly flags: MessageFlagsBitField } | null): boolean {
  return message?.flags.has(MessageFlags.Ephemeral) === true
}

/** Whether a message is made of components. */
export function isComponentMessage(message: { readonly flags: MessageFlagsBitField } | null): boolean {
  return message?.flags.has(MessageFlags.IsComponentsV2) === true
}

/** Whether the message that was clicked stays as it is. */
export function isSeparateMessage(view: View): view is SeparateMessage {
  return typeof view !== 'string' && 'beside' in view
}
