import { z } from 'zod'
import { type Audience, isVisibleTo } from '../../memory/scope.ts'
import type { Retention, Snapshot, Summary, Turn } from '../../memory/types.ts'
import { parseSummary } from './facts.ts'
import { type KnowledgeTable, knowledgeReply } from './knowledge.ts'
import { parseTurn } from './turns.ts'
import { parseUserSettings } from './user-settings.ts'

const strings = z.array(z.string())

const settingsSchema = z.tuple([z.string(), z.string(), z.string(), z.string()])
const keepingSchema = z.enum(['kept', 'paused', 'incognito', 'serverOff']) satisfies z.ZodType<Retention>

/** What snapshot.lua returns: epoch, turns with the newest first, segments, what is known (see known.lua), settings, ground. */
export const snapshotReply = z.tuple([
  z.string(),
  strings,
  strings,
  knowledgeReply,
  settingsSchema,
  keepingSchema,
  z.string(),
])

export type SnapshotReply = z.infer<typeof snapshotReply>

/** A snapshot made of what a script returned; `onBroken` is told of turns and segments that are passed over. */
export function parseSnapshot(
  [epoch, turns, segments, , [timeZone, paused, locale, seen], kept, ground]: SnapshotReply,
  table: KnowledgeTable,
  audience: Audience,
  onBroken: (kind: 'brokenTurn' | 'brokenSegment', field: string) => void,
): Snapshot {
  const window: Turn[] = []
  for (let i = turns.length - 2; i >= 0; i -= 2) {
    const field = turns[i] ?? ''
    const turn = parseTurn(field, turns[i + 1] ?? '')
    if (!turn) onBroken('brokenTurn', field)
    // Looked at again: what Lua can't read comes along, and JavaScript may be able to.
    else if (isVisibleTo(turn.scope, audience)) window.push(turn)
  }
  const summary: { place: number; segment: Summary }[] = []
  for (let i = 0; i < segments.length; i += 2) {
    const field = segments[i] ?? ''
    const segment = parseSummary(segments[i + 1] ?? '')
    if (!segment) onBroken('brokenSegment', field)
    // They are numbered in the order of what they cover.
    else if (isVisibleTo(segment.scope, audience)) summary.push({ place: Number(field.split(':')[1]), segment })
  }
  summary.sort((a, b) => a.place - b.place)
  return {
    epoch,
    snapshotToken: ground,
    settings: parseUserSettings({ timeZone, paused, locale }),
    retention: kept,
    isFirst: seen === '',
    window,
    summaries: summary.map(({ segment }) => segment),
    known: table.visibleTo(audience),
  }
}
