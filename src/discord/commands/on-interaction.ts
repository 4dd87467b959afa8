import { type Client, type CommandInteraction, Events, type Interaction, MessageFlags } from 'discord.js'
import type { Logger } from 'pino'
import { errorFacts, MemoryUnavailable } from '../../errors.ts'
import { texts } from '../../texts.ts'
import { discordFacts } from '../failure.ts'
import { type AnswerAgainParts, answerAgain } from './answer-again.ts'
import { ANSWER_AGAIN, LISTEN } from './definitions.ts'
import { type ListenParts, listen } from './listen.ts'
import { stop } from './stop.ts'

export type CommandParts = AnswerAgainParts & ListenParts & { readonly log: Logger }

/** Answers those who use a command or click a button; only they read it. */
export function answerCommands(client: Client<true>, parts: CommandParts): void {
  client.on(Events.InteractionCreate, interaction => {
    respond(interaction, parts).catch((error: unknown) => {
      parts.log.error(
        { interaction: interaction.id, ...discordFacts(error) },
        'a click or command could not be answered',
      )
    })
  })
}

async function respond(interaction: Interaction, parts: CommandParts): Promise<void> {
  if (interaction.isButton()) return await stop(interaction, parts.answering)
  if (!interaction.isCommand()) return
  // Acknowledged at once, whatever the load: Discord waits 3 s. What follows may then take its time.
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  await interaction.editReply(await answerCommand(interaction, parts))
}

/** What the person reads; a failure is logged and told as well. */
async function answerCommand(interaction: CommandInteraction, parts: CommandParts): Promise<string> {
  try {
    if (interaction.isChatInputCommand() && interaction.commandName === LISTEN) return await listen(interaction, parts)
    if (interaction.isMessageContextMenuCommand() && interaction.commandName === ANSWER_AGAIN)
      return await answerAgain(interaction, parts)
    return texts.commandUnknown
  } catch (error) {
    parts.log.error({ command: interaction.commandName, ...errorFacts(error) }, 'a command failed')
    return error instanceof MemoryUnavailable ? texts.commandMemoryAway : texts.commandFailed
  }
}
