import { ComponentType, InteractionType, MessageFlags } from 'discord-api-types/v10'
import { post } from '../messages/messages.ts'
import type { StoredMessage } from '../stored.ts'
import type { Actor } from './actor.ts'
import type { Interaction } from './interaction.ts'

/** What a client may send along that no honest one would. */
export interface ForgedInput {
  /** Makes it the choice from a menu, not a click. */
  values?: readonly string[]
  /** Makes it a form that is sent: custom ids of text fields, and what stands in them. */
  fields?: Readonly<Record<string, string>>
}

/** Sends a custom id that the message need not have; without a message, as if one of the bot's held it. */
export function startForged(
  actor: Actor,
  message: StoredMessage | undefined,
  { customId, values, fields }: ForgedInput & { customId: string },
): Interaction {
  const { interactions, user, channel } = actor
  const source = message ?? madeUp(actor)
  if (fields === undefined) {
    const component_type = values === undefined ? ComponentType.Button : ComponentType.StringSelect
    return interactions.start(
      { type: InteractionType.MessageComponent, user, channel, source, command: undefined },
      { custom_id: customId, component_type, ...(values === undefined ? {} : { values }) },
    )
  }
  const components = Object.entries(fields).map(([custom_id, value], index) => ({
    type: ComponentType.Label,
    id: index + 1,
    component: { type: ComponentType.TextInput, custom_id, value },
  }))
  return interactions.start(
    { type: InteractionType.ModalSubmit, user, channel, source, command: undefined },
    { custom_id: customId, components },
  )
}

/** One that only its reader sees: nobody hears of it. */
function madeUp({ world, user, channel }: Actor): StoredMessage {
  return post(world, channel, { author: world.bot, flags: MessageFlags.Ephemeral, visibleTo: user.id })
}
