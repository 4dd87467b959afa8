import type { Texts } from '../../../locales/en.ts'
import { importMemory } from '../../../memory/transfer/import.ts'
import { openExportFile } from '../../../memory/transfer/read-file.ts'
import type { ImportReport, ImportTally } from '../../../memory/transfer/report.ts'
import { downloadFile } from '../../download.ts'
import type { CommandContext, View } from '../../interactions/command.ts'
import { textDisplay } from '../../interactions/components.ts'
import { formatCounts } from '../../interactions/format.ts'
import { KeyedQueue } from '../../keyed-queue.ts'
import { MAX_FILE_BYTES } from './export.ts'

const DOWNLOAD_TIMEOUT_MS = 30_000

const recordKinds = ['facts', 'statements', 'conversations', 'turns', 'segments', 'settings'] as const

/** Files are opened one at a time: each can take a few hundred megabytes for a moment. */
const queue = new KeyedQueue()

/** Brings back what the user once took along. */
export async function importUserData(context: CommandContext): Promise<View> {
  const { cannotRead } = context.texts.files
  const attachment = context.interaction.options.getAttachment('file', true)
  if (attachment.size > MAX_FILE_BYTES) return cannotRead.tooLarge
  const limits = { maxBytes: MAX_FILE_BYTES, timeoutMs: DOWNLOAD_TIMEOUT_MS }
  const bytes = await downloadFile(attachment.url, limits, context.interaction.client)
  if (bytes === undefined) return cannotRead.notLoaded
  return await queue.run('import', async () => await importBytes(bytes, context))
}

async function importBytes(bytes: Uint8Array, context: CommandContext): Promise<View> {
  const { interaction, user, channel, texts, userMemory } = context
  const { cannotRead } = texts.files
  const file = await openExportFile(bytes, user)
  if ('why' in file)
    return file.why === 'broken' ? cannotRead.broken(file.broken.at, file.broken.code) : cannotRead[file.why]
  const { maxFacts, maxEntities } = context.settings
  const limits = { maxFacts, maxEntities, now: interaction.createdTimestamp, content: context.content }
  const report = await importMemory(file, { user, channel }, userMemory, limits)
  return { components: [textDisplay(formatImportReport(report, texts.files))] }
}

/**
 * What came back of a file, what was here already, and what was rejected, and why. Of any file, in any language, it
 * fits a panel.
 */
export function formatImportReport(report: ImportReport, texts: Texts['files']): string {
  const counts = (countOf: (tally: ImportTally) => number) =>
    formatCounts(recordKinds.map(kind => [countOf(report[kind]), texts.kinds[kind]]))
  const kept = counts(tally => tally.kept)
  const here = counts(tally => tally.here)
  const rejected = recordKinds.flatMap(kind =>
    [...report[kind].refused].map(([why, count]) => `- ${texts.kinds[kind](count)}: ${texts.why[why]}`),
  )
  const places = report.broken.map(({ at, code }) => `\`${at}\` (${code})`)
  const isAllHere = here.length > 0 && rejected.length === 0
  return [
    ...(kept.length > 0
      ? [texts.back, ...kept.map(line => `- ${line}`)]
      : [texts.allHere, isAllHere ? texts.allHereAlready : texts.nothingIn]),
    ...(here.length > 0 ? [`${texts.wasHere} ${here.join(', ')}`] : []),
    ...(rejected.length > 0 ? [texts.refused, ...rejected] : []),
    ...(places.length > 0 ? [`-# ${texts.brokenAt(places.join(', '))}`] : []),
    ...(report.isCutOff ? [texts.cutOff] : []),
  ].join('\n')
}
