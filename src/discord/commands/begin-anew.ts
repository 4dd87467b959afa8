import type { CommandContext, CommandGroup, View } from '../interactions/command.ts'
import { slashCommand } from '../interactions/definitions.ts'

/** `/new`: the conversation with whoever uses it begins anew, there and for them alone; what is known of them stays. */
export const beginAnewCommands: CommandGroup = { commands: [slashCommand('new', 'new', beginAnew)] }

async function beginAnew({ interaction, user, channel, guild, conversations, texts }: CommandContext): Promise<View> {
  const outcome = await conversations.beginAnew({ user, channel }, interaction.id)
  if (outcome === 'nothing') return texts.beginAnew.nothing
  return [texts.beginAnew.begun, ...(guild === undefined ? [] : [texts.beginAnew.inServer])].join('\n')
}
