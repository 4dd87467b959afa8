import type { APIAttachment } from 'discord-api-types/v10'
import type { StoredFile } from '../stored.ts'
import type { World } from '../world.ts'

/** A file as somebody picks it. */
export interface Upload {
  name: string
  contentType: string
  data: string | Uint8Array
  /** What it shows, for those who can't see it. */
  description?: string
}

export function storedFile({ name, contentType, data, description }: Upload): StoredFile {
  return {
    ...{ name, contentType, data: typeof data === 'string' ? new TextEncoder().encode(data) : data },
    ...(description !== undefined && { more: { description } }),
  }
}

/** Puts a file where it can be fetched: `/attachments/…` for those of messages, `/ephemeral-attachments/…` for those of commands. */
export function upload(world: World, folder: string, file: StoredFile): APIAttachment {
  const id = world.ids.next()
  const path = `/${folder}/${id}/${encodeURIComponent(file.name)}`
  world.files.set(path, file)
  const url = world.origin() + path
  return {
    id,
    filename: file.name,
    size: file.data.byteLength,
    url,
    proxy_url: url,
    content_type: file.contentType,
    ...file.more,
  }
}
