import { type Amount, type UsageLedger, type UsageRow, utcDay } from '../memory/ports/usage-ledger.ts'
import { addAmounts } from './spending.ts'

export const MAX_REPORTED_DAYS = 90
const DAY_MS = 86_400_000

/** Something that was spent on, by a name: a day, a purpose, a server or a model. */
export interface NamedAmount {
  readonly name: string
  readonly amount: Amount
}

/** What was spent in some days (UTC). Days in order, everything else the dearest first. */
export interface UsageReport {
  readonly days: readonly NamedAmount[]
  readonly total: Amount
  readonly purposes: readonly NamedAmount[]
  /** By their ids, `dm` and `none`. */
  readonly servers: readonly NamedAmount[]
  readonly models: readonly (NamedAmount & Pick<UsageRow, 'host' | 'model'>)[]
}

/** Reads the last days, today among them. One round trip a day; throws MemoryUnavailable. */
export async function readUsageReport(
  ledger: Pick<UsageLedger, 'now' | 'readDay'>,
  days: number,
): Promise<UsageReport> {
  const now = ledger.now()
  const all: { readonly day: string; readonly rows: readonly UsageRow[] }[] = []
  for (let ago = days - 1; ago >= 0; ago -= 1) {
    const day = utcDay(now - ago * DAY_MS)
    all.push({ day, rows: await ledger.readDay(day) })
  }
  const rows = all.flatMap(one => one.rows)
  return {
    days: all.map(({ day, rows }) => ({ name: day, amount: total(rows) })),
    total: total(rows),
    purposes: sumBy(rows, ({ purpose }) => purpose),
    servers: sumBy(rows, ({ server }) => server),
    models: sumBy(rows, ({ host, model }) => JSON.stringify([model, host])).map(({ name, amount }) => {
      const [model = '', host = ''] = JSON.parse(name) as string[]
      return { name: `${model} (${host})`, model, host, amount }
    }),
  }
}

const NOTHING: Amount = { calls: 0, prompt: 0, cached: 0, completion: 0, cost: 0, unpriced: 0 }

function total(rows: readonly UsageRow[]): Amount {
  return rows.reduce((sum, { amount }) => addAmounts(sum, amount), NOTHING)
}

function sumBy(rows: readonly UsageRow[], nameOf: (row: UsageRow) => string): readonly NamedAmount[] {
  return [...Map.groupBy(rows, nameOf)]
    .map(([name, those]) => ({ name, amount: total(those) }))
    .toSorted(({ amount: one }, { amount: other }) => other.cost - one.cost || tokensIn(other) - tokensIn(one))
}

/** As many spans of days as are to be shown at most, each named by its first day. */
export function sumDays(days: readonly NamedAmount[], most: number): readonly NamedAmount[] {
  const length = Math.ceil(days.length / most)
  return days
    .filter((_, at) => at % length === 0)
    .map(({ name }, span) => {
      const those = days.slice(span * length, (span + 1) * length)
      return { name, amount: those.reduce((sum, { amount }) => addAmounts(sum, amount), NOTHING) }
    })
}

export const tokensIn = ({ prompt, completion }: Amount): number => prompt + completion

/** The models whose price is not known, and the tokens that they took. */
export function unpricedModels({ models }: UsageReport): UsageReport['models'] {
  return models.filter(({ amount }) => amount.unpriced > 0)
}
