// biome-ignore-all lint/security/noSecrets: queries look like keys to it
import { readFile, stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { fillPanels } from '../../../demo/pictures/dashboard/panels.ts'
import type { Series } from '../../../demo/pictures/dashboard/prometheus.ts'

const series = (values: Series['values'], metric: Series['metric'] = {}) => ({ metric, values })
const nowhere = { x: 0, y: 0, w: 12, h: 8 }

/** Answers queries by the name of the series that they are about. */
function answering(answers: Readonly<Record<string, readonly Series[]>>) {
  const asked: string[] = []
  const ask = async (query: string) => {
    asked.push(query)
    return answers[/\w+/u.exec(query)?.[0] ?? ''] ?? []
  }
  return { prometheus: { ask, stop: async () => undefined }, asked }
}

test('a panel has a curve for each series, by the name that its legend gives it, and gaps where one tells nothing', async () => {
  const target = { expr: 'turns{job="$job"}', legendFormat: '{{role}} a minute' }
  const { prometheus, asked } = answering({
    turns: [
      series(
        [
          [2, '1'],
          [4, 'NaN'],
        ],
        { role: 'question' },
      ),
      series([[4, '0.5']], { role: 'answer' }),
    ],
  })

  const filled = await fillPanels(
    { panels: [{ title: 'Turns', type: 'timeseries', gridPos: nowhere, targets: [target] }] },
    prometheus,
    0,
  )

  expect(asked).toEqual(['turns{job="keepsake"}'])
  expect(filled).toMatchObject([
    {
      times: [2, 4],
      curves: [
        { name: 'question a minute', values: [1, null] },
        { name: 'answer a minute', values: [null, 0.5] },
      ],
    },
  ])
})

test('a number is the last one, in its unit, and what tells nothing says so in the words of the dashboard', async () => {
  const panel = (expr: string, defaults: { unit?: string; noValue?: string } = {}) => ({
    ...({ title: expr, type: 'stat', gridPos: nowhere, targets: [{ expr, legendFormat: '' }] } as const),
    fieldConfig: { defaults },
  })
  const { prometheus } = answering({
    share: [
      series([
        [2, '0.5'],
        [4, '0.274'],
      ]),
    ],
  })

  const filled = await fillPanels(
    { panels: [panel('share', { unit: 'percentunit' }), panel('nothing'), panel('failed', { noValue: 'none' })] },
    prometheus,
    0,
  )

  expect(filled.map(({ told }) => told)).toEqual(['27.4 %', 'No data', 'none'])
})

test('the picture is small, and shown with what it is', async () => {
  expect((await stat('docs/pictures/dashboard.png')).size).toBeLessThan(300_000)
  expect(await readFile('docs/operations.md', 'utf8')).toContain('pictures/dashboard.png')
})
