import { ApplicationCommandOptionType } from 'discord.js'
import { type CommandGroup, reply } from '../../interactions/command.ts'
import { localizedDescription, slashCommand } from '../../interactions/definitions.ts'
import { exportUserData } from './export.ts'
import { importUserData } from './import.ts'

const fileOption = {
  type: ApplicationCommandOptionType.Attachment,
  name: 'file',
  ...localizedDescription('importFile'),
  required: true,
} as const

/** `/export` and `/import`: a user's memory as a file, to be taken along and brought back. */
export const transferCommands: CommandGroup = {
  commands: [
    slashCommand('export', 'export', exportUserData),
    slashCommand('import', 'import', importUserData, fileOption),
  ],
  components: { 'export.send': reply(exportUserData) },
}
