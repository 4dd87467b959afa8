import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, inject, vi } from 'vitest'
import { en } from '../../../src/locales/en.ts'

/** Each story starts processes one after the other, on a machine that may have others to run. */
vi.setConfig({ testTimeout: 120_000 })

interface Run {
  readonly code: number
  readonly output: string
  readonly errors: string
}

interface Fixtures {
  /** Somebody who has never been here: tests share a Redis. */
  readonly newcomer: string
  /** Runs the demo with these lines piped in. */
  readonly demo: (
    lines: readonly string[],
    settings?: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ) => Promise<Run>
  readonly folder: string
  /** Kills the process when the story has ended and it still runs: it would hold its bot, and Redis, until it has had enough. */
  readonly endWithStory: (child: ChildProcess) => void
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  newcomer: ({}, use) => use(`Zoe ${randomUUID().slice(0, 8)}`),
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'keepsake-demo-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  endWithStory: async ({}, use) => {
    const children: ChildProcess[] = []
    await use(child => void children.push(child))
    const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    await Promise.all(
      running.map(child => {
        const closed = once(child, 'close')
        child.kill('SIGKILL')
        return closed
      }),
    )
  },
  demo: async ({ folder, endWithStory }, use) => {
    await use((lines, settings = {}, ...args) => {
      const env = {
        ...process.env,
        REDIS_URL: inject('redisUrl'),
        OPENAI_API_KEY: '',
        OPENAI_BASE_URL: '',
        KEEPSAKE_DEMO_DATA: folder,
        ...settings,
      }
      return new Promise(resolve => {
        const command = ['start.js', 'demo/index.ts', ...args]
        const child = execFile(process.execPath, command, { env }, (error, output, errors) => {
          resolve({ code: Number(error?.code ?? 0), output, errors })
        })
        endWithStory(child)
        child.stdin?.end(lines.map(line => `${line}\n`).join(''))
      })
    })
  },
})

test('answers each line before the next, and remembers it the next time', async ({ demo, newcomer }) => {
  const first = await demo([`:user ${newcomer}`, "I'm Alex", "what's my name?"])

  expect(first, first.errors).toMatchObject({ code: 0 })
  expect(first.output.split('\n').slice(1)).toEqual([
    `${newcomer} in DM> I'm Alex`,
    'Keepsake: Nice to meet you, Alex! I keep that in mind.',
    '',
    en.answers.firstTime.replace('-# ', ''),
    `${newcomer} in DM> what's my name?`,
    'Keepsake: Your name is Alex: you told me.',
    '',
  ])

  const second = await demo([`:user ${newcomer}`, "what's my name?"])

  expect(second.output).toContain('Keepsake: Your name is Alex: you told me.')
})

test('in a channel, answers what mentions the bot, or everything once it listens', async ({ demo, newcomer }) => {
  const { output } = await demo([
    ':place #staff',
    'hello',
    '@Keepsake hello',
    '/listen on',
    'thanks',
    '/listen off',
    `:user ${newcomer}`,
  ])

  expect(output).toContain('> hello\n(No answer: in a server’s channel the bot answers what mentions it')
  expect(output).toMatch(/@Keepsake hello\nKeepsake: Hello/u)
  expect(output).toMatch(/\/listen on\nKeepsake \(only you see this\): I now answer every message/u)
  expect(output).toMatch(/thanks\nKeepsake: You are welcome!/u)
  expect(output).toContain(`(${newcomer} does not see #staff.)`)
})

test('leads through a tour, and goes on where it ends', async ({ demo }) => {
  const { code, output } = await demo(['what did I just say?'], {}, '--tour')

  expect(code, output).toBe(0)
  const [, ...steps] = output.split(/^— Tour, \d+ of 12: /mu)
  expect(steps).toHaveLength(12)
  expect(steps[2]).toContain('Keepsake: I see nothing here that you told me about where you live.')
  expect(steps[4]).toMatch(/process, (\d+), .* ends\.\)\n\(Another one, (?!\1\b)\d+, has begun/u)
  expect(steps[5]).toContain('Keepsake: You told me: “I live in Porto now.”')
  expect(steps[6]).toContain('- Your dog Rex loves the sea.')
  expect(steps[7]).toContain('Your dog Rex loves the sea.\n> my dog Rex loves the sea.')
  expect(steps[8]).toContain('home Porto; employer Acme')
  expect(steps[9]).toContain(en.forget.everythingTitle)
  expect(steps[10]).toContain(en.forget.lookedAgain)
  expect(steps[11]).toMatch(/nothing here.*\n\n.*\n\n— That was the tour\./su)
  expect(output.trimEnd()).toMatch(/\nEmma in DM> what did I just say\?\nKeepsake: You said: “Where do I live\?”$/u)
})

test('shows what a user would read when the key is wrong', async ({ demo, newcomer }) => {
  const refusing = createServer((_, response) => {
    response.writeHead(401, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ error: { message: 'Incorrect API key', code: 'invalid_api_key' } }))
  })
  await new Promise<void>(resolve => refusing.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}/v1`

  const { output, errors } = await demo([`:user ${newcomer}`, 'hello'], {
    OPENAI_BASE_URL: url,
    OPENAI_API_KEY: 'wrong',
  })
  refusing.close()

  expect(output).toContain("Keepsake: My model's provider refuses my key.")
  expect(errors).toContain('what you write goes there')
})

test('names a setting that is wrong', async ({ demo }) => {
  const { code, errors } = await demo(['hello'], { WINDOW_MESSAGES: 'many' })

  expect(code).toBe(1)
  expect(errors).toContain('WINDOW_MESSAGES must be')
})

test('says what it runs with beside the talk, and logs into a file; where the bot’s process dies it ends, and says why', async ({
  folder,
  endWithStory,
}) => {
  const env = {
    ...process.env,
    ...{ REDIS_URL: inject('redisUrl'), OPENAI_API_KEY: '', OPENAI_BASE_URL: '', KEEPSAKE_DEMO_DATA: folder },
  }
  const child = spawn(process.execPath, ['start.js', 'demo/index.ts'], { env })
  endWithStory(child)
  let [output, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece
  })
  const greeted = new Promise<void>(resolve => {
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      errors += piece
      if (errors.includes(':help')) resolve()
    })
  })
  await greeted
  const greeting = errors
  const lines = (await readFile(join(folder, 'keepsake.log'), 'utf8')).trim().split('\n')
  const pids = lines.map(line => (JSON.parse(line) as { pid: number }).pid)
  const bot = pids.find(pid => pid !== child.pid)

  if (bot !== undefined) process.kill(bot, 'SIGKILL')
  const [code] = await once(child, 'close')

  expect(greeting).toMatch(/Model: a stand-in without a key/u)
  expect(greeting).toContain(join(folder, 'keepsake.log'))
  expect(code).toBe(1)
  expect(output).toBe('')
  expect(errors).toContain('Its process was ended by SIGKILL')
})
