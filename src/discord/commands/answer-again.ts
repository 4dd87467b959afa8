import { InteractionContextType } from 'discord.js'
import type { CommandGroup, MessageCommandContext, View } from '../interactions/command.ts'
import { messageCommand } from '../interactions/definitions.ts'

const { Guild, BotDM } = InteractionContextType

/** “Answer again” on the bot's last answer to the person who clicks: the new one takes its place. */
export const answerAgainCommands: CommandGroup = {
  messageCommands: [messageCommand('Answer again', answerAgain, [Guild, BotDM])],
}

async function answerAgain(context: MessageCommandContext): Promise<View> {
  const { interaction, user, conversations, coordinator, parseMessage } = context
  const { again } = context.texts
  const last = await conversations.findLastAnswer({ user, channel: context.channel })
  if (last === undefined || !last.messages.includes(interaction.targetId)) return again.nothing
  const channel = interaction.channel ?? (await interaction.client.channels.fetch(context.channel))
  if (channel === null || !channel.isTextBased()) return again.nothing
  const question = await channel.messages.fetch(last.question.id).catch(() => undefined)
  if (question?.author.id !== user) return again.nothing
  const outcome = await coordinator.answer(parseMessage(question), 'again')
  return outcome === 'answered' ? again.done : again.failed
}
