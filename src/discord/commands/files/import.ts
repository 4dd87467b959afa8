import type { ChatInputCommandInteraction } from 'discord.js'
import { openFile } from '../../../memory/own/import-file.ts'
import { importFile } from '../../../memory/own/importing.ts'
import type { InOrder } from '../../in-order.ts'
import { text } from '../components.ts'
import type { Use, View } from '../feature.ts'
import type { CommandParts } from '../features.ts'
import { fetchFile } from './fetch-file.ts'
import { MOST_BYTES } from './largest.ts'
import { reported } from './report.ts'

export interface ImportParts extends Pick<CommandParts, 'own' | 'settings'> {
  /** Files are opened one at a time: each can take a few hundred megabytes for a moment. */
  readonly order: InOrder
}

/** Brings back what the user once took along. */
export async function importOwn(use: Use<ChatInputCommandInteraction>, parts: ImportParts): Promise<View> {
  const { files } = use.texts
  const attachment = use.interaction.options.getAttachment('file', true)
  if (attachment.size > MOST_BYTES) return files.cannotRead.tooLarge
  const bytes = await fetchFile(attachment.url, MOST_BYTES)
  if (bytes === undefined) return files.cannotRead.notLoaded
  return await parts.order.run('import', async () => await opened(bytes, use, parts))
}

async function opened(
  bytes: Uint8Array,
  { interaction, user, channel, texts: { files } }: Use<ChatInputCommandInteraction>,
  { own, settings }: ImportParts,
): Promise<View> {
  const file = await openFile(bytes, user)
  if ('why' in file) {
    return file.why === 'broken'
      ? files.cannotRead.broken(file.broken.at, file.broken.code)
      : files.cannotRead[file.why]
  }
  const { maxFacts, maxEntities } = settings
  const limits = { maxFacts, maxEntities, now: interaction.createdTimestamp }
  const report = await importFile(file, { user, channel }, own, limits)
  return { components: [text(reported(report, files))] }
}
