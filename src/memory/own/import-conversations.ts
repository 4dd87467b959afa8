import type { z } from 'zod'
import { type HeldConversation, MOST_PUT_BACK } from '../own-memory.ts'
import { nameOf } from '../turn-names.ts'
import type { CoveringSegment, MessageId, TurnName } from '../types.ts'
import { MOST_COVERED, openConversation, segmentOfFile, turnOfFile } from './export-file.ts'
import { brokenAt } from './import-file.ts'
import { inPortions } from './portions.ts'
import { laterThan } from './said-later.ts'
import { type ImportReport, refuse, refuseBroken, type Tally } from './tally.ts'

/** Nobody talks to a bot in so many places. */
const MOST = 1000
/** Of one conversation: older ones are merged long before. */
const MOST_SEGMENTS = 100

type Open = z.infer<typeof openConversation>

/** The conversations of a file that are to be put back, the one used last at the end. */
export async function conversationsToKeep(
  found: readonly unknown[],
  now: number,
  report: ImportReport,
): Promise<readonly HeldConversation[]> {
  const { conversations: tally } = report
  const isLater = laterThan(now)
  const good = new Map<string, HeldConversation>()
  for (const [at, one] of found.slice(0, MOST).entries()) {
    const { data: opened, error } = openConversation.safeParse(one)
    if (opened === undefined) refuseBroken(report, tally, brokenAt(error, ['conversations', at]))
    else if (good.has(opened.channel)) refuse(tally, 'twice')
    else if (isLater(idsOf([opened.learnedTo, opened.summarizedTo]), opened.lastUsedAt)) refuse(tally, 'later')
    else good.set(opened.channel, await looked(opened, at, { isLater, report }))
  }
  refuse(tally, 'noRoom', found.length - MOST)
  return [...good.values()].toSorted((a, b) => a.lastUsedAt - b.lastUsedAt)
}

interface Looking {
  readonly isLater: ReturnType<typeof laterThan>
  readonly report: ImportReport
}

async function looked({ turns, segments, ...head }: Open, at: number, looking: Looking): Promise<HeldConversation> {
  const { isLater, report } = looking
  const segmentsFound = await each(segments, report, {
    ...{ schema: segmentOfFile, tally: report.segments, path: ['conversations', at, 'segments'] },
    most: MOST_SEGMENTS,
    nameOf: ({ id }) => id,
    orderOf: () => '',
    isLater: segment => isLater(idsOf(segment.covers), segment.from, segment.to),
  })
  return {
    ...head,
    turns: await each(turns, report, {
      ...{ schema: turnOfFile, tally: report.turns, path: ['conversations', at, 'turns'], most: MOST_PUT_BACK },
      nameOf,
      orderOf: ({ id, role }) => id.padStart(20, '0') + (role === 'user' ? '0' : '1'),
      isLater: turn => isLater([turn.id, ...(turn.role === 'user' ? [] : turn.messages)], turn.saidAt),
    }),
    segments: lastCovering(segmentsFound, report.segments),
  }
}

/** The last segments that cover as much as is looked through whenever a message is deleted. */
function lastCovering(segments: readonly CoveringSegment[], tally: Tally): readonly CoveringSegment[] {
  let room = MOST_COVERED
  const tooOld = segments.findLastIndex(({ covers }) => {
    room -= covers.length
    return room < 0
  })
  refuse(tally, 'noRoom', tooOld + 1)
  return segments.slice(tooOld + 1)
}

interface Kind<T> {
  readonly schema: z.ZodType<T>
  readonly tally: Tally
  readonly path: readonly PropertyKey[]
  /** The last ones stay. */
  readonly most: number
  nameOf(one: T): string
  orderOf(one: T): string
  isLater(one: T): boolean
}

async function each<T>(found: readonly unknown[], report: ImportReport, kind: Kind<T>): Promise<readonly T[]> {
  const { tally, path, most } = kind
  const good = new Map<string, T>()
  let at = -1
  for await (const one of inPortions(found)) {
    at += 1
    const read = kind.schema.safeParse(one)
    if (!read.success) refuseBroken(report, tally, brokenAt(read.error, [...path, at]))
    else if (good.has(kind.nameOf(read.data))) refuse(tally, 'twice')
    else if (kind.isLater(read.data)) refuse(tally, 'later')
    else good.set(kind.nameOf(read.data), read.data)
  }
  refuse(tally, 'noRoom', good.size - most)
  const ordered = [...good.values()].toSorted((a, b) => compare(kind.orderOf(a), kind.orderOf(b)))
  return ordered.slice(-most)
}

function idsOf(turns: readonly (TurnName | undefined)[]): readonly MessageId[] {
  return turns.flatMap(turn => (turn === undefined ? [] : [turn.slice(2)]))
}

function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other)
}
