import { Feed } from '../../../../demo/terminal/feed.ts'
import { plainScreen } from '../../../../demo/terminal/screen.ts'
import { Session } from '../../../../demo/terminal/session.ts'
import { act } from '../../../../demo/terminal/talk.ts'
import { test as base } from '../../../fake-discord/support/client.ts'

interface Fixtures {
  readonly session: Session
  /** Types lines, one after the other, and returns what was shown. */
  readonly type: (...lines: readonly string[]) => Promise<string>
}

/** Somebody at a terminal beside a Discord of the test's own. */
export const test = base.extend<Fixtures>({
  session: async ({ discord }, use) => {
    await use(new Session(discord))
  },
  type: async ({ discord, session }, use) => {
    let shown = ''
    const screen = plainScreen(text => {
      shown += text
    })
    const feed = new Feed(discord, screen, session.seat, () => Number.POSITIVE_INFINITY)
    await use(async (...lines) => {
      shown = ''
      for (const line of lines) await act(session.read(line), { session, feed, screen })
      return shown
    })
    feed.close()
  },
})
