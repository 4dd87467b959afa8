import { gunzipSync, gzipSync } from 'node:zlib'
import type { Interaction } from '../../../fake-discord/interactions/interaction.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel, StoredMessage } from '../../../fake-discord/stored.ts'
import { type ExportFile, exportFileSchema } from '../../../src/memory/transfer/file-format.ts'

/** What somebody reads in the file that a message shows. */
export async function readExportFile(message: StoredMessage | undefined): Promise<ExportFile> {
  const [attachment] = message?.attachments ?? []
  if (attachment === undefined) throw new Error('There is no file.')
  const bytes = Buffer.from(await (await fetch(attachment.url)).arrayBuffer())
  const isPacked = attachment.filename.endsWith('.gz')
  return exportFileSchema.parse(JSON.parse((isPacked ? gunzipSync(bytes) : bytes).toString()))
}

/** Somebody brings back a file, or anything else. */
export async function importFile(
  who: Person,
  file: object | string | Uint8Array,
  { packed = false, in: channel = who.dmChannel }: { packed?: boolean; in?: Channel } = {},
): Promise<Interaction> {
  const plain = typeof file === 'string' || file instanceof Uint8Array ? file : JSON.stringify(file)
  const data = packed ? gzipSync(plain, { level: 1 }) : plain
  const name = packed ? 'keepsake.json.gz' : 'keepsake.json'
  const upload = { name, contentType: packed ? 'application/gzip' : 'application/json', data }
  return await who.command('import', { file: upload }, { in: channel, timeout: 20_000 })
}
