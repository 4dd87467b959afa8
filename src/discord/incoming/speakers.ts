import type { Message, User } from 'discord.js'
import { cleanText } from '../../memory/text/clean.ts'
import { nameOrNothing } from '../../memory/text/inserted-names.ts'
import { labelSpeakers, type Speaker } from '../../prompt/format/label-speakers.ts'
import { authorName } from './message-text.ts'

/** What the bot is called in its persona, whatever its name on Discord. */
const PERSONA_NAME = 'Keepsake'

/** What those are called who wrote some messages, and first of all the one who asks: see label-speakers.ts. */
export function labelsFor(asking: Message, messages: readonly Message[]): (speaker: Speaker) => string {
  const bot = asking.client.user
  const speakers = [asking, ...messages].filter(({ author }) => author.id !== bot.id).map(speakerOf)
  return labelSpeakers(speakers, [bot.displayName, asking.guild?.members.me?.displayName ?? '', PERSONA_NAME])
}

/** Who wrote a message, as Discord shows them. */
export function speakerOf(message: Message): Speaker {
  const { author, webhookId } = message
  const name = authorName(message)
  // Under one webhook many can speak.
  if (webhookId !== null) return { id: `${author.id} ${name}`, name: `${name} (app)`, handle: 'webhook' }
  return { id: author.id, name: author.bot ? `${name} (app)` : name, handle: author.username }
}

export function speakerOfUser(user: User, { guild }: Message<true>): Speaker {
  const name = guild.members.cache.get(user.id)?.displayName ?? user.displayName
  return { id: user.id, name: nameOrNothing(cleanText(name)), handle: user.username }
}
