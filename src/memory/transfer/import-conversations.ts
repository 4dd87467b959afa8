import type { z } from 'zod'
import { MAX_RESTORED_TURNS, type StoredConversation } from '../ports/user-memory-store.ts'
import { turnNameOf } from '../turns.ts'
import type { CoveringSummary, MessageId, TurnName } from '../types.ts'
import { exportedSummarySchema, exportedTurnSchema, MAX_COVERED_TURNS, openConversationSchema } from './file-format.ts'
import { createFutureCheck, inChunks } from './limits.ts'
import { invalidPartOf } from './read-file.ts'
import { type ImportReport, type ImportTally, reject, rejectInvalid } from './report.ts'

/** Nobody talks to a bot in so many places. */
const MAX_CONVERSATIONS = 1000
/** Of one conversation: older ones are merged long before. */
const MAX_SUMMARIES = 100

type OpenConversation = z.infer<typeof openConversationSchema>

/** The conversations of a file that are to be put back, the one used last at the end. */
export async function selectConversations(
  found: readonly unknown[],
  now: number,
  report: ImportReport,
): Promise<readonly StoredConversation[]> {
  const { conversations: tally } = report
  const isLater = createFutureCheck(now)
  const good = new Map<string, StoredConversation>()
  for (const [at, one] of found.slice(0, MAX_CONVERSATIONS).entries()) {
    const { data: opened, error } = openConversationSchema.safeParse(one)
    if (opened === undefined) rejectInvalid(report, tally, invalidPartOf(error, ['conversations', at]))
    else if (good.has(opened.channel)) reject(tally, 'twice')
    else if (isLater(messageIdsOf([opened.learnedTo, opened.summarizedTo]), opened.lastUsedAt)) reject(tally, 'later')
    else good.set(opened.channel, await checkConversation(opened, at, { isLater, report }))
  }
  reject(tally, 'noRoom', found.length - MAX_CONVERSATIONS)
  return [...good.values()].toSorted((a, b) => a.lastUsedAt - b.lastUsedAt)
}

interface CheckContext {
  readonly isLater: ReturnType<typeof createFutureCheck>
  readonly report: ImportReport
}

async function checkConversation(
  { turns, segments, ...head }: OpenConversation,
  at: number,
  looking: CheckContext,
): Promise<StoredConversation> {
  const { isLater, report } = looking
  const segmentsFound = await checkEach(segments, report, {
    ...{ schema: exportedSummarySchema, tally: report.segments, path: ['conversations', at, 'segments'] },
    most: MAX_SUMMARIES,
    nameOf: ({ id }) => id,
    orderOf: () => '',
    isLater: segment => isLater(messageIdsOf(segment.covers), segment.from, segment.to),
  })
  return {
    ...head,
    turns: await checkEach(turns, report, {
      ...{
        schema: exportedTurnSchema,
        tally: report.turns,
        path: ['conversations', at, 'turns'],
        most: MAX_RESTORED_TURNS,
      },
      nameOf: turnNameOf,
      orderOf: ({ id, role }) => id.padStart(20, '0') + (role === 'user' ? '0' : '1'),
      isLater: turn => isLater([turn.id, ...(turn.role === 'user' ? [] : turn.messages)], turn.saidAt),
    }),
    segments: newestWithinCoverage(segmentsFound, report.segments),
  }
}

/** The last segments that cover as much as is looked through whenever a message is deleted. */
function newestWithinCoverage(segments: readonly CoveringSummary[], tally: ImportTally): readonly CoveringSummary[] {
  let room = MAX_COVERED_TURNS
  const tooOld = segments.findLastIndex(({ covers }) => {
    room -= covers.length
    return room < 0
  })
  reject(tally, 'noRoom', tooOld + 1)
  return segments.slice(tooOld + 1)
}

interface ListKind<T> {
  readonly schema: z.ZodType<T>
  readonly tally: ImportTally
  readonly path: readonly PropertyKey[]
  /** The last ones stay. */
  readonly most: number
  nameOf(one: T): string
  orderOf(one: T): string
  isLater(one: T): boolean
}

async function checkEach<T>(found: readonly unknown[], report: ImportReport, kind: ListKind<T>): Promise<readonly T[]> {
  const { tally, path, most } = kind
  const good = new Map<string, T>()
  let at = -1
  for await (const one of inChunks(found)) {
    at += 1
    const read = kind.schema.safeParse(one)
    if (!read.success) rejectInvalid(report, tally, invalidPartOf(read.error, [...path, at]))
    else if (good.has(kind.nameOf(read.data))) reject(tally, 'twice')
    else if (kind.isLater(read.data)) reject(tally, 'later')
    else good.set(kind.nameOf(read.data), read.data)
  }
  reject(tally, 'noRoom', good.size - most)
  const ordered = [...good.values()].toSorted((a, b) => compareTexts(kind.orderOf(a), kind.orderOf(b)))
  return ordered.slice(-most)
}

function messageIdsOf(turns: readonly (TurnName | undefined)[]): readonly MessageId[] {
  return turns.flatMap(turn => (turn === undefined ? [] : [turn.slice(2)]))
}

function compareTexts(one: string, other: string): number {
  return Number(one > other) - Number(one < other)
}
