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
import type { OnFailure } from './tools/define-tool.ts'

/** What finding the facts that matter takes. */
export interface SelectMemoryDependencies extends RecallDependencies {
  /** In which days are told to a user who has set no zone of their own. */
  readonly timeZone: string
  readonly onFailure: OnFailure
  /** Told how long finding the facts took, in milliseconds. */
  readonly onRecall?: ((ms: number) => void) | undefined
}

export interface SelectMemoryOptions {
  readonly question: string
  readonly snapshot: Snapshot
  /** The scopes that whoever reads the answer may hear. */
  readonly visibleScopes: 'all' | readonly Scope[]
  /** MEMORY_TOKENS: facts and entities beside the user. */
  readonly memoryTokens: number
}

/** What of memory belongs into the prompt of one question, the best first. */
export async function selectMemory(
  { question, snapshot, visibleScopes, memoryTokens }: SelectMemoryOptions,
  dependencies: SelectMemoryDependencies,
): Promise<SelectedMemory> {
  const { known, window, summaries, settings } = snapshot
  const timeZone = settings.timeZone ?? dependencies.timeZone
  const around = window.map(({ text }) => text)
  const entities = sortByRelevance(known, question, around)
  const { withPast } = factNotes(known, timeZone)
  const roomByBytes = roomForFacts(entities, memoryTokens, byteCounter)
  const counter = await chooseCounter(currentFacts(known), withPast, roomByBytes)
  const room = roomForFacts(entities, memoryTokens, counter) - counter.count(NOTES_TITLE)
  const cost = (fact: Fact) => countNoteTokens(withPast(fact), counter)
  const facts = await recallOrNothing({ question, known, visibleScopes, room, cost }, dependencies)
  return {
    user: entitiesOf(known).find(({ isUser }) => isUser),
    summaries,
    entities,
    // the same words may have been said under several scopes
    notes: [...Map.groupBy(facts, ({ text }) => text).values()].map(([first]) => withPast(first as Fact)),
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
export async function recallOrNothing(
  wanted: RecallQuery,
  dependencies: SelectMemoryDependencies,
): Promise<readonly Fact[]> {
  const { onFailure, onRecall } = dependencies
  if (wanted.known.facts.length === 0 || wanted.room <= 0) return []
  const begun = performance.now()
  try {
    const { ranked, failure } = await recallFacts(wanted, dependencies)
    if (failure !== undefined) onFailure(failure, 'vector index failed, facts found by keywords alone')
    return ranked
  } catch (error) {
    onFailure(error, 'recall failed, answering without facts')
    return []
  } finally {
    onRecall?.(performance.now() - begun)
  }
}
