import type { Spent, SpentBy } from '../memory/ports/usage-ledger.ts'

/** What may be spent in a day (UTC): tokens, and billionths of a dollar; absent: without end. */
export interface Cap {
  readonly tokens?: number | undefined
  readonly cost?: number | undefined
}

/** For one user, in one server, and in all. */
export interface Caps {
  readonly user: Cap
  readonly guild: Cap
  readonly bot: Cap
}

export type CapUnit = keyof Spent
export type CappedBy = keyof Caps

const UNITS: readonly CapUnit[] = ['tokens', 'cost']

export interface ReachedCap {
  readonly by: CappedBy
  readonly unit: CapUnit
}

/** The first cap that is reached, the widest first: there is nothing to be had anywhere then. */
export function findReachedCap(caps: Caps, spent: SpentBy): ReachedCap | undefined {
  for (const by of ['bot', 'guild', 'user'] as const) {
    const unit = UNITS.find(one => shareOf(caps[by], spent[by], one) >= 1)
    if (unit !== undefined) return { by, unit }
  }
  return undefined
}

/** Of what share of a cap its owner is told, the highest first. */
const TOLD_PERCENTS = [100, 80] as const

/** The caps of all together of which so much is spent that owners are to be told: each by the highest share that it has reached. */
export function findToldShares(
  cap: Cap,
  spent: Spent,
): readonly { readonly unit: CapUnit; readonly percent: (typeof TOLD_PERCENTS)[number] }[] {
  return UNITS.flatMap(unit => {
    const percent = TOLD_PERCENTS.find(one => shareOf(cap, spent, unit) >= one / 100)
    return percent === undefined ? [] : [{ unit, percent }]
  })
}

function shareOf(cap: Cap, spent: Spent, unit: CapUnit): number {
  const limit = cap[unit]
  return limit === undefined ? 0 : spent[unit] / limit
}
