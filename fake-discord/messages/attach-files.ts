import { type APIAttachment, type APIMessageTopLevelComponent, ComponentType } from 'discord-api-types/v10'

interface Part {
  type?: number
  file?: { url: string }
  components?: Part[]
}

/** Components whose Files show where the attachment they name is: `attachment://diary.txt` by its address. */
export function attachFiles(
  components: readonly APIMessageTopLevelComponent[],
  attachments: readonly APIAttachment[],
): APIMessageTopLevelComponent[] {
  const show = <T extends Part>(part: T): T => {
    const name = part.type === ComponentType.File ? part.file?.url.replace('attachment://', '') : undefined
    const attachment = attachments.findLast(({ filename }) => filename === name)
    if (attachment !== undefined)
      return { ...part, file: media(attachment), name: attachment.filename, size: attachment.size }
    return part.components === undefined ? part : { ...part, components: part.components.map(show) }
  }
  return (components as (APIMessageTopLevelComponent & Part)[]).map(show)
}

function media({ id, url, proxy_url, content_type }: APIAttachment) {
  return { id, url, proxy_url, content_type, attachment_id: id, width: null, height: null }
}
