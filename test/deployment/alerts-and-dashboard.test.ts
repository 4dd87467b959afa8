import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../../src/observability/metrics.ts'
import { testFolder } from '../redis/support/local-server.ts'
import { isOnPath, readProjectFile } from './support/files.ts'

const run = promisify(execFile)

interface AlertFile {
  readonly groups: readonly { readonly rules: readonly { readonly expr: string }[] }[]
}
interface Dashboard {
  readonly panels: readonly {
    readonly id: number
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
    readonly targets?: readonly { readonly expr: string }[]
  }[]
}

const alerts: AlertFile = parse(await readProjectFile('deploy/alerts.yaml'))
const { panels }: Dashboard = JSON.parse(await readProjectFile('deploy/dashboard.json'))
const panelQueries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))

/** What Prometheus itself knows of whom it reads. */
const OWN_SERIES = 'up'

/** What the bot serves before anything happened. */
async function servedPage(): Promise<string> {
  const metrics = createMetrics()
  metrics.collectProcessMetrics()
  metrics.measureLearningBacklog(
    { countWaitingUsers: async () => 0, findOldestUnlearned: async () => undefined },
    Date.now,
  )
  metrics.measureState({
    gateway: () => ({ shards: { ready: 1 }, latencyMs: 40, servers: 1 }),
    storeSize: async () => ({ bytes: 1, users: 1 }),
  })
  return await metrics.text()
}

/** The names and types of all metrics on such a page. */
const metricsOf = (page: string) =>
  [...page.matchAll(/^# TYPE (?<name>\S+) (?<type>\S+)$/gmu)].map(([, name = '', type]) => ({ name, type }))

/** The names of all series that the bot serves, the parts of histograms among them. */
async function servedSeries(): Promise<ReadonlySet<string>> {
  const names = metricsOf(await servedPage()).flatMap(({ name, type }) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  )
  return new Set([OWN_SERIES, ...names])
}

/** The names of series in a query: what is no function, no word of the language and no label. */
function seriesIn(query: string): readonly string[] {
  const bare = query
    .replaceAll(/"[^"]*"/gu, '')
    .replaceAll(/\b(?:by|on) \([^)]*\)/gu, '')
    .replaceAll(/\{[^}]*\}/gu, '')
  return [...bare.matchAll(/[a-z]\w*(?![\w(])(?! ?\()/gu)]
    .map(([name]) => name)
    .filter(name => name === OWN_SERIES || (name.includes('_') && !name.endsWith('_over_time')))
}

test('alerts and dashboard ask for series that the bot serves', async () => {
  const served = await servedSeries()
  const queries = [...alerts.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)), ...panelQueries]
  const asked = queries.map(query => ({ query, series: seriesIn(query) }))

  expect(asked.filter(({ series }) => series.length === 0)).toEqual([])
  expect(asked.filter(({ series }) => series.some(name => !served.has(name)))).toEqual([])
})

test('every metric of the bot is on the dashboard, and told of in docs/operations.md', async () => {
  const own = metricsOf(await servedPage()).flatMap(({ name }) => (name.startsWith('keepsake_') ? [name] : []))
  const told = await readProjectFile('docs/operations.md')

  expect(own.filter(name => !panelQueries.some(query => query.includes(name)))).toEqual([])
  expect(own.filter(name => !told.includes(`\`${name}\``))).toEqual([])
})

test('what alerts ring at when it is counted for the first time begins at 0', async () => {
  // Prometheus sees no increase in a series that begins with its first count.
  expect((await servedPage()).split('\n')).toEqual(
    expect.arrayContaining([
      'keepsake_turns_total{role="question"} 0',
      'keepsake_turns_total{role="answer"} 0',
      'keepsake_turns_set_aside_total{reason="malformed"} 0',
      'keepsake_model_calls_total{purpose="study",outcome="ok"} 0',
    ]),
  )
})

test('each panel has a place and an id of its own', () => {
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)}:${y + Math.floor(cell / w)}`),
  )

  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  expect(new Set(cells).size).toBe(cells.length)
  expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24)
})

describe.skipIf(!(await isOnPath('promtool')))('with promtool', () => {
  test('Prometheus reads the queries of the dashboard', async () => {
    const rules = panelQueries.map((expr, at) => ({ record: `panel:${at}`, expr: expr.replaceAll(/\$\w+/gu, 'a') }))
    const file = join(testFolder(), 'dashboard.json')
    await writeFile(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }))

    const { stdout } = await run('promtool', ['check', 'rules', file])

    expect(stdout).toContain(`${rules.length} rules found`)
  })

  test('alerts ring at what they are for, and at nothing else', async () => {
    const { stdout } = await run('promtool', ['test', 'rules', join(import.meta.dirname, 'alerts.yaml')])

    expect(stdout).toContain('SUCCESS')
  })
})
