import { Buffer } from 'node:buffer'
import type { ChatInputCommandInteraction } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import { importMemory } from '../../../memory/transfer/import.ts'
import { openExportFile } from '../../../memory/transfer/read-file.ts'
import type { ImportRejection, ImportReport, ImportTally } from '../../../memory/transfer/report.ts'
import type { InteractionContext, View } from '../../interactions/command.ts'
import { textDisplay } from '../../interactions/components.ts'
import type { KeyedQueue } from '../../keyed-queue.ts'
import type { CommandDependencies } from '../registry.ts'
import { MAX_FILE_BYTES } from './export.ts'

export interface ImportCommandDependencies extends Pick<CommandDependencies, 'own' | 'settings'> {
  /** Files are opened one at a time: each can take a few hundred megabytes for a moment. */
  readonly order: KeyedQueue
}

/** Brings back what the user once took along. */
export async function importUserData(
  use: InteractionContext<ChatInputCommandInteraction>,
  parts: ImportCommandDependencies,
): Promise<View> {
  const { files } = use.texts
  const attachment = use.interaction.options.getAttachment('file', true)
  if (attachment.size > MAX_FILE_BYTES) return files.cannotRead.tooLarge
  const bytes = await downloadFile(attachment.url, MAX_FILE_BYTES)
  if (bytes === undefined) return files.cannotRead.notLoaded
  return await parts.order.run('import', async () => await importDownloaded(bytes, use, parts))
}

async function importDownloaded(
  bytes: Uint8Array,
  { interaction, user, channel, texts: { files } }: InteractionContext<ChatInputCommandInteraction>,
  { own, settings }: ImportCommandDependencies,
): Promise<View> {
  const file = await openExportFile(bytes, user)
  if ('why' in file) {
    return file.why === 'broken'
      ? files.cannotRead.broken(file.broken.at, file.broken.code)
      : files.cannotRead[file.why]
  }
  const { maxFacts, maxEntities } = settings
  const limits = { maxFacts, maxEntities, now: interaction.createdTimestamp }
  const report = await importMemory(file, { user, channel }, own, limits)
  return { components: [textDisplay(formatImportReport(report, files))] }
}

const DOWNLOAD_TIMEOUT_MS = 30_000

/** What stands at the address that Discord has given to a file; undefined where it can't be had, or is larger than told. */
async function downloadFile(url: string, most: number): Promise<Buffer | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS), redirect: 'error' })
    if (!response.ok || response.body === null) return undefined
    const pieces: Uint8Array[] = []
    let size = 0
    for await (const piece of response.body) {
      size += piece.length
      if (size > most) return undefined
      pieces.push(piece)
    }
    return Buffer.concat(pieces)
  } catch {
    return undefined // who sent the file hears of it
  }
}

const recordKinds = ['facts', 'statements', 'conversations', 'turns', 'segments', 'settings'] as const

/** What became of a file: what came back, what was here already, and what was not taken, and why. Of any file, in any language, it fits a panel. */
export function formatImportReport(report: ImportReport, texts: Texts['files']): string {
  const kept = formatCounts(report, texts, ({ kept }) => kept)
  const here = formatCounts(report, texts, ({ here }) => here)
  const refused = formatRejections(report, texts)
  const places = report.broken.map(({ at, code }) => `\`${at}\` (${code})`)
  return [
    kept.length > 0 ? texts.back : texts.allHere,
    ...kept.map(line => `- ${line}`),
    ...(kept.length > 0 ? [] : [here.length > 0 && refused.length === 0 ? texts.allHereAlready : texts.nothingIn]),
    ...(here.length > 0 ? [`${texts.wasHere} ${here.join(', ')}`] : []),
    ...(refused.length > 0 ? [texts.refused, ...refused.map(line => `- ${line}`)] : []),
    ...(places.length > 0 ? [`-# ${texts.brokenAt(places.join(', '))}`] : []),
    ...(report.isCutOff ? [texts.cutOff] : []),
  ].join('\n')
}

function formatCounts(
  report: ImportReport,
  texts: Texts['files'],
  countOf: (tally: ImportTally) => number,
): readonly string[] {
  return recordKinds.flatMap(kind => {
    const count = countOf(report[kind])
    return count > 0 ? [texts.kinds[kind](count)] : []
  })
}

function formatRejections(report: ImportReport, texts: Texts['files']): readonly string[] {
  const told = (kind: (typeof recordKinds)[number], [why, count]: readonly [ImportRejection, number]) =>
    `${texts.kinds[kind](count)}: ${texts.why[why]}`
  return recordKinds.flatMap(kind => [...report[kind].refused].map(refused => told(kind, refused)))
}
