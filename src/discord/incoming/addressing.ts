import type { Message } from 'discord.js'
import type { ListenedChannels } from '../listened-channels.ts'
import { isSaidToBot } from './is-said-to-bot.ts'
import { isUserMessage } from './talk/channel-history.ts'

/** Whether people write such messages to be read by the bot: not other bots, webhooks or Discord itself. */
export function isSaidByPerson(message: Message): boolean {
  return !message.author.bot && message.webhookId === null && isUserMessage(message)
}

/** Whether a person speaks to the bot itself: in a DM, by mention (also of its own role), or by reply. */
export function isSpokenTo(message: Message): boolean {
  return isSaidByPerson(message) && (message.channel.isDMBased() || isSaidToBot(message))
}

/** Whether a message may get an answer: it is said to the bot, or where it listens to all. */
export function isForBot(message: Message, listening: Pick<ListenedChannels, 'modeOf'>): boolean {
  return isSpokenTo(message) || (isSaidByPerson(message) && listening.modeOf(message.channelId) !== 'mentions')
}

/** Whether nobody spoke to the bot where it answers what is worthwhile: it may have nothing to say. */
export function mayBeSilent(message: Message, listening: Pick<ListenedChannels, 'modeOf'>): boolean {
  return listening.modeOf(message.channelId) === 'worthwhile' && !isSpokenTo(message) && !isCalledByName(message)
}

/** Whether the bot's name is among the words of a message, as it is called there. */
function isCalledByName({ content, client, guild }: Message): boolean {
  const words = wordsOf(content)
  const names = [client.user.displayName, client.user.username, guild?.members.me?.displayName ?? '']
  return names.map(wordsOf).some(name => name.length > 0 && includesRow(words, name))
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

function wordsOf(text: string): string[] {
  const segments = segmenter.segment(text.normalize('NFKC').toLocaleLowerCase('und'))
  return Array.from(segments).flatMap(({ isWordLike, segment }) => (isWordLike === true ? [segment] : []))
}

function includesRow(words: readonly string[], row: readonly string[]): boolean {
  return words.some((_, start) => row.every((word, index) => words[start + index] === word))
}
