import type { Happening, Patience } from '../../../fake-discord/happenings.ts'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Channel, StoredMessage } from '../../../fake-discord/stored.ts'

/** For what takes some seconds by itself, on a busy machine. */
export const PATIENT: Patience = { timeout: 25_000 }

/** Resolves with the bot's message in a channel that satisfies the condition, now or later. */
async function seen(
  discord: Loopback,
  channel: Channel,
  isMeant: (message: StoredMessage) => boolean,
): Promise<StoredMessage> {
  const known = botMessages(discord, channel).find(isMeant)
  if (known !== undefined) return known
  const isSeen = (happening: Happening) =>
    (happening.kind === 'message' || happening.kind === 'edit') &&
    happening.message.author.id === discord.botId &&
    isMeant(happening.message)
  const happening = await discord.until(isSeen, { ...PATIENT, channelId: channel.id })
  return (happening as Happening & { kind: 'message' }).message
}

/** Resolves with the bot's message that shows these words, when it does. */
export function waitForText(discord: Loopback, channel: Channel, words: string): Promise<StoredMessage> {
  return seen(discord, channel, ({ content }) => content.includes(words))
}

/** Resolves with the bot's message that has a button, when there is one. */
export function waitForButton(discord: Loopback, channel: Channel): Promise<StoredMessage> {
  return seen(discord, channel, ({ components = [] }) => components.length > 0)
}

/** Resolves when the bot shows that it types. */
export async function waitForTyping(discord: Loopback, channel: Channel): Promise<void> {
  const isTyping = (happening: Happening) => happening.kind === 'typing' && happening.userId === discord.botId
  await discord.until(isTyping, { ...PATIENT, channelId: channel.id })
}

/**
 * What the bot asked of Discord in one channel, as `POST messages`, in order.
 * A request stands here when it is answered: look when the bot has stopped, so that the last is there, too.
 */
export function requestsIn(discord: Loopback, { id }: Channel): string[] {
  return discord.requests
    .filter(({ path }) => path.startsWith(`/channels/${id}/`))
    .map(({ method, route }) => `${method} ${route.split('/')[3]}`)
}

/** What everybody reads from the bot in a channel, oldest first. */
export function botMessages(discord: Loopback, channel: Channel): StoredMessage[] {
  return discord
    .messages(channel)
    .filter(({ author, visibleTo }) => author.id === discord.botId && visibleTo === undefined)
}

export function botTexts(discord: Loopback, channel: Channel): string[] {
  return botMessages(discord, channel).map(({ content }) => content)
}
