import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBrowser } from '../../../demo/page/open-browser.ts'

const ADDRESS = 'http://127.0.0.1:4242/#token'

test('hands the address to the program that opens it', async ({ onTestFinished }) => {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-opener-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const opened = join(folder, 'opened')
  for (const name of ['xdg-open', 'open']) {
    await writeFile(join(folder, name), `#!/bin/sh\nprintf %s "$1" > "${opened}"\n`)
    await chmod(join(folder, name), 0o755)
  }

  openBrowser(ADDRESS, { DISPLAY: ':0', PATH: folder })

  await expect.poll(() => readFile(opened, 'utf8').catch(() => '')).toBe(ADDRESS)
})

test('without a display, or without such a program, does nothing and fails nothing', () => {
  openBrowser(ADDRESS, { PATH: '/nowhere' })
  openBrowser(ADDRESS, { DISPLAY: ':0', PATH: '/nowhere' })
  openBrowser(ADDRESS, { WAYLAND_DISPLAY: 'wayland-0' })
})
