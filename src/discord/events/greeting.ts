import { ChannelType, type Client, Events, type Guild, type TextChannel } from 'discord.js'
import { textsFor } from '../../locales/locales.ts'
import type { ServerSettings } from '../../memory/ports/settings/server-settings.ts'
import type { Logger } from '../../observability/logger.ts'
import type { AccessPolicy } from '../access/access-policy.ts'
import { placeIdsOf } from '../access/subject.ts'
import { discordErrorDetails } from '../errors.ts'
import { actionRow, button, customId, EVERYBODY } from '../interactions/components.ts'
import { missingToAnswer } from '../permissions.ts'

export interface GreetingDependencies {
  readonly access: Pick<AccessPolicy, 'isComplete' | 'refusalForPlace'>
  readonly serverSettings: Pick<ServerSettings, 'claimGreeting'>
  readonly log: Logger
}

/**
 * Says hello in a server that the bot has just joined, once, in its channel for such things or the first that it may write
 * in. Servers that were there at the start, or are back after an outage, are no news: for them discord.js has other events.
 */
export function greetNewServers(client: Client<true>, dependencies: GreetingDependencies): void {
  client.on(Events.GuildCreate, guild => {
    greet(guild, dependencies).catch((error: unknown) =>
      dependencies.log.warn({ guild: guild.id, ...discordErrorDetails(error) }, 'a new server was not greeted'),
    )
  })
}

async function greet(guild: Guild, { access, serverSettings, log }: GreetingDependencies): Promise<void> {
  // Until it is known what owners said by command, it may be a server to be left.
  const channel = access.isComplete ? findChannel(guild, access) : undefined
  if (channel === undefined) return log.info({ guild: guild.id }, 'joined a server, with no channel to greet in')
  if (!(await serverSettings.claimGreeting(guild.id, guild.joinedTimestamp))) return
  const { help } = textsFor(guild.preferredLocale)
  const show = button(help.buttons.show, customId(EVERYBODY, 'help.show'))
  const privacy = button(help.buttons.privacy, customId(EVERYBODY, 'help.privacy'))
  await channel.send({ content: help.hello(guild.client.user.displayName), components: [actionRow(show, privacy)] })
  log.info({ guild: guild.id, channel: channel.id }, 'greeted a new server')
}

/** The first, in the order that people see, in which the bot may write and answer. */
function findChannel(guild: Guild, access: GreetingDependencies['access']): TextChannel | undefined {
  const channels = guild.channels.cache.filter(channel => channel.type === ChannelType.GuildText)
  const inOrder = [...channels.values()].toSorted((one, other) => one.rawPosition - other.rawPosition)
  const wanted = guild.systemChannel === null ? inOrder : [guild.systemChannel, ...inOrder]
  return wanted.find(
    channel =>
      missingToAnswer(channel).length === 0 &&
      access.refusalForPlace({ guild: guild.id, channels: placeIdsOf(channel) }) === undefined,
  )
}
