import type { z } from 'zod'
import type { ContentJudge } from '../content/judge.ts'
import { sentencesOf } from '../content/sentences.ts'
import { keptSentences } from '../extraction/mark-content.ts'
import { withPauses } from '../pacer.ts'
import { MAX_RESTORED_TURNS, type StoredConversation } from '../ports/user-memory-store.ts'
import { cleanText } from '../text/clean.ts'
import { isInstruction } from '../text/prompt-injection.ts'
import { redactSecrets } from '../text/secrets.ts'
import { compareSnowflakes, turnNameOf } from '../turns.ts'
import type { CoveringSummary, MessageId, Turn, TurnName } from '../types.ts'
import { exportedSummarySchema, exportedTurnSchema, MAX_COVERED_TURNS, openConversationSchema } from './file-format.ts'
import type { ImportLimits } from './import-knowledge.ts'
import { createFutureCheck, type FutureCheck } from './limits.ts'
import { invalidPartOf } from './read-file.ts'
import { readRecords } from './read-records.ts'
import { type ImportReport, type ImportTally, reject, rejectInvalid } from './report.ts'

/** Nobody talks to a bot in so many places. */
const MAX_CONVERSATIONS = 1000
/** Of one conversation: older ones are merged long before. */
const MAX_SUMMARIES = 100
/** Characters. A summary has some hundred tokens, and a few thousand where SUMMARY_TOKENS is set so. */
const MAX_SUMMARY_LENGTH = 8000
/** A window has less, also where folding is behind. */
const MAX_SHOWN_TURNS = 100
/** Characters of a message on Discord, with what may come with it. */
const LONGEST_READ = 4000

/** The conversations of a file that are to be put back, the one used last at the end. */
export async function selectConversations(
  found: readonly unknown[],
  { now, content }: Pick<ImportLimits, 'now' | 'content'>,
  report: ImportReport,
): Promise<readonly StoredConversation[]> {
  const { conversations: tally } = report
  const isInFuture = createFutureCheck(now)
  const selected = new Map<string, StoredConversation>()
  for (const [at, item] of found.slice(0, MAX_CONVERSATIONS).entries()) {
    const { data: opened, error } = openConversationSchema.safeParse(item)
    if (opened === undefined) {
      rejectInvalid(report, tally, invalidPartOf(error, ['conversations', at]))
      continue
    }
    const { channel, learnedTo, summarizedTo, lastUsedAt } = opened
    if (selected.has(channel)) reject(tally, 'twice')
    else if (isInFuture(messageIdsOf([learnedTo, summarizedTo]), lastUsedAt)) reject(tally, 'later')
    else selected.set(channel, await readContent(opened, ['conversations', at], { isInFuture, content }, report))
  }
  reject(tally, 'noRoom', found.length - MAX_CONVERSATIONS)
  return [...selected.values()].toSorted((a, b) => a.lastUsedAt - b.lastUsedAt)
}

/** A conversation with its valid turns and summaries, as many of the newest as may be put back. */
async function readContent(
  opened: z.infer<typeof openConversationSchema>,
  path: readonly PropertyKey[],
  { isInFuture, content }: { readonly isInFuture: FutureCheck; readonly content: ContentJudge },
  report: ImportReport,
): Promise<StoredConversation> {
  const summaries = await readRecords<CoveringSummary>(opened.segments, report, {
    ...{ schema: exportedSummarySchema, tally: report.segments, path: [...path, 'segments'], keyOf: ({ id }) => id },
    isInFuture: ({ covers, from, to }) => isInFuture(messageIdsOf(covers), from, to),
  })
  const turns = await readRecords<Turn>(opened.turns, report, {
    ...{ schema: exportedTurnSchema, tally: report.turns, path: [...path, 'turns'], keyOf: turnNameOf },
    isInFuture: turn => isInFuture([turn.id, ...(turn.role === 'user' ? [] : turn.messages)], turn.saidAt),
  })
  const inOrder = turns.toSorted((a, b) => compareSnowflakes(a.id, b.id) || (a.role === 'user' ? -1 : 1))
  const recent = newest(inOrder, MAX_RESTORED_TURNS, report.turns)
  return {
    ...opened,
    turns: await withoutRules(recent, report.turns),
    segments: await asLearned(
      newestWithinCoverage(newest(summaries, MAX_SUMMARIES, report.segments), report.segments),
      content,
      report.segments,
    ),
  }
}

/**
 * Turns as they are kept, without what can't be seen, and without questions and answers that tell the bot what to do: a
 * prompt shows them as what was said. Older ones are summed up before it does, and a summary has no such sentence.
 */
async function withoutRules(turns: readonly Turn[], tally: ImportTally): Promise<readonly Turn[]> {
  const shownFrom = turns.length - MAX_SHOWN_TURNS
  const clean: Turn[] = []
  const rules = new Set<MessageId>()
  let at = -1
  for await (const turn of withPauses(turns)) {
    at += 1
    const text = cleanText(turn.text)
    if (at >= shownFrom && partsOf(text).some(isInstruction)) rules.add(turn.id)
    clean.push({ ...turn, text })
  }
  const fit = clean.filter(({ id }) => !rules.has(id))
  reject(tally, 'instruction', clean.length - fit.length)
  return fit
}

/** Beginning and end of what is longer than any message: the rest is no rule that a model would find. */
function partsOf(text: string): readonly string[] {
  return text.length <= 2 * LONGEST_READ ? [text] : [text.slice(0, LONGEST_READ), text.slice(-LONGEST_READ)]
}

/** What summaries of the learner's have: no secrets, and no sentence that a fact could not be kept for. */
async function asLearned(
  summaries: readonly CoveringSummary[],
  content: ContentJudge,
  tally: ImportTally,
): Promise<readonly CoveringSummary[]> {
  const learned: CoveringSummary[] = []
  const fit = summaries.filter(({ text }) => text.length <= MAX_SUMMARY_LENGTH)
  reject(tally, 'noRoom', summaries.length - fit.length)
  for await (const summary of withPauses(fit)) {
    const text = redactSecrets(summary.text)
    learned.push({ ...summary, text: keptSentences(text, await content.judge(sentencesOf(text))) })
  }
  return learned
}

function newest<T>(records: readonly T[], max: number, tally: ImportTally): readonly T[] {
  reject(tally, 'noRoom', records.length - max)
  return records.slice(-max)
}

/** The last summaries that cover as many turns as are looked through whenever a message is deleted. */
function newestWithinCoverage(summaries: readonly CoveringSummary[], tally: ImportTally): readonly CoveringSummary[] {
  let room = MAX_COVERED_TURNS
  const tooOld = summaries.findLastIndex(({ covers }) => {
    room -= covers.length
    return room < 0
  })
  reject(tally, 'noRoom', tooOld + 1)
  return summaries.slice(tooOld + 1)
}

function messageIdsOf(turns: readonly (TurnName | undefined)[]): readonly MessageId[] {
  return turns.flatMap(turn => (turn === undefined ? [] : [turn.slice(2)]))
}
