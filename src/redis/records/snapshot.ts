import { chunks } from '../../memory/chunks.ts'
import { type Audience, isVisibleTo, type Scope } from '../../memory/scope.ts'
import type { Retention, Snapshot } from '../../memory/types.ts'
import type { FieldReport } from './corrupt-record.ts'
import { parseSummaries } from './facts.ts'
import type { KnowledgeReply, KnowledgeTable } from './knowledge.ts'
import { parseTurns } from './turns.ts'
import { parseUserSettings, type SettingsReply } from './user-settings.ts'

/** What read_snapshot of snapshot.lua returns. */
export type SnapshotReply = [
  epoch: string,
  /** Name, JSON… with the newest first. */
  turns: string[],
  /** Field, JSON… */
  summaries: string[],
  knowledge: KnowledgeReply,
  settings: [...SettingsReply, seen: string],
  retention: Retention,
  snapshotToken: string,
]

/** A snapshot made of what a script returned. */
export function parseSnapshot(
  [epoch, turns, summaries, , [timeZone, paused, locale, seen], retention, snapshotToken]: SnapshotReply,
  table: KnowledgeTable,
  audience: Audience,
  report: FieldReport,
): Snapshot {
  // Checked again: what Lua cannot read is returned as well, and JavaScript may be able to read it.
  const isVisible = ({ scope }: { readonly scope: Scope }) => isVisibleTo(scope, audience)
  return {
    epoch,
    snapshotToken,
    settings: parseUserSettings([timeZone, paused, locale]),
    retention,
    isFirst: seen === '',
    window: parseTurns(chunks(turns, 2).reverse(), report).filter(isVisible),
    summaries: parseSummaries(chunks(summaries, 2), report).filter(isVisible),
    known: table.visibleTo(audience),
  }
}
