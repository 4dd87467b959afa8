import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Loopback } from '../../fake-discord/loopback.ts'
import { Feed } from './feed.ts'
import { plainScreen } from './screen.ts'
import { Session } from './session.ts'
import { act } from './talk.ts'

export interface Piped {
  readonly discord: Loopback
  readonly input: Readable
  readonly write: (text: string) => void
  readonly modelQuietMs?: (() => number) | undefined
  /** Ends the talk before the input ends. */
  readonly signal: AbortSignal
}

/** Sends each line of the input and writes what comes of it, as plain text, before the next; resolves at its end. */
export async function talkPiped({ discord, input, write, modelQuietMs, signal }: Piped): Promise<Feed> {
  const session = new Session(discord)
  const screen = plainScreen(write)
  const feed = new Feed(discord, screen, session.seat, modelQuietMs)
  const ended = new Promise(resolve => {
    signal.addEventListener('abort', resolve)
  })
  for await (const line of createInterface({ input, signal, crlfDelay: Number.POSITIVE_INFINITY })) {
    const wanted = session.read(line)
    if (wanted.kind === 'quit') break
    if (wanted.kind !== 'nothing') write(`${session.prompt}${line.trim()}\n`)
    await Promise.race([act(wanted, { session, feed, screen }), ended])
    if (signal.aborted) break
  }
  return feed
}
