import { type APIEmbed, type Embed, EmbedType } from 'discord.js'
import { formatWeekdayMinute } from '../../../prompt/format/dates.ts'
import { type DiscordFile, shownPicture } from './files.ts'

/**
 * The words of an embed, whether a bot made it or Discord of a link, a line each: provider and author, title, description,
 * fields, footer. Empty where it has none. `content`: the words of its message, whose links are not said twice.
 */
export function embedText({ data }: Embed, content: string): string {
  const { author, description, fields = [], footer, provider, timestamp, title, url } = data
  if (isPollResult(data)) return pollResultText(fields)
  const link = url !== undefined && !content.includes(url) ? ` (${url})` : ''
  const lines = [
    [provider?.name, author?.name].filter(Boolean).join(', '),
    title === undefined ? '' : `${title}${link}`,
    description,
    ...fields.map(({ name, value }) => `${name}: ${value}`),
    [footer?.text, timestamp === undefined ? '' : momentOf(timestamp)].filter(Boolean).join(', '),
  ].filter(line => line !== undefined && line.trim() !== '')
  return lines.length === 0 ? '' : ['[embed]', ...lines].join('\n')
}

/** Discord's word for what it calls a message of type 46; its fields are not for reading. */
function isPollResult({ type }: APIEmbed): boolean {
  return type === EmbedType.PollResult
}

/** https://docs.discord.com/developers/resources/message#embed-fields-by-embed-type-poll-result-embed-fields */
function pollResultText(fields: NonNullable<APIEmbed['fields']>): string {
  const values = new Map(fields.map(({ name, value }) => [name, value]))
  const question = values.get('poll_question_text') ?? ''
  const total = values.get('total_votes') ?? '0'
  const winner = values.get('victor_answer_text') ?? values.get('victor_answer_emoji_name')
  const votes = values.get('victor_answer_votes') ?? '0'
  const result = winner === undefined ? 'no single answer won' : `“${winner}” won with ${votes}`
  return `[the poll “${question}” has ended: ${result} of ${total} votes]`
}

function momentOf(timestamp: string): string {
  const at = Date.parse(timestamp)
  return Number.isNaN(at) ? '' : `${formatWeekdayMinute('UTC', at)} UTC`
}

/** The picture that an embed shows: the large one, or the small one where that is all there is to it, as under a link to a picture. */
export function embedPictures({ data }: Embed): readonly DiscordFile[] {
  const { image, thumbnail, title, description, type } = data
  const isAlone =
    type === EmbedType.Image || type === EmbedType.GIFV || (title === undefined && description === undefined)
  const shown = image ?? (isAlone ? thumbnail : undefined)
  if (shown === undefined) return []
  const media = { ...shown, proxyUrl: shown.proxy_url, contentType: shown.content_type, ...sized(shown) }
  return shownPicture(nameIn(shown.url), media)
}

function sized({ width, height }: { readonly width?: number; readonly height?: number }) {
  return { width, height }
}

/** What the last part of an address is called. */
export function nameIn(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  return path.slice(path.lastIndexOf('/') + 1) || 'picture'
}
