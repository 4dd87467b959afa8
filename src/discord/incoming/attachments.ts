import type { Client, Attachment as DiscordAttachment, Message } from 'discord.js'
import { cleanText } from '../../memory/text/clean.ts'
import type { PictureSize } from '../../prompt/chat-model.ts'
import type { Attachment } from '../../prompt/sections/attachments.ts'
import { downloadFile } from '../download.ts'
import { ByteBudget } from './byte-budget.ts'
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
 * All files that are on their way to a model at once, whoever sent them: in a request each of their bytes takes three or four of the
 * process. More than one message may bring, so that each gets its turn.
 */
const MAX_BYTES_IN_USE = 24_000_000
const MAX_WAIT_MS = 20_000

/** What came with a message, until it is given back: as long as it is held, others may have to wait. */
export interface LentAttachments {
  readonly attachments: readonly Attachment[]
  release(): void
}

const budget = new ByteBudget(MAX_BYTES_IN_USE)

/**
 * What came with a message, as the model can take it: images as data URLs (a local model server can't reach Discord),
 * UTF-8 text up to 100 kB as text. Anything else, and what can't be had in time, is named as unreadable: nothing is dropped.
 */
export async function borrowAttachments(message: Message, signal: AbortSignal): Promise<LentAttachments> {
  const files = planFiles([...message.attachments.values()])
  const others = attachmentNames(message)
    .slice(message.attachments.size)
    .map((name): Attachment => ({ kind: 'unreadable', name }))
  const bytes = files.reduce((sum, { kind, file }) => sum + (kind === 'unreadable' ? 0 : file.size), 0)
  const release = bytes === 0 ? () => undefined : await budget.acquire(bytes, MAX_WAIT_MS, signal)
  const named = files.map(({ file }): Attachment => ({ kind: 'unreadable', name: file.name }))
  if (release === undefined) return { attachments: [...named, ...others], release: () => undefined }
  const read = await Promise.all(files.map(planned => readFile(planned, message.client, signal)))
  return { attachments: [...read, ...others], release }
}

interface PlannedFile {
  readonly kind: Attachment['kind']
  readonly file: DiscordAttachment
}

/** What is to be read of some files, by what Discord says of them: no more than fits together. */
function planFiles(files: readonly DiscordAttachment[]): readonly PlannedFile[] {
  let imageBytes = 0
  return files.map(file => {
    const type = file.contentType ?? ''
    if (IMAGE_TYPE.test(type)) {
      const isAffordable = file.size <= MAX_IMAGE_BYTES && imageBytes + file.size <= MAX_TOTAL_IMAGE_BYTES
      if (isAffordable) imageBytes += file.size
      return { kind: isAffordable ? 'image' : 'unreadable', file }
    }
    const isText = (TEXT_TYPE.test(type) || TEXT_NAME.test(file.name)) && file.size <= MAX_TEXT_BYTES
    return { kind: isText ? 'text' : 'unreadable', file }
  })
}

async function readFile({ kind, file }: PlannedFile, client: Client, signal: AbortSignal): Promise<Attachment> {
  const { name, contentType, size } = file
  const limits = { maxBytes: size, timeoutMs: DOWNLOAD_TIMEOUT_MS, signal }
  const data = kind === 'unreadable' ? undefined : await downloadFile(file.url, limits, client)
  if (data !== undefined && kind === 'image') {
    return { kind, name, url: `data:${contentType};base64,${data.toString('base64')}`, ...sizeOf(file) }
  }
  const text = kind === 'text' ? decodeUtf8(data) : undefined
  return text === undefined ? { kind: 'unreadable', name } : { kind: 'text', name, text }
}

function sizeOf({ width, height }: DiscordAttachment): PictureSize {
  return width === null || height === null ? {} : { width, height }
}

function decodeUtf8(data: Buffer | undefined): string | undefined {
  if (data === undefined) return undefined
  try {
    return cleanText(new TextDecoder('utf-8', { fatal: true }).decode(data))
  } catch {
    return undefined
  }
}
