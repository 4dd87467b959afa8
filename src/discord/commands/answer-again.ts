import type { MessageContextMenuCommandInteraction } from 'discord.js'
import type { MemoryStore } from '../../memory/ports.ts'
import { texts } from '../../texts.ts'
import type { Answering } from '../answering.ts'

export interface AnswerAgainParts {
  readonly store: Pick<MemoryStore, 'lastAnswered'>
  readonly answering: Answering
}

/** “Answer again” on the bot's last answer to the person who clicks: the new one takes its place. Returns what they read. */
export async function answerAgain(
  interaction: MessageContextMenuCommandInteraction,
  parts: AnswerAgainParts,
): Promise<string> {
  const last = await parts.store.lastAnswered({ user: interaction.user.id, channel: interaction.channelId })
  if (last === undefined || !last.messages.includes(interaction.targetId)) return texts.againNothing
  const channel = interaction.channel ?? (await interaction.client.channels.fetch(interaction.channelId))
  if (channel === null || !channel.isTextBased()) return texts.againNothing
  const question = await channel.messages.fetch(last.question.id).catch(() => undefined)
  if (question === undefined) return texts.againNothing
  const outcome = await parts.answering.ask(question, 'again')
  return outcome === 'answered' ? texts.againDone : texts.againFailed
}
