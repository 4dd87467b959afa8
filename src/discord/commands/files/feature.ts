import { ApplicationCommandOptionType } from 'discord.js'
import { described } from '../../../texts/described.ts'
import { InOrder } from '../../in-order.ts'
import { anywhere } from '../anywhere.ts'
import type { Feature } from '../feature.ts'
import type { CommandParts } from '../features.ts'
import { exportAll } from './export.ts'
import { importOwn } from './import.ts'

/** `/export` and `/import`: a user's memory as a file, to be taken along and brought back. */
export function files({ own, settings }: Pick<CommandParts, 'own' | 'settings'>): Feature {
  const order = new InOrder()
  return {
    commands: [
      {
        definition: { name: 'export', ...described('export'), ...anywhere },
        run: use => exportAll(use, { own }),
      },
      {
        definition: {
          name: 'import',
          ...described('import'),
          ...anywhere,
          options: [
            {
              type: ApplicationCommandOptionType.Attachment,
              name: 'file',
              ...described('importFile'),
              required: true,
            },
          ],
        },
        run: use => importOwn(use, { own, settings, order }),
      },
    ],
    controls: { 'export.send': { how: 'reply', run: use => exportAll(use, { own }) } },
  }
}
