import { Buffer } from 'node:buffer'

const WITHIN_MS = 30_000

/** What stands at the address that Discord has given to a file; undefined where it can't be had, or is larger than told. */
export async function fetchFile(url: string, most: number): Promise<Buffer | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(WITHIN_MS), redirect: 'error' })
    if (!response.ok || response.body === null) return undefined
    const pieces: Uint8Array[] = []
    let size = 0
    for await (const piece of response.body) {
      size += piece.length
      if (size > most) return undefined
      pieces.push(piece)
    }
    return Buffer.concat(pieces)
  } catch {
    return undefined // who sent the file hears of it
  }
}
