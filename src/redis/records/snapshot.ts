import { chunks } from '../../memory/chunks.ts'
import { type Audience, isVisibleTo, type Scope } from '../../memory/scope.ts'
import { snowflakeTime } from '../../memory/turns.ts'
import type { MessageId, Snapshot } from '../../memory/types.ts'
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
  retention: Snapshot['retention'],
  snapshotToken: string,
  /** See `beginAnew`; '' where it was not. */
  begunAfter: MessageId | '',
]

export interface SnapshotOptions {
  readonly table: KnowledgeTable
  readonly audience: Audience
  /** How many turns a window has at most. */
  readonly windowSize: number
}

/** A snapshot made of what a script returned. */
export function parseSnapshot(
  [epoch, turns, summaries, , [timeZone, paused, locale, seen], retention, snapshotToken, begunAfter]: SnapshotReply,
  { table, audience, windowSize }: SnapshotOptions,
  report: FieldReport,
): Snapshot {
  // The script returns what may be visible, and what it can't read: only here that is known.
  const isVisible = ({ scope }: { readonly scope: Scope }) => isVisibleTo(scope, audience)
  // No summary covers turns of both before and after: its first one tells.
  const begunAt = begunAfter === '' ? Number.NEGATIVE_INFINITY : snowflakeTime(begunAfter)
  return {
    epoch,
    snapshotToken,
    settings: parseUserSettings([timeZone, paused, locale]),
    retention,
    isFirst: seen === '',
    window: parseTurns(chunks(turns, 2).reverse(), report).filter(isVisible).slice(-windowSize),
    summaries: parseSummaries(chunks(summaries, 2), report).filter(
      summary => isVisible(summary) && summary.from > begunAt,
    ),
    known: table.visibleTo(audience),
    ...(begunAfter === '' ? {} : { begunAfter }),
  }
}
