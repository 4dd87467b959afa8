import { DiscordAPIError, type MessageCreateOptions, RESTJSONErrorCodes } from 'discord.js'
import { exportMemory } from '../../../memory/transfer/export.ts'
import { MAX_UNPACKED_BYTES } from '../../../memory/transfer/read-file.ts'
import type { InteractionContext, View } from '../../interactions/command.ts'
import { attachedFile, textDisplay } from '../../interactions/components.ts'

const MEGABYTE = 1024 * 1024
/**
 * What a bot may attach to a direct message (https://docs.discord.com/developers/reference#uploading-files). A server, or
 * Discord one day, may let it send more; but what is taken along must be one that can be brought back.
 */
export const MAX_FILE_BYTES = 10 * MEGABYTE

/** Everything of the user's as a file: here if only they read it, else in a direct message. */
export async function exportUserData(context: InteractionContext): Promise<View> {
  const { interaction, texts, user, audience, userMemory } = context
  const { name, data, size } = await exportMemory(user, userMemory, interaction.createdTimestamp)
  const isTooLarge = data.length > Math.min(interaction.attachmentSizeLimit, MAX_FILE_BYTES)
  if (isTooLarge || size > MAX_UNPACKED_BYTES)
    return texts.files.tooLarge(Math.ceil((isTooLarge ? data.length : size) / MEGABYTE))
  if (audience.kind !== 'user') {
    const message = { content: texts.files.here, files: [{ name, attachment: data }] }
    return (await sendDirectMessage(context, message)) ? texts.files.sent : texts.files.noDm
  }
  return { components: [textDisplay(texts.files.here), attachedFile(name)], files: [{ name, data }] }
}

/** False where the user takes no direct messages. */
async function sendDirectMessage({ interaction }: InteractionContext, message: MessageCreateOptions): Promise<boolean> {
  try {
    await interaction.user.send(message)
    return true
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.CannotSendMessagesToThisUser) return false
    throw error
  }
}
