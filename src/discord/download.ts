import { Buffer } from 'node:buffer'
import type { Client } from 'discord.js'

/**
 * Where Discord serves what people attach (https://docs.discord.com/developers/reference#cdn-data), and its copies of the
 * pictures that embeds show.
 */
const FILE_HOSTS: ReadonlySet<string> = new Set([
  ...['cdn.discordapp.com', 'media.discordapp.net'],
  ...['images-ext-1.discordapp.net', 'images-ext-2.discordapp.net'],
])
const LOOPBACK_HOST = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])$/u

export interface DownloadLimits {
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * A file that Discord serves, from its own hosts alone, without following a redirect; undefined where it can't be had, or is
 * larger than it may be: it is not read any further then.
 */
export async function downloadFile(
  url: string,
  { maxBytes, timeoutMs, signal }: DownloadLimits,
  client: Client,
): Promise<Buffer | undefined> {
  if (!isFromDiscord(url, client)) return undefined
  const signals = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]
  try {
    const response = await fetch(url, { signal: AbortSignal.any(signals), redirect: 'error' })
    if (!response.ok || response.body === null) return undefined
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of response.body) {
      size += chunk.length
      if (size > maxBytes) return undefined
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch {
    return undefined // whoever wanted it is told
  }
}

/** A Discord of one's own, which listens on this machine, serves its files itself. */
function isFromDiscord(url: string, { options }: Client): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, port, origin } = new URL(url)
  if (protocol === 'https:' && port === '' && FILE_HOSTS.has(hostname)) return true
  const api = options.rest?.api
  return api !== undefined && LOOPBACK_HOST.test(new URL(api).hostname) && origin === new URL(api).origin
}
