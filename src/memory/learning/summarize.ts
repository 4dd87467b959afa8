import type { Extraction } from '../ports/extraction-model.ts'
import type { LearningInput, SummaryUpdate } from '../ports/learning-store.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import type { Scope } from '../scope.ts'
import { withPlainNames } from '../text/inserted-names.ts'
import { redactSecrets } from '../text/secrets.ts'
import { compareSnowflakes, turnNameOf } from '../turns.ts'
import type { CoveringSummary, MessageId, Turn, TurnName } from '../types.ts'
import { turnsAfter } from './context-turns.ts'
import type { LearningSettings } from './schedule.ts'

/** What the turns of one summary may take: more, and a cheap model leaves out what mattered. */
const MAX_SUMMARIZED_TOKENS = 4000
/** Of a turn that is longer, head and tail are shown. */
export const SUMMARIZED_TURN_TOKENS = 1500
/**
 * Three parts of ten for each new summary leave four for what older ones are merged into: the far past, one summary,
 * and the one before last stay apart, and all fit.
 */
const SUMMARY_SHARE = 0.3
/** Below this no summary says anything. */
const MIN_SUMMARY_TOKENS = 32

type SummarySettings = Pick<LearningSettings, 'windowMessages' | 'summaryKeep' | 'summaryTokens'>

/** The oldest turns of a conversation, of one scope, that become a summary in one call. */
export interface SummaryPlan {
  readonly scope: Scope
  readonly turns: readonly [Turn, ...Turn[]]
  /** How many questions with their answers these are. */
  readonly exchanges: number
  /** What the summary may take. */
  readonly tokens: number
  readonly summarizedTo: TurnName
  readonly merge?: SummaryMerge
}

/** The turns that no summary covers, oldest first. */
export function unsummarizedTurns(input: LearningInput): readonly Turn[] {
  return turnsAfter(input, input.summarizedTo)
}

/**
 * What is to be summarized next; undefined while the window is not passed, or nothing can go. A question goes with its
 * answer, and neither one that may still get an answer nor what was said after it.
 */
export function nextSummaryPlan(
  input: LearningInput,
  settings: SummarySettings,
  counter: TokenCounter,
): SummaryPlan | undefined {
  const unsummarized = unsummarizedTurns(input)
  if (unsummarized.length <= settings.windowMessages) return undefined
  const most = unsummarized.length - Math.min(settings.summaryKeep, settings.windowMessages)
  const isEarlier = (id: MessageId) => isBeforeAnew(id, input)
  const runs = leadingRun(exchangesOf(unsummarized, input), isEarlier)
  const exchanges = leadingExchanges(runs, most, input.retryStates.fold?.size, counter)
  const turns = exchanges.flat()
  const [first, ...rest] = turns
  const last = turns.at(-1)
  if (first === undefined || last === undefined) return undefined
  const tokens = Math.max(MIN_SUMMARY_TOKENS, Math.floor(settings.summaryTokens * SUMMARY_SHARE))
  const plan = { scope: first.scope, tokens }
  return {
    ...plan,
    turns: [first, ...rest],
    exchanges: exchanges.length,
    summarizedTo: turnNameOf(last),
    // After a failure the turns stand alone: what failed may be in the older summaries.
    ...(input.retryStates.fold === undefined &&
      planSummaryMerge(
        // What was summarised before it was begun anew is in no prompt, and takes no room there.
        input.summaries.filter(summary => isEarlier(firstIdOf(summary)) === isEarlier(first.id)),
        plan,
        settings.summaryTokens,
        counter,
      )),
  }
}

/** Whether a message was sent before its conversation was begun anew. */
function isBeforeAnew(id: MessageId, { begunAfter }: Pick<LearningInput, 'begunAfter'>): boolean {
  return begunAfter !== undefined && compareSnowflakes(id, begunAfter) <= 0
}

function firstIdOf({ covers }: CoveringSummary): MessageId {
  return covers[0]?.slice('q:'.length) ?? '0'
}

/** Exchanges from the beginning that are all from before, or all from after. */
function leadingRun(
  exchanges: readonly (readonly Turn[])[],
  isEarlier: (id: MessageId) => boolean,
): readonly (readonly Turn[])[] {
  const sideOf = (exchange: readonly Turn[] | undefined) => exchange?.[0] !== undefined && isEarlier(exchange[0].id)
  const end = exchanges.findIndex(exchange => sideOf(exchange) !== sideOf(exchanges[0]))
  return end < 0 ? exchanges : exchanges.slice(0, end)
}

/** The newest exchange that may be summarized, if it is another one than the oldest: for trying whether others can be. */
export function alternativeSummaryPlan(
  input: LearningInput,
  settings: SummarySettings,
  counter: TokenCounter,
): SummaryPlan | undefined {
  const [oldest, ...others] = exchangesOf(unsummarizedTurns(input), input)
  const newest = others.at(-1)
  const plan = oldest && nextSummaryPlan(input, settings, counter)
  const [first, ...rest] = newest ?? []
  if (plan === undefined || first === undefined) return undefined
  return { ...plan, scope: first.scope, turns: [first, ...rest], exchanges: 1 }
}

/** Questions with what answers them, up to the first whose answer is under way: a later one can overtake it. */
function exchangesOf(turns: readonly Turn[], { pendingAnswers }: LearningInput): readonly (readonly Turn[])[] {
  const exchanges: Turn[][] = []
  for (const turn of turns) {
    const last = exchanges.at(-1)
    if (turn.role === 'assistant' && last?.[0]?.id === turn.id) last.push(turn)
    else exchanges.push([turn])
  }
  const open = exchanges.findIndex(([turn]) => turn !== undefined && pendingAnswers.includes(turnNameOf(turn)))
  return open < 0 ? exchanges : exchanges.slice(0, open)
}

/** As many from the beginning as are of one scope and within all bounds; one at least, if any may go at all. */
function leadingExchanges(
  exchanges: readonly (readonly Turn[])[],
  mostTurns: number,
  mostExchanges: number | undefined,
  counter: TokenCounter,
): readonly (readonly Turn[])[] {
  let turns = 0
  let tokens = 0
  const end = exchanges.slice(0, mostExchanges).findIndex((exchange, at) => {
    turns += exchange.length
    for (const { text } of exchange) tokens += Math.min(counter.count(text), SUMMARIZED_TURN_TOKENS)
    const isOther = exchange[0]?.scope !== exchanges[0]?.[0]?.scope
    return at > 0 && (isOther || turns > mostTurns || tokens > MAX_SUMMARIZED_TOKENS)
  })
  return exchanges.slice(0, end < 0 ? mostExchanges : end)
}

/**
 * The summary update that an extraction makes of a plan; undefined if there is no summary, or one of more than twice its tokens. Where
 * a merged text is unusable the two older summaries stay, and the next summary merges them.
 */
export function createSummaryUpdate(
  plan: SummaryPlan,
  extraction: Extraction,
  newId: () => string,
  counter: TokenCounter,
): SummaryUpdate | undefined {
  const text = usableText(extraction.summary, plan.tokens, counter)
  if (text === undefined) return undefined
  const last = plan.turns.at(-1) ?? plan.turns[0]
  const segment = {
    id: newId(),
    text,
    scope: plan.scope,
    covers: plan.turns.map(turnNameOf),
    from: plan.turns[0].saidAt,
    to: last.saidAt,
  }
  return { summarizedTo: plan.summarizedTo, segment, ...createMergedSummary(plan, extraction, newId, counter) }
}

function createMergedSummary(
  plan: SummaryPlan,
  extraction: Extraction,
  newId: () => string,
  counter: TokenCounter,
): Pick<SummaryUpdate, 'merged'> {
  if (plan.merge === undefined) return {}
  const [older, newer] = plan.merge.summaries
  const text = usableText(extraction.merged, plan.merge.tokens, counter)
  if (text === undefined) return {}
  const covers = [...older.covers, ...newer.covers]
  const segment = { id: newId(), text, scope: plan.scope, covers, from: older.from, to: newer.to }
  return { merged: { from: [older.id, newer.id], segment } }
}

function usableText(text: string | undefined, tokens: number, counter: TokenCounter): string | undefined {
  const clean = withPlainNames(redactSecrets(text ?? '')).trim()
  return clean === '' || counter.count(clean) > 2 * tokens ? undefined : clean
}

/** Two older summaries of one scope that become one, and what that may take, in tokens. */
interface SummaryMerge {
  readonly summaries: readonly [CoveringSummary, CoveringSummary]
  readonly tokens: number
}

/** The two oldest summaries of the coming one's scope, where with it all of them would outgrow their room. */
function planSummaryMerge(
  segments: readonly CoveringSummary[],
  { scope, tokens }: { readonly scope: Scope; readonly tokens: number },
  room: number,
  counter: TokenCounter,
): { merge?: SummaryMerge } {
  const sizes = new Map(segments.map(segment => [segment, counter.count(segment.text)]))
  const taken = tokens + sizes.values().reduce((sum, size) => sum + size, 0)
  const [older, newer] = segments.filter(segment => segment.scope === scope)
  if (taken <= room || older === undefined || newer === undefined) return {}
  const others = taken - (sizes.get(older) ?? 0) - (sizes.get(newer) ?? 0)
  return { merge: { summaries: [older, newer], tokens: Math.max(tokens, room - others) } }
}
