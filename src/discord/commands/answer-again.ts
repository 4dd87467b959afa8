import { ApplicationCommandType, InteractionContextType, type MessageContextMenuCommandInteraction } from 'discord.js'
import type { MemoryStore } from '../../memory/ports.ts'
import type { Answering } from '../answering.ts'
import type { Feature, Use } from './feature.ts'

export interface AnswerAgainParts {
  readonly store: Pick<MemoryStore, 'lastAnswered'>
  readonly answering: Answering
}

/** “Answer again” on the bot's last answer to the person who clicks: the new one takes its place. */
export function answerAgain(parts: AnswerAgainParts): Feature {
  return {
    menus: [
      {
        definition: {
          name: 'Answer again',
          type: ApplicationCommandType.Message,
          contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
        },
        run: use => again(use, parts),
      },
    ],
  }
}

async function again(use: Use<MessageContextMenuCommandInteraction>, { store, answering }: AnswerAgainParts) {
  const { interaction, texts } = use
  const last = await store.lastAnswered({ user: use.user, channel: use.channel })
  if (last === undefined || !last.messages.includes(interaction.targetId)) return texts.again.nothing
  const channel = interaction.channel ?? (await interaction.client.channels.fetch(use.channel))
  if (channel === null || !channel.isTextBased()) return texts.again.nothing
  const question = await channel.messages.fetch(last.question.id).catch(() => undefined)
  if (question?.author.id !== use.user) return texts.again.nothing
  const outcome = await answering.ask(question, 'again')
  return outcome === 'answered' ? texts.again.done : texts.again.failed
}
