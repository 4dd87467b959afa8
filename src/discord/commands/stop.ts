import { type ButtonInteraction, MessageFlags } from 'discord.js'
import { texts } from '../../texts.ts'
import type { Answering } from '../answering.ts'
import { stopQuestion } from '../messages.ts'

/** The Stop button under an answer that is still streaming: only the asker's click counts. */
export async function stop(interaction: ButtonInteraction, answering: Answering): Promise<void> {
  const question = stopQuestion(interaction.customId)
  const verdict = question === undefined ? 'over' : answering.stop(question, interaction.user.id)
  if (verdict === 'stopping') await interaction.deferUpdate()
  else if (verdict === 'notYours')
    await interaction.reply({ content: texts.stopNotYours, flags: MessageFlags.Ephemeral })
  // Left standing by a process that died: there is nothing to stop any more, so the button goes.
  else await interaction.update({ components: [] })
}
