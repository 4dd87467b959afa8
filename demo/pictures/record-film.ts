import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'

/** Every so often a frame is taken, in milliseconds: more would slow down what is filmed. */
const FRAME_EVERY_MS = 400
/** Bits per second of a film in which little moves: a minute is below 2 MB. */
const BITS_PER_SECOND = 200_000

interface Film {
  /** Ends it; a WebM. */
  stop(): Promise<Uint8Array>
}

/**
 * Films a page by pictures of it: Chromium itself makes the film, of another window that shows them (recorder.html). It runs as
 * long as what it films.
 */
export async function recordFilm(browser: Browser, filmed: Page): Promise<Film> {
  const window = await browser.newPage()
  await window.setContent(await readFile(new URL('recorder.html', import.meta.url), 'utf8'))
  const { width, height } = filmed.viewportSize() ?? { width: 1280, height: 800 }
  await window.evaluate(`start(${width}, ${height}, ${BITS_PER_SECOND})`)
  const ending = new AbortController()
  const filming = film(filmed, window, ending.signal)
  // It is `stop` that tells of what went wrong.
  filming.catch(() => undefined)
  return {
    async stop() {
      ending.abort()
      await filming
      const base64 = (await window.evaluate('stop()')) as string
      await window.close()
      return Buffer.from(base64, 'base64')
    },
  }
}

async function film(filmed: Page, window: Page, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const next = new Promise(resolve => setTimeout(resolve, FRAME_EVERY_MS))
    const jpeg = await filmed.screenshot({ type: 'jpeg', quality: 90 })
    await window.evaluate(`show(${JSON.stringify(jpeg.toString('base64'))})`)
    await next
  }
}
