import { ApplicationCommandOptionType } from 'discord.js'
import type { CommandGroup } from '../../interactions/command.ts'
import { everywhereInstallable } from '../../interactions/command.ts'
import { localizedDescription } from '../../interactions/definitions.ts'
import { KeyedQueue } from '../../keyed-queue.ts'
import type { CommandDependencies } from '../registry.ts'
import { exportUserData } from './export.ts'
import { importUserData } from './import.ts'

/** `/export` and `/import`: a user's memory as a file, to be taken along and brought back. */
export function transferCommands({ own, settings }: Pick<CommandDependencies, 'own' | 'settings'>): CommandGroup {
  const order = new KeyedQueue()
  return {
    commands: [
      {
        definition: { name: 'export', ...localizedDescription('export'), ...everywhereInstallable },
        run: use => exportUserData(use, { own }),
      },
      {
        definition: {
          name: 'import',
          ...localizedDescription('import'),
          ...everywhereInstallable,
          options: [
            {
              type: ApplicationCommandOptionType.Attachment,
              name: 'file',
              ...localizedDescription('importFile'),
              required: true,
            },
          ],
        },
        run: use => importUserData(use, { own, settings, order }),
      },
    ],
    components: { 'export.send': { how: 'reply', run: use => exportUserData(use, { own }) } },
  }
}
