import { z } from 'zod'
import type { Scope } from '../../memory/scope.ts'
import type { Fact, FactId, Knowledge, Snapshot, Summary } from '../../memory/types.ts'
import type { PromptBudget } from '../assemble.ts'
import type { ChatTool } from '../chat-model.ts'
import { formatDay } from '../format/dates.ts'
import type { contentsOf } from '../sections/memory.ts'
import { countNoteTokens, factNotes, fitNotes, NOTES_TITLE } from '../sections/notes.ts'
import { findPassages, fitPassages } from '../sections/summaries.ts'
import { chooseCounter, recallOrNothing, type SelectMemoryDependencies } from '../select-memory.ts'
import { defineTool, optional } from './define-tool.ts'

export interface SearchMemoryOptions {
  /** Reads what memory holds now, as far as the audience of the answer may see it. */
  look(): Promise<Snapshot | 'gone'>
  /** The scopes of what is known that the audience of the answer may see. */
  visibleScopes(known: Knowledge): 'all' | readonly Scope[]
  /** Tokens for the result of one search. */
  readonly room: number
  /** The summaries that the prompt shows already. */
  readonly includedSummaries: readonly string[]
  /** Called with what the model gets to read. */
  onFound(facts: readonly FactId[], summaries: readonly string[]): void
}

const NOTHING = 'Nothing about that.'
const NO_MORE = 'There are no more look-ups for this answer. Answer with what you have.'

const day = optional(z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/))

/** Both days are included. */
const parameters = z
  .object({
    query: z.string().trim().min(1).max(500).describe('What to look for, in the user’s language'),
    from: day.describe('The first day, if a time is asked about: yyyy, yyyy-mm or yyyy-mm-dd'),
    to: day.describe('The last day: yyyy, yyyy-mm or yyyy-mm-dd'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || to >= from.slice(0, to.length))

type MemoryQuery = z.output<typeof parameters>

const search = defineTool({
  readsMemory: true,
  name: 'search_memory',
  description:
    'Looks up what this user told you earlier, with what has changed since. Use it when they ask about something that stands in none of the notes, or about a time.',
  parameters,
  usage:
    'search_memory takes {"query": words to look for, at most 500 characters; "from" and "to": yyyy, yyyy-mm or yyyy-mm-dd, both optional, in this order}.',
  unavailable: 'Memory is out of reach just now. Say that you can’t look it up at the moment.',
  consequence: 'search_memory tool failed, found nothing',
})

/** At most so many searches for one answer. */
const MAX_SEARCHES = 2

/**
 * The tool that searches the part of the user's memory that the prompt does not show; it returns dated notes. It is made
 * for one answer, whose calls it counts.
 */
export function searchMemoryTool(options: SearchMemoryOptions, dependencies: SelectMemoryDependencies): ChatTool {
  let left = MAX_SEARCHES
  const tool = search(async query => {
    const snapshot = await options.look()
    const found = snapshot === 'gone' ? '' : await searchMemory(snapshot, query, options, dependencies)
    return found === '' ? NOTHING : found
  }, dependencies.onFailure)
  return {
    ...tool,
    async run(args) {
      left -= 1
      return left < 0 ? NO_MORE : await tool.run(args)
    },
  }
}

/** The part of a result that summaries may take: facts are nearer to what was said. */
const PASSAGES_SHARE = 1 / 3

/** Facts, past ones too, and passages of summaries that the prompt does not show, as dated lines; empty if nothing is found. */
async function searchMemory(
  { known, summaries, settings }: Snapshot,
  { query, ...span }: MemoryQuery,
  { room, visibleScopes, includedSummaries, onFound }: SearchMemoryOptions,
  dependencies: SelectMemoryDependencies,
): Promise<string> {
  const timeZone = settings.timeZone ?? dependencies.timeZone
  const notes = factNotes(known, timeZone)
  const counter = await chooseCounter(known.facts, notes.alone, room * (1 - PASSAGES_SHARE))
  const others = summaries.filter(one => !includedSummaries.includes(one.id) && isWithin(one, span, timeZone))
  const passages = fitPassages(findPassages(others, query), room * PASSAGES_SHARE, timeZone, counter)

  const roomForFacts = room - passages.tokens - counter.count(NOTES_TITLE)
  const cost = (fact: Fact) => countNoteTokens(notes.alone(fact), counter)
  const scopes = visibleScopes(known)
  const recallQuery = { question: query, known, visibleScopes: scopes, room: roomForFacts, cost, withPast: true, span }
  const { ranked: facts = [] } = (await recallOrNothing(recallQuery, dependencies)) ?? {}
  onFound(
    facts.map(({ id }) => id),
    [...new Set(passages.kept.map(passage => passage.summary.id))],
  )
  return `${fitNotes(facts.map(notes.alone), room - passages.tokens, counter).text}${passages.text}`
}

function isWithin(summary: Summary, { from, to }: Omit<MemoryQuery, 'query'>, timeZone: string): boolean {
  const [first, last] = [formatDay(timeZone, summary.from), formatDay(timeZone, summary.to)]
  return (
    (from === undefined || last.slice(0, from.length) >= from) && (to === undefined || first.slice(0, to.length) <= to)
  )
}

/** All searches of an answer together get at most this part of what a prompt may take. */
const PROMPT_SHARE = 1 / 5

/** With less room than this a search gives too little to be worth a call. */
const MIN_ROOM = 100

/** What a call takes beside its result: query, days, and the marks around them. */
const CALL_TOKENS = 100

/** What name, description and parameters of the tool take, about: providers put them into words of their own. */
const TOOL_TOKENS = 250

/**
 * Tokens for the result of one search (half of MEMORY_TOKENS at most), and what must be kept free in a prompt for all
 * searches; undefined where the budget is too small for any.
 */
export function searchMemoryRoom({ contextTokens, responseTokens, memoryTokens }: PromptBudget) {
  const share = (contextTokens - responseTokens) * PROMPT_SHARE
  const room = Math.floor(Math.min(memoryTokens, share) / MAX_SEARCHES)
  if (room < MIN_ROOM) return undefined
  return { room, reserved: MAX_SEARCHES * (room + CALL_TOKENS) + TOOL_TOKENS }
}

/** Whether memory holds anything for this audience that a prompt does not show. */
export function hasMoreThan({ known, summaries }: Snapshot, included: ReturnType<typeof contentsOf>): boolean {
  const facts = new Set(included.facts)
  const texts = new Set(known.facts.filter(({ id }) => facts.has(id)).map(({ text }) => text))
  return (
    known.facts.some(({ text }) => !texts.has(text)) || summaries.some(({ id }) => !included.summaries.includes(id))
  )
}
