import type { Material, TokenCounter } from '../ports.ts'
import type { Scope } from '../scope.ts'
import { nameOf, turnsAfter } from '../turn-names.ts'
import type { Turn, TurnName } from '../types.ts'
import type { LearnSettings } from './learn-settings.ts'
import { type Merge, mergeFor } from './segments.ts'

/** What the turns of one fold may take: more, and a cheap model leaves out what mattered. */
const FOLD_TOKENS = 4000
/** Of a turn that is longer, head and tail are shown. */
export const FOLDED_TURN_TOKENS = 1500
/**
 * Three parts of ten for each new segment leave four for what older ones are merged into: the far past, one segment,
 * and the one before last stay apart, and all fit.
 */
const SEGMENT_PART = 0.3
/** Below this no summary says anything. */
const LEAST_TOKENS = 32

type FoldSettings = Pick<LearnSettings, 'windowMessages' | 'summaryKeep' | 'summaryTokens'>

/** The oldest turns of a conversation, of one scope, that become a segment in one call. */
export interface FoldPlan {
  readonly scope: Scope
  readonly turns: readonly [Turn, ...Turn[]]
  /** How many questions with their answers these are. */
  readonly exchanges: number
  /** What the segment may take. */
  readonly tokens: number
  readonly summarizedTo: TurnName
  readonly merge?: Merge
}

/** The turns that no segment covers, oldest first. */
export function unfoldedIn(material: Material): readonly Turn[] {
  return turnsAfter(material, material.summarizedTo)
}

/**
 * What is to be folded next; undefined while the window is not passed, or nothing can go. A question goes with its
 * answer, and neither one that may still get an answer nor what was said after it.
 */
export function nextFold(material: Material, settings: FoldSettings, counter: TokenCounter): FoldPlan | undefined {
  const unfolded = unfoldedIn(material)
  if (unfolded.length <= settings.windowMessages) return undefined
  const most = unfolded.length - Math.min(settings.summaryKeep, settings.windowMessages)
  const exchanges = leading(exchangesOf(unfolded, material), most, material.trouble.fold?.size, counter)
  const turns = exchanges.flat()
  const [first, ...rest] = turns
  const last = turns.at(-1)
  if (first === undefined || last === undefined) return undefined
  const tokens = Math.max(LEAST_TOKENS, Math.floor(settings.summaryTokens * SEGMENT_PART))
  const plan = { scope: first.scope, tokens }
  return {
    ...plan,
    turns: [first, ...rest],
    exchanges: exchanges.length,
    summarizedTo: nameOf(last),
    // After a failure the turns stand alone: what failed may be in the older summaries.
    ...(material.trouble.fold === undefined && mergeFor(material.segments, plan, settings.summaryTokens, counter)),
  }
}

/** The newest exchange that may be folded, if it is another one than the oldest: for trying whether others can be. */
export function otherFold(material: Material, settings: FoldSettings, counter: TokenCounter): FoldPlan | undefined {
  const [oldest, ...others] = exchangesOf(unfoldedIn(material), material)
  const newest = others.at(-1)
  const plan = oldest && nextFold(material, settings, counter)
  const [first, ...rest] = newest ?? []
  if (plan === undefined || first === undefined) return undefined
  return { ...plan, scope: first.scope, turns: [first, ...rest], exchanges: 1 }
}

/** Questions with what answers them, up to the first whose answer is under way: a later one can overtake it. */
function exchangesOf(turns: readonly Turn[], { awaited }: Material): readonly (readonly Turn[])[] {
  const exchanges: Turn[][] = []
  for (const turn of turns) {
    const last = exchanges.at(-1)
    if (turn.role === 'assistant' && last?.[0]?.id === turn.id) last.push(turn)
    else exchanges.push([turn])
  }
  const open = exchanges.findIndex(([turn]) => turn !== undefined && awaited.includes(nameOf(turn)))
  return open < 0 ? exchanges : exchanges.slice(0, open)
}

/** As many from the beginning as are of one scope and within all bounds; one at least, if any may go at all. */
function leading(
  exchanges: readonly (readonly Turn[])[],
  mostTurns: number,
  mostExchanges: number | undefined,
  counter: TokenCounter,
): readonly (readonly Turn[])[] {
  let turns = 0
  let tokens = 0
  const end = exchanges.slice(0, mostExchanges).findIndex((exchange, at) => {
    turns += exchange.length
    for (const { text } of exchange) tokens += Math.min(counter.count(text), FOLDED_TURN_TOKENS)
    const isOther = exchange[0]?.scope !== exchanges[0]?.[0]?.scope
    return at > 0 && (isOther || turns > mostTurns || tokens > FOLD_TOKENS)
  })
  return exchanges.slice(0, end < 0 ? mostExchanges : end)
}
