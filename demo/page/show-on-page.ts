import type { Line } from '../terminal/render/text.ts'
import type { DemoWorld } from '../world/open-world.ts'
import { openBrowser } from './open-browser.ts'
import { servePage } from './server/serve-page.ts'

export interface PageShow {
  readonly world: DemoWorld
  readonly logFile: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly opensBrowser: boolean
  readonly tell: (lines: readonly Line[]) => void
  readonly onStarted: () => void
  /** Ends the page. */
  readonly signal: AbortSignal
}

/** Serves the page, says where, and starts the bot; resolves when the demo is asked to end. Throws BotFailure. */
export async function showOnPage(show: PageShow): Promise<void> {
  const { world, logFile, environment, opensBrowser, tell, onStarted, signal } = show
  const ended = new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })
  const page = await servePage({ world, logFile })
  tell([
    { text: 'Keepsake demo: the real bot on a small Discord of its own. Open in a browser:' },
    { text: '' },
    { text: `  ${page.url}` },
    { text: '' },
    {
      text: 'Only this machine reaches it. Ctrl-C ends it. Slash commands, buttons and files, and all without a browser: npm run demo -- --terminal',
      dim: true,
    },
  ])
  if (opensBrowser) openBrowser(page.url, environment)
  await world.start()
  onStarted()
  world.bot.watch(({ is, why = '' }) => {
    if (is === 'gone' && !signal.aborted) tell([{ text: `The bot is gone; the page starts it again. ${why}` }])
  })
  await ended
  await page.close()
}
