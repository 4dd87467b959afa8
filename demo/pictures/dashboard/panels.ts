import type { Prometheus, Series } from './prometheus.ts'

/** What of the file is drawn. */
interface Dashboard {
  readonly panels: readonly {
    readonly title: string
    readonly description?: string
    readonly type: 'row' | 'stat' | 'timeseries'
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
    readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[]
    readonly fieldConfig?: { readonly defaults: { readonly unit?: string; readonly noValue?: string } }
  }[]
}

/** What board.html draws of a panel. */
export interface DrawnPanel {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly title: string
  /** Empty where there is none. */
  readonly description: string
  readonly type: string
  readonly unit: string | undefined
  /** In words, in place of curves. */
  readonly told?: string
  /** Seconds since 1970. */
  readonly times?: readonly number[]
  readonly curves?: readonly { readonly name: string; readonly values: readonly (number | null)[] }[]
}

/** The panels of a Grafana dashboard, with what a Prometheus answers to their queries from a time (in seconds since 1970) on. */
export async function fillPanels(
  { panels }: Dashboard,
  prometheus: Prometheus,
  from: number,
): Promise<readonly DrawnPanel[]> {
  return await Promise.all(
    panels.map(async ({ title, description = '', type, gridPos, targets = [], fieldConfig }) => {
      const answers = await Promise.all(
        targets.map(async ({ expr, legendFormat }) =>
          (await prometheus.ask(forAllProcesses(expr), from)).map(series => ({
            series,
            name: named(series, legendFormat),
          })),
        ),
      )
      const { unit, noValue = 'No data' } = fieldConfig?.defaults ?? {}
      const panel = { ...gridPos, title, description, type, unit }
      const found = answers.flat()
      if (type === 'row') return panel
      if (type === 'stat') return { ...panel, told: inWords(found.at(0)?.series, unit) ?? noValue }
      const times = [...new Set(found.flatMap(({ series }) => series.values.map(([time]) => time)))].toSorted()
      const curves = found.map(({ series, name }) => {
        const values = new Map(series.values)
        return { name, values: times.map(time => numberOf(values.get(time))) }
      })
      return curves.length === 0 ? { ...panel, told: noValue } : { ...panel, times, curves }
    }),
  )
}

const forAllProcesses = (query: string) => query.replaceAll('$job', 'keepsake').replaceAll('$instance', '.*')

const named = ({ metric }: Series, format: string) =>
  format.replaceAll(/\{\{(\w+)\}\}/gu, (_, label) => metric[label] ?? '')

function numberOf(text: string | undefined): number | null {
  return text === undefined || !Number.isFinite(Number(text)) ? null : Number(text)
}

function inWords(series: Series | undefined, unit: string | undefined): string | undefined {
  const last = numberOf(series?.values.at(-1)?.[1])
  if (last === null) return undefined
  if (unit === 'percentunit') return `${Math.round(last * 1000) / 10} %`
  // biome-ignore lint/security/noSecrets: a unit of Grafana's
  if (unit === 'dateTimeFromNow') return `${Math.round((Date.now() - last) / 60_000)} minutes ago`
  return String(Math.round(last))
}
