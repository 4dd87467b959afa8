import { entitiesOf } from '../memory/knowledge/entities.ts'
import { currentFacts } from '../memory/knowledge/facts.ts'
import type { TokenCounter } from '../memory/ports/token-counter.ts'
import { type RecallDependencies, type RecallQuery, recallFacts } from '../memory/retrieval/recall.ts'
import type { Scope } from '../memory/scope.ts'
import type { Fact, Snapshot } from '../memory/types.ts'
import { roomForFacts, type SelectedMemory } from './sections/memory.ts'
import { countNoteTokens, type FactNote, factNotes, NOTES_TITLE } from './sections/notes.ts'
import { sortByRelevance } from './sections/people.ts'
import { byteCounter, loadTokenCounter } from './tokens/counter.ts'

/** What finding the facts that matter takes. */
export interface SelectMemoryDependencies extends RecallDependencies {
  /** In which days are told to a user who has set no zone of their own. */
  readonly timeZone: string
  /** Told when something failed, and what comes of it in a few words, for the log. */
  readonly onFailure: (error: unknown, consequence: string) => void
  /** Told how long finding the facts took, in milliseconds. */
  readonly onRecall?: ((ms: number) => void) | undefined
}

export interface SelectMemoryOptions {
  readonly question: string
  readonly snapshot: Snapshot
  /** The scopes that whoever reads the answer may hear. */
  readonly heard: 'all' | readonly Scope[]
  /** MEMORY_TOKENS: facts and entities beside the user. */
  readonly memoryTokens: number
}

/** What of memory belongs into the prompt of one question, the best first. */
export async function selectMemory(
  asking: SelectMemoryOptions,
  means: SelectMemoryDependencies,
): Promise<SelectedMemory> {
  const { question, memoryTokens } = asking
  const { known, window, summaries, settings } = asking.snapshot
  const timeZone = settings.timeZone ?? means.timeZone
  const around = window.map(({ text }) => text)
  const entities = sortByRelevance(known, question, around)
  const book = factNotes(known, timeZone)
  const counter = await chooseCounter(
    currentFacts(known),
    book.withPast,
    roomForFacts(entities, memoryTokens, byteCounter),
  )
  const room = roomForFacts(entities, memoryTokens, counter) - counter.count(NOTES_TITLE)
  const cost = (fact: Fact) => countNoteTokens(book.withPast(fact), counter)
  const facts = await recallOrNothing({ question, known, visibleScopes: asking.heard, room, cost }, means)
  return {
    user: entitiesOf(known).find(({ isUser }) => isUser),
    summary: summaries,
    entities,
    notes: withoutDuplicates(facts).map(book.withPast),
    timeZone,
  }
}

/** Bytes where the notes of all these facts fit by bytes, so that the exact counter is loaded only where it matters. */
export function chooseCounter(
  facts: readonly Fact[],
  note: (fact: Fact) => FactNote,
  room: number,
): TokenCounter | Promise<TokenCounter> {
  let left = room - byteCounter.count(NOTES_TITLE)
  for (const fact of facts) left -= countNoteTokens(note(fact), byteCounter)
  return left >= 0 ? byteCounter : loadTokenCounter()
}

/** recall(), timed, its failures told. It never rejects: where it fails unforeseen, an answer is made without facts. */
export async function recallOrNothing(wanted: RecallQuery, means: SelectMemoryDependencies): Promise<readonly Fact[]> {
  if (wanted.known.facts.length === 0 || wanted.room <= 0) return []
  const begun = performance.now()
  try {
    const { ranked, failure } = await recallFacts(wanted, means)
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
function withoutDuplicates(facts: readonly Fact[]): readonly Fact[] {
  const texts = new Set<string>()
  return facts.filter(({ text }) => {
    const isNew = !texts.has(text)
    texts.add(text)
    return isNew
  })
}
