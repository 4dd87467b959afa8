import { ApplicationCommandType, type MessageContextMenuCommandInteraction } from 'discord.js'
import { anywhere } from '../anywhere.ts'
import type { MessageMenu, Use, View } from '../feature.ts'
import type { ForgetParts } from './parts.ts'

/** “Forget this message”: for its author, and on the bot's reply for whom it answers. */
export function forgetMessage(parts: ForgetParts): MessageMenu {
  return {
    definition: {
      name: 'Forget this message',
      type: ApplicationCommandType.Message,
      ...anywhere,
    },
    run: use => forgetThis(use, parts),
  }
}

async function forgetThis(use: Use<MessageContextMenuCommandInteraction>, { own, store }: ForgetParts): Promise<View> {
  const { interaction, user, texts } = use
  const { forget } = texts
  const { targetMessage: message } = interaction
  const owner = await own.ownerOf(message.id)
  if (owner === undefined) {
    const isOurs = message.author.id === user || message.author.id === interaction.client.user.id
    return isOurs ? forget.messageNotKept : forget.messageNotYours
  }
  if (owner.user !== user) return forget.messageNotYours
  const gone = await store.deleteMessage(message.id, 'forgotten')
  if (gone === undefined) return forget.messageNotKept
  return [
    forget.messageGone,
    ...(gone.facts > 0 ? [forget.messageFacts(gone.facts)] : []),
    // On Discord nobody deletes what the bot wrote, but its answer goes with what it answers.
    `${message.id === owner.id ? forget.messageStays : forget.answerStays} ${forget.answersGoAlong}`,
  ].join('\n')
}
