import type { Attachment as DiscordAttachment } from 'discord.js'
import type { PictureSize } from '../../../prompt/chat-model.ts'

/** A file on Discord, by what Discord says of it. */
export interface DiscordFile extends PictureSize {
  readonly name: string
  readonly url: string
  readonly contentType: string
  /** In bytes; undefined where Discord does not say. */
  readonly size: number | undefined
}

/** A file that is attached to a message. */
export function fileOfAttachment({ name, url, contentType, size, width, height }: DiscordAttachment): DiscordFile {
  return { name, url, contentType: contentType ?? '', size, ...sizeOf(width, height) }
}

/** A picture that a message shows and does not hold: Discord serves a copy of it under `proxyUrl`. */
export function shownPicture(
  name: string,
  { proxyUrl, contentType, width, height }: ShownMedia,
): readonly DiscordFile[] {
  if (proxyUrl === undefined || contentType?.startsWith('image/') !== true) return []
  return [{ name, url: proxyUrl, contentType, size: undefined, ...sizeOf(width, height) }]
}

interface ShownMedia {
  readonly proxyUrl: string | undefined
  readonly contentType: string | null | undefined
  readonly width: number | null | undefined
  readonly height: number | null | undefined
}

function sizeOf(width: number | null | undefined, height: number | null | undefined): PictureSize {
  return typeof width === 'number' && typeof height === 'number' ? { width, height } : {}
}
