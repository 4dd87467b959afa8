import { type ButtonInteraction, MessageFlags } from 'discord.js'
import type { MessageId } from '../../memory/types.ts'
import type { Texts } from '../../texts/texts.ts'
import type { Answering } from '../answering.ts'

/** The Stop button under an answer that is still streaming: only the asker's click counts. */
export async function stop(
  interaction: ButtonInteraction,
  question: MessageId,
  { answering, texts }: { readonly answering: Answering; readonly texts: Texts },
): Promise<void> {
  const verdict = answering.stop(question, interaction.user.id)
  if (verdict === 'stopping') await interaction.deferUpdate()
  else if (verdict === 'notYours')
    await interaction.reply({ content: texts.commands.stopNotYours, flags: MessageFlags.Ephemeral })
  // Left standing by a process that died: there is nothing to stop any more, so the button goes.
  else await interaction.update({ components: [] })
}
