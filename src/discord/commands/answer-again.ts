import { ApplicationCommandType, InteractionContextType, type MessageContextMenuCommandInteraction } from 'discord.js'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import type { MessageParser } from '../incoming/parse-message.ts'
import type { CommandGroup, InteractionContext } from '../interactions/command.ts'

export interface AnswerAgainDependencies {
  readonly store: Pick<ConversationStore, 'findLastAnswer'>
  readonly answering: AnswerCoordinator
  readonly parseMessage: MessageParser
}

/** “Answer again” on the bot's last answer to the person who clicks: the new one takes its place. */
export function answerAgainCommands(parts: AnswerAgainDependencies): CommandGroup {
  return {
    messageCommands: [
      {
        definition: {
          name: 'Answer again',
          type: ApplicationCommandType.Message,
          contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
        },
        run: use => answerMessageAgain(use, parts),
      },
    ],
  }
}

async function answerMessageAgain(
  use: InteractionContext<MessageContextMenuCommandInteraction>,
  { store, answering, parseMessage }: AnswerAgainDependencies,
) {
  const { interaction, texts } = use
  const last = await store.findLastAnswer({ user: use.user, channel: use.channel })
  if (last === undefined || !last.messages.includes(interaction.targetId)) return texts.again.nothing
  const channel = interaction.channel ?? (await interaction.client.channels.fetch(use.channel))
  if (channel === null || !channel.isTextBased()) return texts.again.nothing
  const question = await channel.messages.fetch(last.question.id).catch(() => undefined)
  if (question?.author.id !== use.user) return texts.again.nothing
  const outcome = await answering.answer(parseMessage(question), 'again')
  return outcome === 'answered' ? texts.again.done : texts.again.failed
}
