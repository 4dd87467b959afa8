import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Browser, Page } from 'playwright-core'
import { servePage } from '../../demo/page/server/serve-page.ts'
import { type DemoWorld, openWorld } from '../../demo/world/open-world.ts'

/** The demo as `npm run demo` has it, and a window to look at it. */
export interface Measured extends AsyncDisposable {
  readonly world: DemoWorld
  /** A window that shows nothing yet. */
  readonly page: Page
  /** Shows the demo there; resolves when the talk is seen. */
  open(): Promise<void>
  /** Memory of the bot's process now, in MB. */
  residentMb(): number
}

/** Starts a demo with a memory of its own. */
export async function openMeasured(browser: Browser): Promise<Measured> {
  const dataDir = await mkdtemp(join(tmpdir(), 'keepsake-bench-page-'))
  const logFile = join(dataDir, 'keepsake.log')
  const log = pino({ level: 'warn' })
  const world = await openWorld({
    environment: { LOG_LEVEL: 'warn' },
    dataDir,
    logFile,
    log,
    pace: {},
    onLog: () => undefined,
  })
  const served = await servePage({ world, logFile, port: 0 })
  await world.start()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  return {
    world,
    page,
    async open() {
      // An address that differs in its token alone is the same page to a browser.
      await page.goto('about:blank')
      await page.goto(served.url)
      await page.getByText('The bot is ready').waitFor()
    },
    residentMb: () =>
      Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${world.bot.state.pid}/status`, 'utf8'))?.[1]) / 1024,
    async [Symbol.asyncDispose]() {
      await context.close()
      await served.close()
      await world.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
