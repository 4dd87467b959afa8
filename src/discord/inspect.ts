import type { Shards } from '../memory/shards.ts'
import type { Logger } from '../observability/logger.ts'
import { type AccessRefusal, findServerRefusal, type RuleTable } from './access/rules.ts'
import { findUnknownIds, type UnknownIds } from './access/unknown-ids.ts'
import { connectToDiscord, type DiscordClientOptions, disconnectFromDiscord, inviteLink, shardsOf } from './client.ts'
import { clockSkewMs } from './clock.ts'
import { missingInChannel, missingToAnswer } from './permissions.ts'

export interface ServerAccess {
  readonly name: string
  /** Why the lists of the settings have it left; what owners said by command stands above them. */
  readonly refusal: AccessRefusal | undefined
  /** How many channels for text there are, and in how many of them the bot can answer. */
  readonly channels: number
  readonly answerable: number
  /** Channels that the bot sees and lacks something in. */
  readonly lacking: readonly { readonly name: string; readonly missing: readonly string[] }[]
  /** The names of those that it does not see. */
  readonly hidden: readonly string[]
}

/** What a bot is on Discord, as it sees itself. */
export interface DiscordAccess {
  readonly name: string
  readonly invite: string
  /** Those that were looked at. */
  readonly shards: Shards
  readonly hasMessageContent: boolean
  readonly servers: readonly ServerAccess[]
  /** What the lists of who may use it name wrongly. */
  readonly unknownIds: readonly UnknownIds[]
  /** How far this machine's clock is ahead of Discord's. */
  readonly skewMs: number | undefined
}

/** Logs in beside a bot that may run, looks at what it may do, and logs out. Throws DiscordConnectionError. */
export async function inspectDiscord(
  options: DiscordClientOptions,
  log: Logger,
  rules: RuleTable = new Map(),
): Promise<DiscordAccess> {
  const { client, hasMessageContent } = await connectToDiscord(options, log, () => undefined)
  try {
    let skewMs: number | undefined
    client.rest.on('response', (_, { headers }) => {
      skewMs = clockSkewMs(headers.get('date'))
    })
    await client.application.fetch()
    return {
      name: client.user.displayName,
      invite: inviteLink(client.application.id),
      shards: shardsOf(client),
      hasMessageContent,
      servers: client.guilds.cache.map(guild => {
        const channels = [...guild.channels.cache.values()].filter(
          channel => channel.isTextBased() && !channel.isThread(),
        )
        const texts = channels.filter(channel => channel.isTextBased())
        const all = texts.map(channel => ({ name: channel.name, missing: missingInChannel(channel) }))
        return {
          name: guild.name,
          refusal: findServerRefusal(guild.id, { settings: rules, commands: new Map() }),
          channels: texts.length,
          answerable: texts.filter(channel => missingToAnswer(channel).length === 0).length,
          lacking: all.filter(({ missing }) => missing.length > 0 && !missing.includes('View Channel')),
          hidden: all.filter(({ missing }) => missing.includes('View Channel')).map(({ name }) => name),
        }
      }),
      unknownIds: findUnknownIds(client, rules),
      skewMs,
    }
  } finally {
    await disconnectFromDiscord(client)
  }
}
