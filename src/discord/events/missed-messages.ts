import type { Client, DMChannel, GuildTextBasedChannel, Message } from 'discord.js'
import { type HeardUntil, heardUntil, isServedBy, type Shards } from '../../memory/shards.ts'
import { compareSnowflakes, firstSnowflakeAt, snowflakeTime } from '../../memory/turns.ts'
import type { GuildId, MessageId, UserId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import { MAX_QUESTION_AGE_MS } from '../answering/read-claim.ts'
import type { DiscordClock } from '../clock.ts'
import { isForBot, isSpokenTo, mayBeSilent } from '../incoming/addressing.ts'
import { isOwn } from '../incoming/talk/talk-records.ts'
import type { ListenedChannels } from '../listened-channels.ts'
import { missingToAnswer } from '../permissions.ts'

/** What was said longer ago nobody waits for. */
const MAX_AGE_MS = 86_400_000
/** Requests for one look: of channels and of direct messages each, the newest first. */
const MAX_CHANNELS = 50
/** The most that one request brings. */
const MAX_MESSAGES = 100
/** Requests for one channel: where 100 messages are written in a minute, they reach back to the oldest question that is still answered. */
const MAX_PAGES = 5

interface SourceDependencies {
  readonly discordClock: Pick<DiscordClock, 'now'>
  readonly listenedChannels: Pick<ListenedChannels, 'modeOf'>
  readonly log: Logger
}

/** What one look is for: what was said since then, in these shards. */
interface Absence {
  readonly shards: Shards
  readonly heard: readonly HeardUntil[]
  /** For shards of which nobody has noted until when they were heard; by Discord's clock, in ms since 1970. */
  readonly startedAt: number
  readonly directUsers: readonly UserId[]
}

/** When the last message of a channel was written, as far as that is known. */
const lastSaidAt = ({ lastMessageId }: { readonly lastMessageId: string | null }) => snowflakeTime(lastMessageId ?? '0')

/**
 * Whether a message would have got an answer for sure. Nobody who spoke to all waits for one after minutes, or wants to hear that there
 * is none.
 */
function isMissed(message: Message, { discordClock, listenedChannels }: SourceDependencies): boolean {
  if (isSpokenTo(message)) return true
  const isYoung = discordClock.now() - message.createdTimestamp <= MAX_QUESTION_AGE_MS
  return isYoung && isForBot(message, listenedChannels) && !mayBeSilent(message, listenedChannels)
}

/** What brings the messages of a channel since then, for each in which any were written, as far as that is known. */
export function missedSources(
  client: Client<true>,
  { shards, heard, startedAt, directUsers }: Absence,
  dependencies: SourceDependencies,
): readonly (() => Promise<readonly Message[]>)[] {
  const oldest = dependencies.discordClock.now() - MAX_AGE_MS
  const sinceIn = (guild: GuildId | undefined) =>
    isServedBy(shards, guild) ? Math.max(heardUntil(heard, guild) ?? startedAt, oldest) : Number.POSITIVE_INFINITY
  const sinceDirect = sinceIn(undefined)
  const users = Number.isFinite(sinceDirect) ? directUsers.slice(0, MAX_CHANNELS) : []
  const channels = [...client.channels.cache.values()]
    .filter((channel): channel is GuildTextBasedChannel => channel.isTextBased() && !channel.isDMBased())
    .map(channel => ({ channel, since: sinceIn(channel.guildId), last: lastSaidAt(channel) }))
    .filter(({ channel, since, last }) => last >= since && missingToAnswer(channel).length === 0)
    .toSorted((one, other) => other.last - one.last)
  const left = channels.length - MAX_CHANNELS
  if (left > 0)
    dependencies.log.warn(
      { channels: left },
      'in more channels was said something while the bot was away than are read',
    )
  return [
    ...users.map(user => directSource(client, user, sinceDirect, dependencies)),
    ...channels.slice(0, MAX_CHANNELS).map(
      ({ channel, since }) =>
        () =>
          readSince(channel, since, dependencies),
    ),
  ]
}

/** What brings somebody's direct messages since then. */
export function directSource(
  client: Client<true>,
  user: UserId,
  since: number,
  dependencies: SourceDependencies,
): () => Promise<readonly Message[]> {
  return async () => {
    const channel = await client.users.createDM(user, { force: true })
    return lastSaidAt(channel) >= since ? await readSince(channel, since, dependencies) : []
  }
}

/** What was missed in a channel since then, with what the bot wrote itself, the newest first, as far back as is read. Throws the error of discord.js. */
async function readSince(
  { id, messages }: GuildTextBasedChannel | DMChannel,
  since: number,
  dependencies: SourceDependencies,
): Promise<readonly Message[]> {
  const after = firstSnowflakeAt(since)
  const read: Message[] = []
  const answered = new Set<MessageId | undefined>()
  let before: MessageId | undefined
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    // Not into the cache: older ones would put the newest out of it.
    const page = await messages.fetch({ limit: MAX_MESSAGES, cache: false, ...(before !== undefined && { before }) })
    const newer = [...page.values()].filter(message => compareSnowflakes(message.id, after) > 0)
    for (const { author, reference } of newer) if (isOwn(author)) answered.add(reference?.messageId)
    // What was answered was said to the bot, too, though it may mention nobody.
    const isMeant = (message: Message) => answered.has(message.id) || isMissed(message, dependencies)
    read.push(...newer.filter(message => isOwn(message.author) || isMeant(message)))
    before = newer.at(-1)?.id
    if (newer.length < MAX_MESSAGES) return read
  }
  const details = { channel: id, messages: MAX_PAGES * MAX_MESSAGES }
  dependencies.log.warn(details, 'more was said while the bot was away than is read: the oldest is passed over')
  return read
}
