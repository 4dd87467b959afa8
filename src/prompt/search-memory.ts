import { z } from 'zod'
import type { Snapshot } from '../memory/types.ts'
import type { Assembled, Budget } from './assemble.ts'
import type { ChatTool } from './chat-model.ts'
import { type LookUp, lookUp, type Wanted } from './look-up.ts'
import type { RememberMeans } from './remember.ts'

export interface Search extends LookUp {
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
const MOST_LOOKUPS = 2

/**
 * The tool by which the model looks at what of the user's memory is not in the prompt: it gives dated notes. For one
 * answer: every call of it counts.
 */
export function searchMemory(search: Search, means: RememberMeans): ChatTool {
  let left = MOST_LOOKUPS
  return {
    ...described,
    async run(args) {
      left -= 1
      if (left < 0) return NO_MORE
      const asked = askedFor(args)
      if (asked === undefined) return HOW
      try {
        const snapshot = await search.look()
        const found = snapshot === 'gone' ? '' : await lookUp(snapshot, asked, search, means)
        return found === '' ? NOTHING : found
      } catch (error) {
        means.onFailure(error, 'the model’s look-up found nothing')
        return AWAY
      }
    },
  }
}

/** Undefined where the arguments make no sense. */
function askedFor(args: unknown): Wanted | undefined {
  const { data } = wanted.safeParse(args)
  if (data === undefined) return undefined
  const { query, from, to } = data
  if (from !== undefined && to !== undefined && to < from.slice(0, to.length)) return undefined
  return { query, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** All look-ups of an answer together get at most this part of what a prompt may take. */
const SHARE = 1 / 5

/** With less than this a look-up gives too little to be worth asking for. */
const LEAST = 100

/** What a call of the tool takes beside what it gives: query, span, and the marks around them. */
const CALL_TOKENS = 100

/** What its name, description and parameters take, about: providers put them into words of their own. */
const TOOL_TOKENS = 250

/**
 * Tokens for what one look-up gives, half of MEMORY_TOKENS at most, and what must be kept free in a prompt for all of
 * them; undefined where the budget is too small for any.
 */
export function lookUpRoom({ contextTokens, responseTokens, memoryTokens }: Budget) {
  const share = (contextTokens - responseTokens) * SHARE
  const room = Math.floor(Math.min(memoryTokens, share) / MOST_LOOKUPS)
  if (room < LEAST) return undefined
  return { room, reserved: MOST_LOOKUPS * (room + CALL_TOKENS) + TOOL_TOKENS }
}

/** Whether memory holds anything for this audience that a prompt does not show. */
export function holdsMore({ known, summary }: Snapshot, shown: Assembled['shown']): boolean {
  const facts = new Set(shown.facts)
  const texts = new Set(known.facts.filter(({ id }) => facts.has(id)).map(({ text }) => text))
  return known.facts.some(({ text }) => !texts.has(text)) || summary.some(({ id }) => !shown.segments.includes(id))
}
