import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Loopback } from '../../fake-discord/loopback.ts'
import { TOURIST } from '../tour/steps.ts'
import type { BotProcess } from '../world/bot-process.ts'
import { Feed } from './feed.ts'
import { plainScreen } from './screen.ts'
import { Session } from './session.ts'
import { act } from './talk.ts'
import { openTour } from './tour.ts'

export interface Piped {
  readonly discord: Loopback
  readonly bot: BotProcess
  readonly input: Readable
  readonly write: (text: string) => void
  readonly modelQuietMs?: (() => number) | undefined
  /** Whether it begins with the tour. */
  readonly tours: boolean
  /** Ends the talk before the input ends. */
  readonly signal: AbortSignal
}

/** Sends each line of the input and writes what comes of it, as plain text, before the next; resolves at its end. */
export async function talkPiped(piped: Piped): Promise<Feed> {
  const { discord, bot, input, write, modelQuietMs, tours, signal } = piped
  const session = new Session(discord)
  const screen = plainScreen(write)
  const feed = new Feed(discord, screen, session.seat, modelQuietMs)
  const ended = new Promise(resolve => {
    signal.addEventListener('abort', resolve)
  })
  const talk = { session, feed, screen }
  const tourist = discord.user(TOURIST).id
  const tour = openTour({ ...talk, bot, tourist, readMs: 0, onMove: () => undefined })
  if (tours) await Promise.race([tour.start(), ended])
  for await (const line of createInterface({ input, signal, crlfDelay: Number.POSITIVE_INFINITY })) {
    const wanted = session.read(line)
    if (wanted.kind === 'quit') break
    if (wanted.kind !== 'nothing') write(`${session.prompt}${line.trim()}\n`)
    await Promise.race([wanted.kind === 'tour' ? tour.start() : act(wanted, talk), ended])
    if (signal.aborted) break
  }
  return feed
}
