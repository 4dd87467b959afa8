import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from 'node:process'
import { chromium } from 'playwright-core'
import { chromiumArguments, findChromium } from '../page/find-chromium.ts'
import { servePage } from '../page/server/serve-page.ts'
import { openLog } from '../world/open-log.ts'
import { openWorld } from '../world/open-world.ts'
import { followTour } from './follow-tour.ts'
import { recordFilm } from './record-film.ts'

/** Takes the pictures of README and docs, and a film, from a demo of its own with an empty memory: `npm run demo:pictures`. */

const FOLDER = 'docs/pictures'
const PACE = { delayMs: 20 }
/** As long as the whole tour takes on a busy machine. */
const PATIENCE_MS = 240_000
/** As wide as all three columns need, and as high as a small screen. */
const VIEWPORT = { width: 1280, height: 800 }

const executablePath = findChromium(env['PATH'])
if (executablePath === undefined) {
  process.stderr.write('The pictures are taken with a Chromium on PATH, and there is none: apt-get install chromium.\n')
  process.exit(1)
}

await using parts = new AsyncDisposableStack()
const dataDir = join('data', 'pictures')
await rm(dataDir, { recursive: true, force: true })
parts.defer(() => rm(dataDir, { recursive: true, force: true }))
const logFile = join(dataDir, 'keepsake.log')
const log = openLog(logFile, () => undefined)
const { REDIS_URL } = env
const world = parts.adopt(
  await openWorld({ environment: { REDIS_URL }, dataDir, logFile, log, pace: PACE, onLog: () => undefined }),
  opened => opened.close(),
)
const served = parts.adopt(await servePage({ world, logFile, port: 0 }), page => page.close())
await world.start()
const browser = parts.adopt(await chromium.launch({ executablePath, args: [...chromiumArguments()] }), one =>
  one.close(),
)
const page = await browser.newPage({ viewport: VIEWPORT, colorScheme: 'dark' })
page.setDefaultTimeout(PATIENCE_MS)
await page.goto(served.url)
await page.getByText('The bot is ready').waitFor()

await mkdir(FOLDER, { recursive: true })
const film = await recordFilm(browser, page)
await followTour(page, async ({ name }) => {
  const png = await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  tell(`${name}.png`, png)
})
const webm = await film.stop()
await writeFile(join(FOLDER, 'tour.webm'), webm)
tell('tour.webm', webm)

function tell(file: string, data: Uint8Array): void {
  process.stdout.write(`${join(FOLDER, file)}: ${Math.round(data.byteLength / 1000)} kB\n`)
}
