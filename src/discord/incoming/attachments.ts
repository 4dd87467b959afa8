import type { Attachment as DiscordAttachment, Message } from 'discord.js'
import { cleanText } from '../../memory/text/clean.ts'
import type { PictureSize } from '../../prompt/chat-model.ts'
import type { Attachment } from '../../prompt/sections/attachments.ts'
import { attachmentNames } from './message-text.ts'

/** Formats that vision models take. */
const IMAGE_TYPE = /^image\/(?:png|jpeg|webp|gif)$/u
const TEXT_TYPE = /^(?:text\/|application\/(?:json|xml|yaml|toml|javascript|typescript|sql|x-sh|x-yaml|x-ndjson))/u
const TEXT_NAME =
  /\.(?:txt|md|csv|tsv|json|jsonl|ya?ml|toml|xml|html?|css|[cm]?[jt]sx?|py|rb|rs|go|java|kt|c|h|cpp|hpp|cs|php|sh|sql|lua|swift|log|ini|conf|diff|patch)$/iu
const MAX_TEXT_BYTES = 100_000
/** One image and all images of a message; larger ones cost seconds of upload for no better answer. */
const MAX_IMAGE_BYTES = 8_000_000
const MAX_TOTAL_IMAGE_BYTES = 20_000_000
const DOWNLOAD_TIMEOUT_MS = 10_000

/**
 * What came with a message, as the model can take it: images as data URLs (a local model server can't reach Discord),
 * UTF-8 text up to 100 kB as text. Anything else, and what can't be had in time, is named as unreadable: nothing is dropped.
 */
export async function readAttachments(message: Message): Promise<Attachment[]> {
  let imageBytes = 0
  const isAffordable = ({ size }: DiscordAttachment) => {
    imageBytes += size
    return size <= MAX_IMAGE_BYTES && imageBytes <= MAX_TOTAL_IMAGE_BYTES
  }
  const files = message.attachments.map(async (file): Promise<Attachment> => {
    const unreadable: Attachment = { kind: 'unreadable', name: file.name }
    const type = file.contentType ?? ''
    if (IMAGE_TYPE.test(type) && isAffordable(file)) {
      const data = await download(file)
      return data === undefined
        ? unreadable
        : { kind: 'image', name: file.name, url: `data:${type};base64,${data.toString('base64')}`, ...sizeOf(file) }
    }
    if ((TEXT_TYPE.test(type) || TEXT_NAME.test(file.name)) && file.size <= MAX_TEXT_BYTES) {
      const text = decodeUtf8(await download(file))
      return text === undefined ? unreadable : { kind: 'text', name: file.name, text }
    }
    return unreadable
  })
  const others = attachmentNames(message).slice(message.attachments.size)
  return [...(await Promise.all(files)), ...others.map((name): Attachment => ({ kind: 'unreadable', name }))]
}

function sizeOf({ width, height }: DiscordAttachment): PictureSize {
  return width === null || height === null ? {} : { width, height }
}

async function download(file: DiscordAttachment): Promise<Buffer | undefined> {
  try {
    const response = await fetch(file.url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) })
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined
  } catch {
    return undefined // the prompt names it as not readable, and so the model can say so
  }
}

function decodeUtf8(data: Buffer | undefined): string | undefined {
  if (data === undefined) return undefined
  try {
    return cleanText(new TextDecoder('utf-8', { fatal: true }).decode(data))
  } catch {
    return undefined
  }
}
