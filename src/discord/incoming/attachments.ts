import type { Client } from 'discord.js'
import { cleanText } from '../../memory/text/clean.ts'
import type { Attachment } from '../../prompt/sections/attachments.ts'
import { downloadFile } from '../download.ts'
import { ByteBudget } from './byte-budget.ts'
import type { DiscordFile } from './content/files.ts'

/** Formats that vision models take, by how their files begin. */
const IMAGE_TYPES = {
  'image/png': /^\x89PNG/u,
  'image/jpeg': /^\xff\xd8\xff/u,
  'image/webp': /^RIFF.{4}WEBP/su,
  'image/gif': /^GIF8/u,
} as const
const TEXT_TYPE = /^(?:text\/|application\/(?:json|xml|yaml|toml|javascript|typescript|sql|x-sh|x-yaml|x-ndjson))/u
const TEXT_NAME =
  /\.(?:txt|md|csv|tsv|json|jsonl|ya?ml|toml|xml|html?|css|[cm]?[jt]sx?|py|rb|rs|go|java|kt|c|h|cpp|hpp|cs|php|sh|sql|lua|swift|log|ini|conf|diff|patch)$/iu
const MAX_TEXT_BYTES = 100_000
/** One image and all images of a question; larger ones cost seconds of upload for no better answer. */
const MAX_IMAGE_BYTES = 8_000_000
const MAX_TOTAL_IMAGE_BYTES = 20_000_000
/** What is kept free for a picture of which Discord does not say how large it is. */
const MAX_SHOWN_BYTES = 4_000_000
/** Of what a question refers to, so many files are read: a long chain of pictures would take the place of all else. */
const MAX_REFERRED_FILES = 4
const DOWNLOAD_TIMEOUT_MS = 10_000
/**
 * All files that are on their way to a model at once, whoever sent them: in a request each of their bytes takes three or four of the
 * process. More than one message may bring, so that each gets its turn.
 */
const MAX_BYTES_IN_USE = 24_000_000
const MAX_WAIT_MS = 20_000

/** The files that a question is about. */
interface QuestionFiles {
  /** Those that came with it. */
  readonly own: readonly DiscordFile[]
  /** What else came with it and can't be read, by name. */
  readonly unreadable: readonly string[]
  /** Those of messages that it replies to, forwards or links: as if they had been attached, after its own. */
  readonly referred: readonly DiscordFile[]
}

/** What is to be read for a question, until it is given back: as long as it is held, others may have to wait. */
export interface LentAttachments {
  readonly attachments: readonly Attachment[]
  release(): void
}

const budget = new ByteBudget(MAX_BYTES_IN_USE)

/**
 * The files of a question, as the model can take them: images as data URLs (a local model server can't reach Discord), UTF-8
 * text up to 100 kB as text. Anything else that came with the question, and what can't be had in time, is named as
 * unreadable: nothing is dropped. What it refers to is named where that is quoted.
 */
export async function borrowAttachments(
  { own, unreadable, referred }: QuestionFiles,
  client: Client,
  signal: AbortSignal,
): Promise<LentAttachments> {
  const files = planFiles(own, referred)
  const others = unreadable.map((name): Attachment => ({ kind: 'unreadable', name }))
  const bytes = files.reduce((sum, { kind, file }) => sum + (kind === 'unreadable' ? 0 : bytesOf(file)), 0)
  const release = bytes === 0 ? () => undefined : await budget.acquire(bytes, MAX_WAIT_MS, signal)
  const read = await Promise.all(
    files.map(planned =>
      readFile(release === undefined ? { ...planned, kind: 'unreadable' } : planned, client, signal),
    ),
  )
  const shown = read.filter((attachment, at) => attachment.kind !== 'unreadable' || files[at]?.isOwn === true)
  return { attachments: [...shown, ...others], release: release ?? (() => undefined) }
}

interface PlannedFile {
  readonly kind: Attachment['kind']
  readonly file: DiscordFile
  /** Whether it was attached to the question itself. */
  readonly isOwn: boolean
}

/** What is to be read of some files, by what Discord says of them: no more than fits together, the question's own first. */
function planFiles(own: readonly DiscordFile[], referred: readonly DiscordFile[]): readonly PlannedFile[] {
  let imageBytes = 0
  const plan = (file: DiscordFile): Attachment['kind'] => {
    if (Object.hasOwn(IMAGE_TYPES, file.contentType)) {
      const isAffordable = bytesOf(file) <= MAX_IMAGE_BYTES && imageBytes + bytesOf(file) <= MAX_TOTAL_IMAGE_BYTES
      if (isAffordable) imageBytes += bytesOf(file)
      return isAffordable ? 'image' : 'unreadable'
    }
    const isText = TEXT_TYPE.test(file.contentType) || TEXT_NAME.test(file.name)
    return isText && file.size !== undefined && file.size <= MAX_TEXT_BYTES ? 'text' : 'unreadable'
  }
  const planned = own.map((file): PlannedFile => ({ kind: plan(file), file, isOwn: file.size !== undefined }))
  const others = unique(referred, own).map((file): PlannedFile => ({ kind: plan(file), file, isOwn: false }))
  return [...planned, ...others.filter(({ kind }) => kind !== 'unreadable').slice(0, MAX_REFERRED_FILES)]
}

/** Of some files those that are not among others, each once: a picture can be attached, and shown. */
function unique(files: readonly DiscordFile[], others: readonly DiscordFile[]): readonly DiscordFile[] {
  const known = new Set(others.map(({ url }) => url))
  return [...new Map(files.map(file => [file.url, file])).values()].filter(({ url }) => !known.has(url))
}

function bytesOf({ size }: DiscordFile): number {
  return size ?? MAX_SHOWN_BYTES
}

async function readFile({ kind, file }: PlannedFile, client: Client, signal: AbortSignal): Promise<Attachment> {
  const { name, contentType, url, size, width, height } = file
  const limits = { maxBytes: bytesOf(file), timeoutMs: DOWNLOAD_TIMEOUT_MS, signal }
  const data = kind === 'unreadable' ? undefined : await downloadFile(url, limits, client)
  if (data !== undefined && kind === 'image') {
    // Of what Discord only shows it serves a copy, in a format of its own choice.
    const type = size === undefined ? imageTypeOf(data) : contentType
    const pixels = width === undefined || height === undefined ? {} : { width, height }
    if (type !== undefined) return { kind, name, url: `data:${type};base64,${data.toString('base64')}`, ...pixels }
  }
  const text = kind === 'text' ? decodeUtf8(data) : undefined
  return text === undefined ? { kind: 'unreadable', name } : { kind: 'text', name, text }
}

function imageTypeOf(data: Buffer): string | undefined {
  const beginning = data.subarray(0, 16).toString('latin1')
  return Object.entries(IMAGE_TYPES).find(([, pattern]) => pattern.test(beginning))?.[0]
}

function decodeUtf8(data: Buffer | undefined): string | undefined {
  if (data === undefined) return undefined
  try {
    return cleanText(new TextDecoder('utf-8', { fatal: true }).decode(data))
  } catch {
    return undefined
  }
}
