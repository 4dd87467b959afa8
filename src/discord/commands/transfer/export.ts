import { Buffer } from 'node:buffer'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type BaseInteraction, ComponentType, DiscordAPIError, RESTJSONErrorCodes } from 'discord.js'
import type { UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import { createExport } from '../../../memory/transfer/export.ts'
import type { ExportFile } from '../../../memory/transfer/file-format.ts'
import { MAX_UNPACKED_BYTES } from '../../../memory/transfer/read-file.ts'
import type { InteractionContext, View } from '../../interactions/command.ts'
import { textDisplay } from '../../interactions/components.ts'

const MEGABYTE = 1024 * 1024

/** Everything of the user's as a file: here if only they read it, else in a direct message. */
export async function exportUserData(
  use: InteractionContext<BaseInteraction>,
  { own }: { own: UserMemoryStore },
): Promise<View> {
  const { interaction, texts, user, audience } = use
  const file = await packExport(createExport(await own.readUserData(user), interaction.createdTimestamp))
  const isDm = audience.kind === 'user'
  const tooLarge = excessiveBytes(file, interaction.attachmentSizeLimit)
  if (tooLarge !== undefined) return texts.files.tooLarge(Math.ceil(tooLarge / MEGABYTE))
  if (!isDm) return (await sendDirectMessage(use, file)) ? texts.files.sent : texts.files.noDm
  return {
    components: [
      textDisplay(texts.files.here),
      { type: ComponentType.File as const, file: { url: `attachment://${file.name}` } },
    ],
    files: [file],
  }
}

/** How large it is, if that is more than can be sent, and brought back. */
function excessiveBytes({ data, size }: PackedExport, mostSent: number): number | undefined {
  if (data.length > Math.min(mostSent, MAX_FILE_BYTES)) return data.length
  return size > MAX_UNPACKED_BYTES ? size : undefined
}

/** False where the user takes no direct messages. */
async function sendDirectMessage(
  { interaction, texts }: InteractionContext<BaseInteraction>,
  { name, data }: PackedExport,
): Promise<boolean> {
  try {
    await interaction.user.send({ content: texts.files.here, files: [{ name, attachment: data }] })
    return true
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.CannotSendMessagesToThisUser) return false
    throw error
  }
}

/** A file of this size is sent as it is, so that everybody can read it; a larger one packed. */
const MAX_UNPACKED_FILE_BYTES = 8 * 1024 * 1024

const gzipAsync = promisify(gzip)

interface PackedExport {
  readonly name: string
  readonly data: Buffer
  /** Unpacked. */
  readonly size: number
}

async function packExport(file: ExportFile): Promise<PackedExport> {
  const readable = Buffer.from(`${JSON.stringify(file, null, 1)}\n`)
  if (readable.length <= MAX_UNPACKED_FILE_BYTES)
    return { name: 'keepsake.json', data: readable, size: readable.length }
  const plain = Buffer.from(JSON.stringify(file))
  return { name: 'keepsake.json.gz', data: await gzipAsync(plain), size: plain.length }
}

/**
 * What a bot may attach to a direct message (https://docs.discord.com/developers/reference#uploading-files). A server, or
 * Discord one day, may let it send more; but what is taken along must be one that can be brought back.
 */
export const MAX_FILE_BYTES = 10 * 1024 * 1024
