import { messageLink } from 'discord.js'
import type { DeletionPlan, UserData } from '../../memory/ports/user-memory-store.ts'
import { compareSnowflakes } from '../../memory/turns.ts'
import type { ChannelId, Fact, GuildId, MessageId } from '../../memory/types.ts'

/** A message on Discord. */
export interface MessageLink {
  readonly guild: GuildId | undefined
  readonly channel: ChannelId
  readonly message: MessageId
}

/** The user's messages that something to be forgotten comes from, the newest first: Discord shows them still. */
export function sourceMessageLinks(userData: UserData, plan: DeletionPlan | 'everything'): readonly MessageLink[] {
  const links = new Map<MessageId, MessageLink>()
  for (const link of [...linksFromTurns(userData, plan), ...linksFromFacts(userData, plan)])
    links.set(link.message, link)
  return [...links.values()].toSorted((a, b) => compareSnowflakes(b.message, a.message))
}

export function messageUrl({ guild, channel, message }: MessageLink): string {
  return guild === undefined ? messageLink(channel, message) : messageLink(channel, message, guild)
}

function linksFromTurns({ conversations }: UserData, plan: DeletionPlan | 'everything'): readonly MessageLink[] {
  const turns = new Set(plan === 'everything' ? [] : plan.turns.map(({ channel, turn }) => channel + turn))
  const isWhole = (channel: ChannelId) => plan === 'everything' || plan.conversations.includes(channel)
  return conversations.flatMap(({ channel, guild, turns: stored }) =>
    stored
      .filter(({ role, id }) => role === 'user' && (isWhole(channel) || turns.has(`${channel}q:${id}`)))
      .map(({ id }) => ({ guild, channel, message: id })),
  )
}

function linksFromFacts({ known, conversations, messageChannels }: UserData, plan: DeletionPlan | 'everything') {
  const ids = plan === 'everything' ? undefined : new Set(plan.facts)
  const guilds = new Map(conversations.map(({ channel, guild }) => [channel, guild]))
  return known.facts
    .filter(fact => (ids === undefined || ids.has(fact.id)) && fact.asked !== 'command')
    .flatMap((fact: Fact) =>
      fact.sources.map(message => {
        const channel = messageChannels.get(message) ?? fact.channel
        return { guild: guilds.get(channel) ?? (channel === fact.channel ? fact.guild : undefined), channel, message }
      }),
    )
}
