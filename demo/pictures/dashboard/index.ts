import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { chromiumArguments, findChromium } from '../../page/find-chromium.ts'
import { openLog } from '../../world/open-log.ts'
import { openWorld } from '../../world/open-world.ts'
import { chat } from './chatter.ts'
import { fillPanels } from './panels.ts'
import { freePort, startPrometheus } from './prometheus.ts'

/**
 * Takes the picture of deploy/dashboard.json in docs/operations.md: people talk to a bot of the demo for some minutes, a Prometheus reads
 * its metrics, and what that answers to the dashboard's queries is drawn. `npm run demo:dashboard` (MINUTES=8).
 */

const PICTURE = 'docs/pictures/dashboard.png'
const WIDTH = 1440
const MINUTES = Number(env['MINUTES'] ?? 8)
/** Made up, as the stand-in costs nothing: per million tokens. */
const PRICES = { in: 0.75, cached: 0.075, out: 4.5 }

const executablePath = findChromium(env['PATH'])
if (executablePath === undefined) {
  process.stderr.write('The picture is taken with a Chromium on PATH, and there is none: apt-get install chromium.\n')
  process.exit(1)
}

await using parts = new AsyncDisposableStack()
const dataDir = join('data', 'dashboard')
await rm(dataDir, { recursive: true, force: true })
parts.defer(() => rm(dataDir, { recursive: true, force: true }))
const logFile = join(dataDir, 'keepsake.log')
const port = await freePort()
const models = ['stand-in', 'gpt-5.4-nano', 'text-embedding-3-small']
const environment = {
  REDIS_URL: env['REDIS_URL'],
  METRICS_PORT: String(port),
  MESSAGES_PER_MINUTE: '8',
  MODEL_PRICES: JSON.stringify(Object.fromEntries(models.map(model => [model, PRICES]))),
}
const world = parts.adopt(
  await openWorld({
    ...{ environment, dataDir, logFile, log: openLog(logFile, () => undefined), onLog: () => undefined },
    pace: { delayMs: 20, firstTokenMs: 400 },
  }),
  opened => opened.close(),
)
const prometheus = parts.adopt(await startPrometheus(dataDir, port), one => one.stop())
await world.start()
const begun = Date.now()
await chat(world.discord, begun + MINUTES * 60_000)

const dashboard = JSON.parse(await readFile('deploy/dashboard.json', 'utf8'))
const panels = await fillPanels(dashboard, prometheus, begun / 1000)
for (const { title, told } of panels) if (told === 'No data') process.stdout.write(`no data: ${title}\n`)
const browser = parts.adopt(await chromium.launch({ executablePath, args: [...chromiumArguments()] }), one =>
  one.close(),
)
const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 } })
await page.setContent(await readFile(new URL('board.html', import.meta.url), 'utf8'))
await page.addScriptTag({ path: fileURLToPath(import.meta.resolve('uplot/dist/uPlot.iife.min.js')) })
await page.addStyleTag({ path: fileURLToPath(import.meta.resolve('uplot/dist/uPlot.min.css')) })
const height = (await page.evaluate(`draw(${JSON.stringify(panels)})`)) as number
await page.setViewportSize({ width: WIDTH, height })
await page.screenshot({ path: PICTURE })
process.stdout.write(`${PICTURE}\n`)
