import { entitiesOf } from '../memory/entities.ts'
import { currentFacts } from '../memory/facts.ts'
import type { TokenCounter } from '../memory/ports.ts'
import { type RecallMeans, recall, type Wanted } from '../memory/recall.ts'
import type { Scope } from '../memory/scope.ts'
import type { Fact, Snapshot } from '../memory/types.ts'
import { NOTES_TITLE, type Note, noteBook, noteCost } from './notes.ts'
import { byRelevance } from './people.ts'
import { type Remembered, roomForFacts } from './remembered.ts'
import { bytesCounter, loadTokenCounter } from './tokens.ts'

/** What finding the facts that matter takes. */
export interface RememberMeans extends RecallMeans {
  /** In which days are told to a user who has set no zone of their own. */
  readonly timeZone: string
  /** Told when something failed, and what comes of it in a few words, for the log. */
  readonly onFailure: (error: unknown, consequence: string) => void
  /** Told how long finding the facts took, in milliseconds. */
  readonly onRecall?: ((ms: number) => void) | undefined
}

export interface Asking {
  readonly question: string
  readonly snapshot: Snapshot
  /** The scopes that whoever reads the answer may hear. */
  readonly heard: 'all' | readonly Scope[]
  /** MEMORY_TOKENS: facts and entities beside the user. */
  readonly memoryTokens: number
}

/** What of memory belongs into the prompt of one question, the best first. */
export async function remember(asking: Asking, means: RememberMeans): Promise<Remembered> {
  const { question, memoryTokens } = asking
  const { known, window, summary, settings } = asking.snapshot
  const timeZone = settings.timeZone ?? means.timeZone
  const around = window.map(({ text }) => text)
  const entities = byRelevance(known, question, around)
  const book = noteBook(known, timeZone)
  const counter = await counterFor(
    currentFacts(known),
    book.withPast,
    roomForFacts(entities, memoryTokens, bytesCounter),
  )
  const room = roomForFacts(entities, memoryTokens, counter) - counter.count(NOTES_TITLE)
  const cost = (fact: Fact) => noteCost(book.withPast(fact), counter)
  const facts = await find({ question, known, heard: asking.heard, room, cost }, means)
  return {
    user: entitiesOf(known).find(({ isUser }) => isUser),
    summary,
    entities,
    notes: distinct(facts).map(book.withPast),
    timeZone,
  }
}

/** Bytes where the notes of all these facts fit by bytes, so that the exact counter is loaded only where it matters. */
export function counterFor(
  facts: readonly Fact[],
  note: (fact: Fact) => Note,
  room: number,
): TokenCounter | Promise<TokenCounter> {
  let left = room - bytesCounter.count(NOTES_TITLE)
  for (const fact of facts) left -= noteCost(note(fact), bytesCounter)
  return left >= 0 ? bytesCounter : loadTokenCounter()
}

/** recall(), timed, its failures told. It never rejects: where it fails unforeseen, an answer is made without facts. */
export async function find(wanted: Wanted, means: RememberMeans): Promise<readonly Fact[]> {
  if (wanted.known.facts.length === 0 || wanted.room <= 0) return []
  const begun = performance.now()
  try {
    const { ranked, failure } = await recall(wanted, means)
    if (failure !== undefined) means.onFailure(failure, 'facts were found by their words alone')
    return ranked
  } catch (error) {
    means.onFailure(error, 'facts could not be found; answering without')
    return []
  } finally {
    means.onRecall?.(performance.now() - begun)
  }
}

/** Without what says the same under another scope. */
function distinct(facts: readonly Fact[]): readonly Fact[] {
  const texts = new Set<string>()
  return facts.filter(({ text }) => {
    const isNew = !texts.has(text)
    texts.add(text)
    return isNew
  })
}
