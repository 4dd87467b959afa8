import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, inject } from 'vitest'

interface Run {
  readonly child: ChildProcess
  /** All that it has written, once these words are among it, or its end where they never were. */
  readonly said: (words: RegExp) => Promise<string>
}

const test = base.extend<{ demo: (environment?: Readonly<Record<string, string>>, ...args: readonly string[]) => Run }>(
  {
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    demo: async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'keepsake-demo-'))
      const children: ChildProcess[] = []
      await use((environment = {}, ...args) => {
        const { PATH = '' } = process.env
        const settings = {
          KEEPSAKE_DEMO_DATA: folder,
          REDIS_URL: inject('redisUrl'),
          OPENAI_API_KEY: '',
          OPENAI_BASE_URL: '',
        }
        const env = { PATH, HOME: folder, ...settings, ...environment }
        // With no input at all, as a service has it: a pipe would be for the terminal.
        const stdio = ['ignore', 'pipe', 'pipe'] as const
        const child = spawn(process.execPath, ['start.js', 'demo/index.ts', ...args], { env, stdio: [...stdio] })
        children.push(child)
        let written = ''
        const news = Promise.withResolvers<void>()
        const waiting = new Set<() => void>([news.resolve])
        const tell = () => {
          for (const look of waiting) look()
        }
        for (const stream of [child.stdout, child.stderr])
          stream?.setEncoding('utf8').on('data', (piece: string) => {
            written += piece
            tell()
          })
        const ended = once(child, 'close').then(tell)
        const said = (words: RegExp) =>
          new Promise<string>(resolve => {
            const look = () => {
              if (!words.test(written) && child.exitCode === null) return
              waiting.delete(look)
              resolve(written)
            }
            waiting.add(look)
            void ended.then(look)
            look()
          })
        return { child, said }
      })
      for (const child of children) {
        if (child.exitCode !== null) continue
        child.kill('SIGKILL')
        await once(child, 'close')
      }
      await rm(folder, { recursive: true, force: true })
    },
  },
)

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}\b/gu

test('prints one address with a token, offers the terminal, and ends in order', async ({ demo }) => {
  const { child, said } = demo()

  const text = await said(/--terminal/u)
  const [url = '', ...others] = text.match(ADDRESS) ?? []
  const page = await fetch(url)
  child.kill('SIGTERM')
  const [code] = await once(child, 'close')

  expect(others).toEqual([])
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('<demo-page>')
  expect(code).toBe(0)
})

test('takes another port where its usual one is taken', async ({ demo }) => {
  const other = createServer((_, response) => void response.end('Somebody else.'))
  const listening = once(other, 'listening').catch(() => undefined)
  other.listen(4242, '127.0.0.1')
  await listening

  const [url = ''] = (await demo().said(/--terminal/u)).match(ADDRESS) ?? []
  other.close()

  expect(await (await fetch(url)).text()).toContain('<demo-page>')
})

test('says what to do where no Redis can be had', async ({ demo }) => {
  const { child, said } = demo({ PATH: '/nowhere', REDIS_URL: '' })

  const text = await said(/--terminal/u)
  await once(child, 'close')

  expect(text).toContain('install redis-server')
  expect(text).toContain('npm run demo -- --terminal')
  expect(text).not.toMatch(ADDRESS)
  expect(child.exitCode).toBe(1)
})

test('names the options there are where one is mistyped', async ({ demo }) => {
  const { child, said } = demo({}, '--no-opne')

  const text = await said(/There are/u)
  if (child.exitCode === null) await once(child, 'close')

  expect(text).toContain('--no-opne')
  expect(text).toContain('--terminal, --tour, --no-open')
  expect(child.exitCode).toBe(1)
})

test('names a setting that is wrong before anything is opened', async ({ demo }) => {
  const { child, said } = demo({ WINDOW_MESSAGES: 'many' })

  const text = await said(/WINDOW_MESSAGES must be/u)
  if (child.exitCode === null) await once(child, 'close')

  expect(text).toContain('WINDOW_MESSAGES must be')
  expect(text).not.toMatch(ADDRESS)
  expect(child.exitCode).toBe(1)
})
