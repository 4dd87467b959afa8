import { env, stderr } from 'node:process'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumArguments, findChromium } from '../../../../demo/page/find-chromium.ts'
import { test as demoTest } from './running-demo.ts'

const executablePath = findChromium(env['PATH'])
if (executablePath === undefined)
  stderr.write(
    'No Chromium on PATH: the tests of the demo’s page in a browser are skipped (apt-get install chromium).\n',
  )

const PATIENCE_MS = 10_000

interface BrowserFixtures {
  /** A window of its own, with nothing stored. */
  readonly context: BrowserContext
  /** The page, open, with the bot ready. It may write no error, and load nothing that its policy forbids. */
  readonly page: Page
}

const story = demoTest
  .extend<{ browser: Browser }>({
    browser: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
      async ({}, use) => {
        const args = [...chromiumArguments()]
        const browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args })
        await use(browser)
        await browser.close()
      },
      { scope: 'worker' },
    ],
  })
  .extend<BrowserFixtures>({
    context: async ({ browser }, use) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
      // Sooner than the story's own end, so that it is told what was waited for.
      context.setDefaultTimeout(PATIENCE_MS)
      await use(context)
      await context.close()
    },
    page: async ({ context, demo }, use) => {
      const page = await context.newPage()
      const errors = watchErrors(page)
      await openDemo(page, demo.url)
      await use(page)
      if (errors.length > 0) throw new Error(`The page complained:\n${errors.join('\n')}`)
    },
  })

/** A story that somebody lives through in a browser; skipped, and said so, where there is none. */
export const test = executablePath === undefined ? story.skip : story

/** All that a page complains of, as it comes: its policy's refusals stand among the errors of the console. */
function watchErrors(page: Page): readonly string[] {
  const errors: string[] = []
  page.on('pageerror', error => void errors.push(error.message))
  page.on('console', message => void (message.type() === 'error' && errors.push(message.text())))
  return errors
}

/** Opens the page, and waits until the bot is ready. */
export async function openDemo(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByText('The bot is ready').waitFor()
}
