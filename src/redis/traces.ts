import { z } from 'zod'
import type { Trace } from '../memory/types.ts'
import { parseJson } from './parse-json.ts'
import { turnName } from './turns.ts'

const trace = z.object({
  facts: z.array(z.string()),
  segments: z.array(z.string()),
  window: z.array(z.object({ turn: turnName, rev: z.number() })),
  lookups: z.number(),
}) satisfies z.ZodType<Trace>

/** What went into an answer; undefined if it is broken. */
export function parseTrace(json: string): Trace | undefined {
  return parseJson(trace, json)
}

/** What went into an answer, as it is kept: nothing but what a Trace names. */
export function traceJson(kept: Trace): string {
  return JSON.stringify(trace.parse(kept))
}
