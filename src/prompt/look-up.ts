import type { Scope } from '../memory/scope.ts'
import type { Fact, FactId, Segment, Snapshot } from '../memory/types.ts'
import { dayIn } from './day.ts'
import { NOTES_TITLE, noteBook, noteCost } from './notes.ts'
import { fitPassages, passagesOf } from './passages.ts'
import { counterFor, find, type RememberMeans } from './remember.ts'
import { notesText } from './remembered.ts'

/** What is looked for. Days as yyyy, yyyy-mm or yyyy-mm-dd, both included. */
export interface Wanted {
  readonly query: string
  readonly from?: string
  readonly to?: string
}

/** Where a look-up looks, and whom it tells. */
export interface LookUp {
  /** The scopes that whoever reads the answer may hear. */
  readonly heard: 'all' | readonly Scope[]
  /** Tokens for what it gives. */
  readonly room: number
  /** The segments that stand in the prompt. */
  readonly shown: readonly string[]
  /** Told what the model gets to read. */
  onFound(facts: readonly FactId[], segments: readonly string[]): void
}

/** What older summaries may take of a look-up: facts are nearer to what was said. */
const PASSAGES_SHARE = 1 / 3

/** Facts, past ones too, and passages of segments that the prompt does not show, as dated lines; empty if there is nothing. */
export async function lookUp(snapshot: Snapshot, wanted: Wanted, look: LookUp, means: RememberMeans): Promise<string> {
  const { known, summary, settings } = snapshot
  const timeZone = settings.timeZone ?? means.timeZone
  const book = noteBook(known, timeZone)
  const counter = await counterFor(known.facts, book.alone, look.room * (1 - PASSAGES_SHARE))
  const segments = summary.filter(segment => !look.shown.includes(segment.id) && isWithin(segment, wanted, timeZone))
  const passages = passagesOf(segments, wanted.query)
  const told = fitPassages(passages, look.room * PASSAGES_SHARE, timeZone, counter)

  const room = look.room - told.tokens - counter.count(NOTES_TITLE)
  const cost = (fact: Fact) => noteCost(book.alone(fact), counter)
  const { query: question, ...span } = wanted
  const facts = await find({ question, known, heard: look.heard, room, cost, withPast: true, span }, means)
  look.onFound(
    facts.map(({ id }) => id),
    told.segments,
  )
  return `${notesText(facts.map(book.alone))}${told.text}`
}

function isWithin(segment: Segment, { from, to }: Wanted, timeZone: string): boolean {
  const [first, last] = [dayIn(timeZone, segment.from), dayIn(timeZone, segment.to)]
  return (
    (from === undefined || last.slice(0, from.length) >= from) && (to === undefined || first.slice(0, to.length) <= to)
  )
}
