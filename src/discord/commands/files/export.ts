import { type BaseInteraction, ComponentType, DiscordAPIError, RESTJSONErrorCodes } from 'discord.js'
import { exportOf } from '../../../memory/own/exporting.ts'
import { MOST_UNPACKED_BYTES } from '../../../memory/own/import-file.ts'
import type { OwnMemory } from '../../../memory/own-memory.ts'
import { text } from '../components.ts'
import type { Use, View } from '../feature.ts'
import { MOST_BYTES } from './largest.ts'
import { type Packed, packed } from './packing.ts'

const MEGABYTE = 1024 * 1024

/** Everything of the user's as a file: here if only they read it, else in a direct message. */
export async function exportAll(use: Use<BaseInteraction>, { own }: { own: OwnMemory }): Promise<View> {
  const { interaction, texts, user, audience } = use
  const file = await packed(exportOf(await own.holdings(user), interaction.createdTimestamp))
  const isDm = audience.kind === 'user'
  const tooLarge = tooLargeBytes(file, interaction.attachmentSizeLimit)
  if (tooLarge !== undefined) return texts.files.tooLarge(Math.ceil(tooLarge / MEGABYTE))
  if (!isDm) return (await sent(use, file)) ? texts.files.sent : texts.files.noDm
  return {
    components: [
      text(texts.files.here),
      { type: ComponentType.File as const, file: { url: `attachment://${file.name}` } },
    ],
    files: [file],
  }
}

/** How large it is, if that is more than can be sent, and brought back. */
function tooLargeBytes({ data, size }: Packed, mostSent: number): number | undefined {
  if (data.length > Math.min(mostSent, MOST_BYTES)) return data.length
  return size > MOST_UNPACKED_BYTES ? size : undefined
}

/** False where the user takes no direct messages. */
async function sent({ interaction, texts }: Use<BaseInteraction>, { name, data }: Packed): Promise<boolean> {
  try {
    await interaction.user.send({ content: texts.files.here, files: [{ name, attachment: data }] })
    return true
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.CannotSendMessagesToThisUser) return false
    throw error
  }
}
