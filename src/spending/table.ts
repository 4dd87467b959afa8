import { type Amount, BILLIONTHS_PER_DOLLAR } from '../memory/ports/usage-ledger.ts'
import { formatCost } from './format.ts'
import { type NamedAmount, type UsageReport, unpricedModels } from './report.ts'

const HEAD = ['', 'requests', 'read', 'of it again', 'written', 'cost'] as const

/** What is told apart, and what it is called for operators. */
const SECTIONS = [
  ['days', 'by day (UTC)'],
  ['purposes', 'by purpose'],
  ['servers', 'by server'],
  ['models', 'by model'],
] as const satisfies readonly (readonly [keyof UsageReport, string])[]

/** A report as tables for people, and below them what to do where prices are not known. */
export function formatReport(report: UsageReport): string {
  const { days, total } = report
  const [first, last] = [days[0]?.name, days.at(-1)?.name]
  const sections = SECTIONS.map(([key, title]): readonly (readonly string[])[] => [
    [title, ...HEAD.slice(1)],
    ...report[key].filter(({ amount }) => key !== 'days' || amount.calls > 0).map(toRow),
  ])
  const rows = [...sections.flat(), toRow({ name: `${first} to ${last}`, amount: total })]
  const widths = HEAD.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const lines = [...sections, rows.slice(-1)].map(section => section.map(row => alignRow(row, widths)).join('\n'))
  return `${[...lines, ...unpricedLines(report)].join('\n\n')}\n`
}

function alignRow(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
  )
  return cells.join('  ').trimEnd()
}

function toRow({ name, amount }: NamedAmount): readonly string[] {
  const { calls, prompt, cached, completion, cost, unpriced } = amount
  const price = [formatCost(cost), ...(unpriced > 0 ? [`+ ? for ${unpriced} tokens`] : [])].join(' ')
  return [name, ...[calls, prompt, cached, completion].map(String), price]
}

function unpricedLines(report: UsageReport): readonly string[] {
  const names = unpricedModels(report).map(({ name }) => name)
  if (names.length === 0) return []
  return [
    `The price of ${names.join(', ')} is not known: what it costs is missing above. Set MODEL_PRICES to what the provider asks for a million tokens, in dollars; it counts from then on.`,
  ]
}

/** A report for programs: costs in dollars, and tokens whose price is not known apart. */
export function toPlainReport(report: UsageReport) {
  const plain = (all: readonly NamedAmount[]) => all.map(({ name, amount }) => ({ name, ...toPlain(amount) }))
  return {
    total: toPlain(report.total),
    days: plain(report.days),
    purposes: plain(report.purposes),
    servers: plain(report.servers),
    models: report.models.map(({ model, host, amount }) => ({ model, host, ...toPlain(amount) })),
  }
}

function toPlain({ calls, prompt, cached, completion, cost, unpriced }: Amount) {
  const tokens = { read: prompt, readAgain: cached, written: completion, unpriced }
  return { requests: calls, tokens, costDollars: cost / BILLIONTHS_PER_DOLLAR }
}
