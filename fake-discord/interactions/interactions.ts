import {
  type APIInteraction,
  type APIMessageInteractionMetadata,
  ApplicationIntegrationType,
  ChannelType,
  GatewayDispatchEvents,
  InteractionContextType,
  InteractionType,
  Locale,
  type Snowflake,
} from 'discord-api-types/v10'
import { toRest } from '../messages/wire.ts'
import { allPermissions } from '../permissions.ts'
import type { Settings } from '../settings.ts'
import type { Channel } from '../stored.ts'
import type { World } from '../world.ts'
import { Interaction } from './interaction.ts'

/** Enough for every token that can still be alive in a long run; beyond, the oldest are forgotten. */
const KEPT = 10_000

/** Starts interactions and finds them again by the token their answers carry. */
export class Interactions {
  readonly #world: World
  readonly #attachmentSizeLimit: number
  readonly #byToken = new Map<string, Interaction>()

  constructor(world: World, { attachmentSizeLimit }: Pick<Settings, 'attachmentSizeLimit'>) {
    this.#world = world
    this.#attachmentSizeLimit = attachmentSizeLimit
  }

  find(token: string): Interaction | undefined {
    return this.#byToken.get(token)
  }

  start(begun: Pick<Interaction, 'channel' | 'command' | 'source' | 'type' | 'user'>, data: unknown): Interaction {
    const world = this.#world
    const interaction = new Interaction({ ...begun, id: world.ids.next() })
    this.#byToken.set(interaction.token, interaction)
    if (this.#byToken.size > KEPT) {
      const oldest = this.#byToken.keys().next()
      if (oldest.done !== true) this.#byToken.delete(oldest.value)
    }
    interaction.payload = this.#describe(interaction, data)
    world.dispatch({
      event: GatewayDispatchEvents.InteractionCreate,
      guildId: world.guildOf(interaction.channel)?.id,
      intents: 0,
      data: interaction.payload,
    })
    return interaction
  }

  #describe(interaction: Interaction, data: unknown): APIInteraction {
    const world = this.#world
    const { channel, user, source } = interaction
    const guild = world.guildOf(channel)
    const member = guild?.members.get(user.id)
    return {
      id: interaction.id,
      application_id: world.bot.id,
      type: interaction.type,
      data,
      token: interaction.token,
      version: 1,
      channel_id: channel.id,
      channel: { ...channel, permissions: world.permissions(channel, user.id).toString() },
      app_permissions: (guild === undefined ? allPermissions : world.permissions(channel, world.bot.id)).toString(),
      locale: world.locales.get(user.id) ?? Locale.EnglishUS,
      entitlements: [],
      context: contextOf(channel),
      authorizing_integration_owners: installedBy(world, channel, user.id),
      attachment_size_limit: this.#attachmentSizeLimit,
      ...(source === undefined ? {} : { message: toRest(world, source) }),
      ...(guild === undefined || member === undefined
        ? { user }
        : {
            guild_id: guild.id,
            guild_locale: guild.preferred_locale,
            guild: { id: guild.id, locale: guild.preferred_locale, features: guild.features },
            member: { ...member, permissions: world.permissions(channel, user.id).toString() },
          }),
    } as unknown as APIInteraction
  }
}

export function contextOf(channel: Channel): InteractionContextType {
  if (channel.type === ChannelType.DM) return InteractionContextType.BotDM
  if (channel.type === ChannelType.GroupDM) return InteractionContextType.PrivateChannel
  return InteractionContextType.Guild
}

/** Whether the app is there because the server has it, or because this user brought it along. */
function installedBy(world: World, channel: Channel, userId: Snowflake): Record<number, Snowflake> {
  const guild = world.guildOf(channel)
  if (guild?.hasBot === true) return { [ApplicationIntegrationType.GuildInstall]: guild.id }
  if (guild === undefined && channel.type === ChannelType.DM) return { [ApplicationIntegrationType.GuildInstall]: '0' }
  return { [ApplicationIntegrationType.UserInstall]: userId }
}

/** What the answer to an interaction says of where it came from. */
export function metadataOf(world: World, interaction: Interaction): APIMessageInteractionMetadata {
  const base = {
    id: interaction.id,
    type: interaction.type,
    user: interaction.user,
    authorizing_integration_owners: installedBy(world, interaction.channel, interaction.user.id),
  }
  if (interaction.type === InteractionType.MessageComponent) {
    return { ...base, interacted_message_id: interaction.source?.id ?? '' } as APIMessageInteractionMetadata
  }
  if (interaction.type === InteractionType.ModalSubmit) {
    const trigger =
      interaction.source === undefined ? InteractionType.ApplicationCommand : InteractionType.MessageComponent
    const interacted = interaction.source === undefined ? {} : { interacted_message_id: interaction.source.id }
    return {
      ...base,
      triggering_interaction_metadata: { ...base, type: trigger, ...interacted },
    } as APIMessageInteractionMetadata
  }
  return base as APIMessageInteractionMetadata
}
