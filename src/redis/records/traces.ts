import { z } from 'zod'
import type { Trace, TurnName } from '../../memory/types.ts'
import { parseJson } from './parse-json.ts'
import { turnNameSchema } from './turns.ts'

/** Until version 0.2 traces were kept as JSON, for HISTORY_DAYS. */
const jsonSchema = z.object({
  facts: z.array(z.string()),
  segments: z.array(z.string()),
  window: z.array(z.object({ turn: turnNameSchema, rev: z.number() })),
  lookups: z.number(),
}) satisfies z.ZodType<Trace>

/** See `traceText`. */
const TRACE = /^(?<lookups>\d+)\|(?<facts>[\w,-]*)\|(?<segments>[\w,-]*)\|(?<window>[\w. -]*)$/
const TURN = /^(?<roles>[qab])(?<sign>-?)(?<distance>[\da-f]{1,17})(?:\.(?<rev>\d+))?$/

/**
 * What went into an answer, in few bytes, as there is one for each answer: lookups, facts, summaries and the turns of the window.
 * A turn is told by its role, how far its id is from that of the turn before, in hexadecimal digits, and its revision where it has one:
 * `b4e1f` for a question and its answer, both of them never changed.
 */
export function traceText({ lookups, facts, segments, window }: Trace): string {
  const turns: string[] = []
  let before = 0n
  for (let i = 0; i < window.length; i += 1) {
    const { turn, rev } = window[i] as Trace['window'][number]
    const id = BigInt(turn.slice(2))
    const next = window[i + 1]
    const isPair = turn.startsWith('q') && rev === 0 && next?.rev === 0 && next.turn === `a:${id}`
    turns.push(`${isPair ? 'b' : turn.slice(0, 1)}${(id - before).toString(16)}${rev === 0 ? '' : `.${rev}`}`)
    before = id
    if (isPair) i += 1
  }
  return [lookups, facts.join(), segments.join(), turns.join(' ')].join('|')
}

/** What `traceText` made of a trace, or an earlier version; undefined if it is corrupt. */
export function parseTrace(text: string): Trace | undefined {
  if (text.startsWith('{')) return parseJson(jsonSchema, text)
  const { lookups, facts, segments, window } = TRACE.exec(text)?.groups ?? {}
  if (lookups === undefined) return undefined
  const turns: { turn: TurnName; rev: number }[] = []
  let id = 0n
  for (const item of listOf(window, ' ')) {
    const { roles, sign, distance, rev = 0 } = TURN.exec(item)?.groups ?? {}
    if (roles === undefined) return undefined
    id += BigInt(`0x${distance}`) * (sign === '-' ? -1n : 1n)
    for (const role of roles === 'b' ? (['q', 'a'] as const) : ([roles] as ('q' | 'a')[]))
      turns.push({ turn: `${role}:${id}`, rev: Number(rev) })
  }
  return { lookups: Number(lookups), facts: listOf(facts, ','), segments: listOf(segments, ','), window: turns }
}

function listOf(text = '', separator: string): string[] {
  return text === '' ? [] : text.split(separator)
}
