import { z } from 'zod'
import type { Scope } from '../../memory/scope.ts'
import type { Fact, FactId, Snapshot, Summary } from '../../memory/types.ts'
import type { AssembledPrompt, PromptBudget } from '../assemble.ts'
import type { ChatTool } from '../chat-model.ts'
import { formatDay } from '../format/dates.ts'
import { formatNotes } from '../sections/memory.ts'
import { countNoteTokens, factNotes, NOTES_TITLE } from '../sections/notes.ts'
import { findPassages, fitPassages } from '../sections/summaries.ts'
import { chooseCounter, recallOrNothing, type SelectMemoryDependencies } from '../select-memory.ts'

export interface SearchMemoryOptions extends MemorySearchOptions {
  /** What memory holds now for whoever reads the answer. */
  look(): Promise<Snapshot | 'gone'>
}

const HOW =
  'search_memory takes {"query": words to look for, at most 500 characters; "from" and "to": yyyy, yyyy-mm or yyyy-mm-dd, both optional, in this order}.'
const AWAY = 'Memory is out of reach just now. Say that you can’t look it up at the moment.'
const NOTHING = 'Nothing about that.'
const NO_MORE = 'There are no more look-ups for this answer. Answer with what you have.'

const day = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/)
/** Models also give null or nothing between quotes for what they leave out. */
const noDay = z.union([z.literal(''), z.null()]).transform(() => undefined)
const wanted = z.object({
  query: z.string().trim().min(1).max(500),
  from: z.union([day, noDay]).optional(),
  to: z.union([day, noDay]).optional(),
})

const dayParameter = (means: string) => ({ type: 'string', description: `${means}: yyyy, yyyy-mm or yyyy-mm-dd` })

const described = {
  name: 'search_memory',
  description:
    'Looks up what this user told you earlier, with what has changed since. Use it when they ask about something that stands in none of the notes, or about a time.',
  parameters: {
    type: 'object',
    properties: {
      query: { type: 'string', description: 'What to look for, in the user’s language' },
      from: dayParameter('The first day, if a time is asked about'),
      to: dayParameter('The last day'),
    },
    required: ['query'],
    additionalProperties: false,
  },
} as const

/** At most so many look-ups for one answer. */
const MAX_SEARCHES = 2

/**
 * The tool by which the model looks at what of the user's memory is not in the prompt: it gives dated notes. For one
 * answer: every call of it counts.
 */
export function searchMemoryTool(search: SearchMemoryOptions, means: SelectMemoryDependencies): ChatTool {
  let left = MAX_SEARCHES
  return {
    ...described,
    async run(args) {
      left -= 1
      if (left < 0) return NO_MORE
      const asked = parseQuery(args)
      if (asked === undefined) return HOW
      try {
        const snapshot = await search.look()
        const found = snapshot === 'gone' ? '' : await searchMemory(snapshot, asked, search, means)
        return found === '' ? NOTHING : found
      } catch (error) {
        means.onFailure(error, 'the model’s look-up found nothing')
        return AWAY
      }
    },
  }
}

/** Undefined where the arguments make no sense. */
function parseQuery(args: unknown): MemoryQuery | undefined {
  const { data } = wanted.safeParse(args)
  if (data === undefined) return undefined
  const { query, from, to } = data
  if (from !== undefined && to !== undefined && to < from.slice(0, to.length)) return undefined
  return { query, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** All look-ups of an answer together get at most this part of what a prompt may take. */
const PROMPT_SHARE = 1 / 5

/** With less than this a look-up gives too little to be worth asking for. */
const MIN_ROOM = 100

/** What a call of the tool takes beside what it gives: query, span, and the marks around them. */
const CALL_TOKENS = 100

/** What its name, description and parameters take, about: providers put them into words of their own. */
const TOOL_TOKENS = 250

/**
 * Tokens for what one look-up gives, half of MEMORY_TOKENS at most, and what must be kept free in a prompt for all of
 * them; undefined where the budget is too small for any.
 */
export function searchMemoryRoom({ contextTokens, responseTokens, memoryTokens }: PromptBudget) {
  const share = (contextTokens - responseTokens) * PROMPT_SHARE
  const room = Math.floor(Math.min(memoryTokens, share) / MAX_SEARCHES)
  if (room < MIN_ROOM) return undefined
  return { room, reserved: MAX_SEARCHES * (room + CALL_TOKENS) + TOOL_TOKENS }
}

/** Whether memory holds anything for this audience that a prompt does not show. */
export function hasMoreThan({ known, summaries }: Snapshot, shown: AssembledPrompt['included']): boolean {
  const facts = new Set(shown.facts)
  const texts = new Set(known.facts.filter(({ id }) => facts.has(id)).map(({ text }) => text))
  return known.facts.some(({ text }) => !texts.has(text)) || summaries.some(({ id }) => !shown.segments.includes(id))
}

/** What is looked for. Days as yyyy, yyyy-mm or yyyy-mm-dd, both included. */
interface MemoryQuery {
  readonly query: string
  readonly from?: string
  readonly to?: string
}

/** Where a look-up looks, and whom it tells. */
interface MemorySearchOptions {
  /** The scopes that whoever reads the answer may hear. */
  readonly visibleScopes: 'all' | readonly Scope[]
  /** Tokens for what it gives. */
  readonly room: number
  /** The segments that stand in the prompt. */
  readonly includedSummaries: readonly string[]
  /** Told what the model gets to read. */
  onFound(facts: readonly FactId[], segments: readonly string[]): void
}

/** What older summaries may take of a look-up: facts are nearer to what was said. */
const PASSAGES_SHARE = 1 / 3

/** Facts, past ones too, and passages of segments that the prompt does not show, as dated lines; empty if there is nothing. */
async function searchMemory(
  snapshot: Snapshot,
  wanted: MemoryQuery,
  look: MemorySearchOptions,
  means: SelectMemoryDependencies,
): Promise<string> {
  const { known, summaries, settings } = snapshot
  const timeZone = settings.timeZone ?? means.timeZone
  const book = factNotes(known, timeZone)
  const counter = await chooseCounter(known.facts, book.alone, look.room * (1 - PASSAGES_SHARE))
  const segments = summaries.filter(
    segment => !look.includedSummaries.includes(segment.id) && isWithinSpan(segment, wanted, timeZone),
  )
  const passages = findPassages(segments, wanted.query)
  const told = fitPassages(passages, look.room * PASSAGES_SHARE, timeZone, counter)

  const room = look.room - told.tokens - counter.count(NOTES_TITLE)
  const cost = (fact: Fact) => countNoteTokens(book.alone(fact), counter)
  const { query: question, ...span } = wanted
  const facts = await recallOrNothing(
    { question, known, visibleScopes: look.visibleScopes, room, cost, withPast: true, span },
    means,
  )
  look.onFound(
    facts.map(({ id }) => id),
    told.summaries,
  )
  return `${formatNotes(facts.map(book.alone))}${told.text}`
}

function isWithinSpan(segment: Summary, { from, to }: MemoryQuery, timeZone: string): boolean {
  const [first, last] = [formatDay(timeZone, segment.from), formatDay(timeZone, segment.to)]
  return (
    (from === undefined || last.slice(0, from.length) >= from) && (to === undefined || first.slice(0, to.length) <= to)
  )
}
