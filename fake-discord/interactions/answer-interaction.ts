import {
  type APIInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10'
import { type Draft, post } from '../messages/messages.ts'
import { numberComponents } from '../messages/number-components.ts'
import type { StoredFile, StoredMessage } from '../stored.ts'
import { checkLegacy, checkMessage, checkNotEmpty } from '../validation/message.ts'
import type { World } from '../world.ts'
import type { Interaction } from './interaction.ts'
import { metadataOf } from './interactions.ts'

const ALLOWED_FLAGS =
  MessageFlags.Ephemeral |
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsComponentsV2

/** Writes what the bot answers, or adds to its answer. */
export function answerInteraction(
  world: World,
  interaction: Interaction,
  body: APIInteractionResponseCallbackData,
  files: readonly StoredFile[],
): StoredMessage {
  const flags = Number(body.flags ?? 0) & ALLOWED_FLAGS
  checkMessage(body, { flags, files })
  checkLegacy(body, flags)
  checkNotEmpty(body, files.length > 0)
  return place(world, interaction, flags, {
    content: body.content ?? '',
    embeds: body.embeds ?? [],
    components: numberComponents(body.components ?? []),
    files,
    allowedMentions: body.allowed_mentions,
  })
}

/** Puts up "thinking…", to be filled in later. */
export function promise(world: World, interaction: Interaction, isEphemeral: boolean): StoredMessage {
  return place(world, interaction, MessageFlags.Loading | (isEphemeral ? MessageFlags.Ephemeral : 0), {})
}

function place(world: World, interaction: Interaction, flags: number, words: Omit<Draft, 'author'>): StoredMessage {
  return post(world, interaction.channel, {
    ...words,
    author: world.bot,
    application_id: world.bot.id,
    webhook_id: world.bot.id,
    interaction_metadata: metadataOf(world, interaction),
    ...nameOfCommand(interaction),
    flags,
    visibleTo: (flags & MessageFlags.Ephemeral) === 0 ? undefined : interaction.user.id,
    ...referenceTo(interaction),
  })
}

/** Of a command its answer says the name, with subcommands: Discord still sends the field that is to go, and its clients show it. */
function nameOfCommand({ command, source, payload, id, type, user }: Interaction): Pick<Draft, 'interaction'> {
  if (command === undefined || source !== undefined) return {}
  const { options } = (payload?.data ?? {}) as { options?: Step[] }
  return { interaction: { id, type, name: [command.name, ...stepsIn(options)].join(' '), user } }
}

interface Step {
  name: string
  type: ApplicationCommandOptionType
  options?: Step[]
}

function stepsIn(options: readonly Step[] = []): string[] {
  const [step] = options
  const isStep =
    step?.type === ApplicationCommandOptionType.Subcommand ||
    step?.type === ApplicationCommandOptionType.SubcommandGroup
  return step !== undefined && isStep ? [step.name, ...stepsIn(step.options)] : []
}

function referenceTo(interaction: Interaction): Partial<Pick<StoredMessage, 'message_reference' | 'type'>> {
  const on = interaction.answeredWith === undefined ? interaction.source : (interaction.message ?? interaction.source)
  if (on === undefined) {
    const isSlash = interaction.command?.type === ApplicationCommandType.ChatInput
    return { type: isSlash ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand }
  }
  return {
    message_reference: { type: MessageReferenceType.Default, channel_id: on.channel_id, message_id: on.id },
  }
}
