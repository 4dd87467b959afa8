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

/** `/export`: a user's memory as a file, to be taken along. */
export const exportCommands: CommandGroup = {
  isForEverybody: true,
  commands: [slashCommand('export', 'export', exportUserData)],
  components: { 'export.send': reply(exportUserData) },
}

/** `/import`: what was taken along is brought back. */
export const importCommands: CommandGroup = {
  commands: [slashCommand('import', 'import', importUserData, fileOption)],
}
