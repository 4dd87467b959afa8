import type { ChatMessage, ContentPart } from '../../prompt/chat-model.ts'
import type { RequestFailure } from '../server/failure.ts'
import type { Limits } from '../server/limits.ts'

export type Picture = Extract<ContentPart, { type: 'image' }>

/** Base64 writes three bytes as four characters; some servers measure those. */
const BASE64_SHARE = 3 / 4

/** Which pictures of a question are sent: all that the server is known to take, and fewer after each refusal. */
export class PictureChoice {
  readonly #pictures: readonly Picture[]
  readonly #omitted = new Set<ContentPart>()

  constructor(messages: readonly ChatMessage[]) {
    this.#pictures = messages.flatMap(({ content }) =>
      typeof content === 'string' ? [] : content.filter(part => part.type === 'image'),
    )
  }

  /** What is not sent. */
  get omitted(): ReadonlySet<ContentPart> {
    return this.#omitted
  }

  get count(): number {
    return this.#pictures.length
  }

  get #sent(): readonly Picture[] {
    return this.#pictures.filter(picture => !this.#omitted.has(picture))
  }

  /** Leaves out what is more, or larger, than a server is known to take. */
  fit({ images, imageBytes, imageSide }: Limits): void {
    const isLarge = (picture: Picture) =>
      bytesOf(picture) > (imageBytes ?? Number.POSITIVE_INFINITY) ||
      (longerSide(picture) ?? 0) > (imageSide ?? Number.POSITIVE_INFINITY)
    for (const picture of this.#sent.filter(isLarge)) this.#omitted.add(picture)
    for (const picture of this.#sent.slice(images ?? this.count)) this.#omitted.add(picture)
  }

  /**
   * Leaves out what a refusal is about: those that are too many, those over the stated size, those of a format that is
   * refused, else the largest. Returns what is now known of the server, or undefined if nothing was left to leave out.
   */
  leaveOut({
    pictures,
    limits = {},
    wording = '',
  }: Pick<RequestFailure, 'pictures' | 'limits'> & { readonly wording?: string }): Limits | undefined {
    const sent = this.#sent
    if (sent.length === 0) return undefined
    const known = pictures === 'body' ? {} : this.#applicable(limits, pictures)
    this.fit(known)
    if (this.#sent.length < sent.length) return known
    for (const picture of pictures === 'body' ? sent : suspects(sent, wording)) this.#omitted.add(picture)
    return {}
  }

  /** The limits that what was sent goes beyond: the others are no reason, and may be numbers of something else. */
  #applicable({ images, imageBytes, imageSide }: Limits, pictures: RequestFailure['pictures']): Limits {
    const sent = this.#sent
    const most = Math.max(...sent.map(bytesOf))
    const bytes = imageBytes === undefined || most > imageBytes ? imageBytes : imageBytes * BASE64_SHARE
    const side = Math.max(...sent.map(picture => longerSide(picture) ?? 0))
    return {
      ...(pictures === 'tooMany' && images !== undefined && images < sent.length && { images }),
      ...(bytes !== undefined && most > bytes && { imageBytes: Math.floor(bytes) }),
      ...(imageSide !== undefined && side > imageSide && { imageSide }),
    }
  }
}

/** Those of a format that a refusal is about, else the largest. */
function suspects(sent: readonly Picture[], wording: string): readonly Picture[] {
  const said = wording.toLowerCase()
  const [, between = '', one, other] = REFUSED_FORMAT.exec(said) ?? []
  const refusedFormat = TAKES_ONLY.test(between) ? undefined : (one ?? other)
  const formats = refusedFormat === undefined ? [...said.matchAll(FORMATS)].map(([format]) => format) : [refusedFormat]
  const named = new Set(formats.map(plainFormat))
  const isNamed = (picture: Picture) => named.has(formatOf(picture))
  // One format is the refused one, unless it is said to be the only one; several are those that are taken.
  const isRefused =
    refusedFormat !== undefined || (named.size === 1 && !TAKES_ONLY.test(said))
      ? isNamed
      : (one: Picture) => !isNamed(one)
  const refused = named.size === 0 ? [] : sent.filter(isRefused)
  if (refused.length > 0 && refused.length < sent.length) return refused
  return sent.toSorted((a, b) => b.url.length - a.url.length).slice(0, 1)
}

const FORMATS = /\b(?:jpe?g|png|gif|webp|heic|heif|avif|bmp|tiff?|svg)\b/gu
const REFUSED_FORMAT =
  /\b(?:unsupported|invalid|unknown)\b([^.]{0,60}?)\b(jpe?g|png|gif|webp|heic|heif|avif|bmp|tiff?|svg)\b|\b(jpe?g|png|gif|webp|heic|heif|avif|bmp|tiff?|svg)\b[^.]{0,20}\b(?:(?:is|are) not|isn.t|unsupported|can(?:no|')t)\b/u
const TAKES_ONLY = /\b(?:only|must|has to|have to|supported|following|expected|allowed|accepts?|use)\b/u

function formatOf({ url }: Picture): string {
  return plainFormat(/^data:image\/(\w+)/u.exec(url.slice(0, 40))?.[1] ?? '')
}

function plainFormat(format: string): string {
  return format
    .toLowerCase()
    .replace('jpg', 'jpeg')
    .replace(/^heif$/u, 'heic')
    .replace(/^tif$/u, 'tiff')
}

function bytesOf({ url }: Picture): number {
  return (url.length - url.indexOf(',') - 1) * BASE64_SHARE
}

function longerSide({ width, height }: Picture): number | undefined {
  return width === undefined || height === undefined ? undefined : Math.max(width, height)
}
