import { entitiesOf } from '../memory/knowledge/entities.ts'
import { currentFacts } from '../memory/knowledge/facts.ts'
import type { TokenCounter } from '../memory/ports/token-counter.ts'
import {
  type RecallDependencies,
  type RecallQuery,
  type RecallResult,
  recallFacts,
} from '../memory/retrieval/recall.ts'
import type { Scope } from '../memory/scope.ts'
import type { Fact, Snapshot } from '../memory/types.ts'
import { roomForFacts, type SelectedMemory } from './sections/memory.ts'
import { countNoteTokens, type FactNote, factNotes, NOTES_TITLE } from './sections/notes.ts'
import { sortByRelevance } from './sections/people.ts'
import { byteCounter, loadTokenCounter } from './tokens/counter.ts'
import type { OnFailure } from './tools/define-tool.ts'

export interface SelectMemoryDependencies extends RecallDependencies {
  /** The zone of users who have set none. */
  readonly timeZone: string
  readonly onFailure: OnFailure
  /** Called with the milliseconds that finding the facts took. */
  readonly onRecall?: ((ms: number) => void) | undefined
}

export interface SelectMemoryOptions {
  readonly question: string
  readonly snapshot: Snapshot
  /** The scopes that the audience of the answer may see. */
  readonly visibleScopes: 'all' | readonly Scope[]
  /** MEMORY_TOKENS: facts and entities beside the user. */
  readonly memoryTokens: number
  /** Whether what a fact has replaced is told below it; yes if left out. */
  readonly showsPast?: boolean
}

/** What of the user's memory belongs into the prompt of one question. */
export async function selectMemory(
  { question, snapshot, visibleScopes, memoryTokens, showsPast = true }: SelectMemoryOptions,
  dependencies: SelectMemoryDependencies,
): Promise<SelectedMemory> {
  const { known, window, summaries, settings } = snapshot
  const timeZone = settings.timeZone ?? dependencies.timeZone
  const around = window.map(({ text }) => text)
  const entities = sortByRelevance(known, question, around)
  const { withPast, alone } = factNotes(known, timeZone)
  const toNote = showsPast ? withPast : alone
  const roomByBytes = roomForFacts(entities, memoryTokens, byteCounter)
  const counter = await chooseCounter(currentFacts(known), toNote, roomByBytes)
  const room = roomForFacts(entities, memoryTokens, counter) - counter.count(NOTES_TITLE)
  const cost = (fact: Fact) => countNoteTokens(toNote(fact), counter)
  const recalled = await recallOrNothing({ question, known, visibleScopes, room, cost }, dependencies)
  const facts = recalled?.ranked ?? []
  return {
    user: entitiesOf(known).find(({ isUser }) => isUser),
    summaries,
    entities,
    isWhole: facts.length >= currentFacts(known).length,
    // The same words may have been said under several scopes.
    notes: [...Map.groupBy(facts, ({ text }) => text).values()].map(([first]) => toNote(first as Fact)),
    timeZone,
    ...(recalled !== undefined && { scoresOf: recalled.scoresOf }),
  }
}

/** The counter of bytes where the notes of all these facts fit even so: the exact counter is loaded only where it matters. */
export function chooseCounter(
  facts: readonly Fact[],
  toNote: (fact: Fact) => FactNote,
  room: number,
): TokenCounter | Promise<TokenCounter> {
  let left = room - byteCounter.count(NOTES_TITLE)
  for (const fact of facts) left -= countNoteTokens(toNote(fact), byteCounter)
  return left >= 0 ? byteCounter : loadTokenCounter()
}

/** recallFacts(), timed. It never rejects: undefined where there is nothing to recall, or that fails, which is reported. */
export async function recallOrNothing(
  query: RecallQuery,
  dependencies: SelectMemoryDependencies,
): Promise<RecallResult | undefined> {
  const { onFailure, onRecall } = dependencies
  if (query.known.facts.length === 0 || query.room <= 0) return undefined
  const begun = performance.now()
  try {
    const recalled = await recallFacts(query, dependencies)
    const { failure } = recalled
    if (failure !== undefined) onFailure(failure, 'vector index failed, facts found by keywords alone')
    return recalled
  } catch (error) {
    onFailure(error, 'recall failed, answering without facts')
    return undefined
  } finally {
    onRecall?.(performance.now() - begun)
  }
}
