import { MessageFlags, type RESTPatchAPIChannelMessageJSONBody } from 'discord-api-types/v10'
import type { StoredFile, StoredMessage } from '../stored.ts'
import { checkLegacy, checkMessage, checkNotEmpty } from '../validation/message.ts'
import type { Revision } from './messages.ts'
import { numberComponents } from './number-components.ts'

/**
 * What a PATCH changes: a field that is not named stays, null empties it. Refuses what would leave nothing, and content
 * or embeds that stay where components V2 come: https://docs.discord.com/developers/resources/message#edit-message.
 */
export function revisionOf(
  message: StoredMessage,
  body: RESTPatchAPIChannelMessageJSONBody,
  files: readonly StoredFile[],
): Revision {
  const kept = body.attachments?.map(attachment => attachment.id)
  const revision: Revision = { files, allowedMentions: body.allowed_mentions }
  if (body.content !== undefined) revision.content = body.content ?? ''
  if (body.embeds !== undefined) revision.embeds = body.embeds ?? []
  if (body.components !== undefined) revision.components = numberComponents(body.components ?? [])
  if (kept !== undefined) revision.attachments = message.attachments.filter(attachment => kept.includes(attachment.id))
  const setFlags = Number(body.flags ?? 0) & (MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2)
  revision.flags = Number(message.flags ?? 0) | setFlags

  // Flags that are sent say how the components beside them are meant, and the flag of V2 stays whatever they say.
  const sentFlags = body.flags === undefined || body.flags === null ? revision.flags : setFlags
  const after = { ...message, ...revision }
  checkMessage(body, { flags: sentFlags, files, kept: after.attachments.map(({ filename }) => filename) })
  checkLegacy(after, revision.flags)
  checkNotEmpty(
    { content: after.content, embeds: after.embeds, components: after.components },
    after.attachments.length + files.length > 0,
  )
  return revision
}
