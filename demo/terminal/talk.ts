import type { Feed } from './feed.ts'
import type { Input } from './input.ts'
import { deleted, noReaction, notAddressed, tooLate } from './render/help.ts'
import type { Line } from './render/text.ts'
import type { Screen } from './screen.ts'
import type { Session } from './session.ts'
import { type Reaction, waitForReaction } from './wait-for-reaction.ts'

/** What a conversation at a terminal, or over a pipe, is held with. */
export interface Talk {
  readonly session: Session
  readonly feed: Feed
  readonly screen: Screen
}

const QUIET: ReadonlySet<Input['kind']> = new Set([
  'nothing',
  'cancel',
  'help',
  'commands',
  'unknown',
  'user',
  'place',
  'save',
  'language',
  'tour',
  'quit',
])
/** Messages of a place that are shown to who comes there. */
const SHOWN_AT_ARRIVAL = 6

/**
 * Does what was typed and tells what comes of it; resolves when the bot has reacted. Never rejects: false where it could not be
 * done, or the bot did nothing.
 */
export async function act(input: Input, { session, feed, screen }: Talk): Promise<boolean> {
  const isForBot = !QUIET.has(input.kind)
  const reacting = isForBot ? waitForReaction(feed) : undefined
  let lines: readonly Line[]
  try {
    lines = await session.perform(input)
    if (lines.length > 0) screen.tell(lines)
  } catch (error) {
    screen.tell([{ text: `! ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` }])
    return false
  }
  if (input.kind === 'user' || input.kind === 'place') feed.sit(session.seat, SHOWN_AT_ARRIVAL)
  // A form that opened, or what a command offers, is all there is to see.
  if (reacting === undefined || lines.length > 0) return true
  const isAddressed = session.isAddressed(input)
  const how = await reacting
  // A message that goes takes its answer along only while that is being written.
  if (input.kind === 'delete' && how === 'silent') screen.tell([deleted])
  else tellMissing(how, isAddressed, screen)
  return how === 'done'
}

function tellMissing(how: Reaction, isAddressed: boolean, screen: Screen): void {
  if (how === 'late') screen.tell([tooLate])
  else if (how === 'silent') screen.tell([isAddressed ? noReaction : notAddressed])
}
