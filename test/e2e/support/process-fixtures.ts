import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import { test as story } from './fixtures.ts'
import { takeFreeDatabase } from './free-database.ts'
import { markUsersGreeted } from './mark-users-greeted.ts'
import type { ModelServer } from './model-server.ts'

type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string; readonly level: number }

/** How a process ended, and all that it ever wrote. */
export interface ProcessResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** How long a story about processes waits for anything: longer than a busy machine takes, or a dead process' lease. */
export const PROCESS_PATIENCE = { timeout: 50_000 }

const repository = resolve(import.meta.dirname, '../../..')

/** The bot as `npm start` runs it: a process of its own, in a folder of its own, with an environment of its own. */
export class BotProcess {
  /** The lines of the log of all its runs. */
  readonly log: LogLine[] = []
  /** Where it runs. */
  readonly folder: string
  readonly #settings: Readonly<Record<string, string>>
  readonly #waits = new Set<() => void>()
  #child: ChildProcess | undefined
  #ended: Promise<ProcessResult> | undefined
  #stdout = ''
  #stderr = ''
  /** How much of the log earlier runs have written. */
  #runFrom = 0

  constructor(folder: string, settings: Readonly<Record<string, string>>) {
    this.folder = folder
    this.#settings = settings
  }

  /** Starts it and returns when it answers; fails if it ends before. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    this.launch({ ...this.#settings, ...settings })
    await this.logged('Keepsake answers')
  }

  /** Runs it with nothing but these settings, until it ends. */
  async run(settings: Readonly<Record<string, string>>): Promise<ProcessResult> {
    return await this.launch(settings).ended
  }

  /** Starts it with exactly these settings, and waits for nothing. */
  launch(settings: Readonly<Record<string, string>>): this {
    const { PATH = '', HOME = '' } = process.env
    this.#runFrom = this.log.length
    this.#stdout = ''
    this.#stderr = ''
    const program = [join(repository, 'start.js'), join(repository, 'src/index.ts')]
    const child = spawn(process.execPath, program, { cwd: this.folder, env: { PATH, HOME, ...settings } })
    this.#child = child
    child.stdout.setEncoding('utf8').on('data', (piece: string) => this.#read(piece))
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      this.#stderr += piece
    })
    this.#ended = once(child, 'close').then(([code, signal]) => {
      this.#news()
      return { code, signal, stdout: this.#stdout, stderr: this.#stderr }
    })
    return this
  }

  /** Resolves when the process has ended, by whatever cause. */
  get ended(): Promise<ProcessResult> {
    if (this.#ended === undefined) throw new Error('The bot was never started.')
    return this.#ended
  }

  /** Resolves with the first line of the log of this run that has these words; rejects if the process ends without it. */
  async logged(words: string): Promise<LogLine> {
    for (;;) {
      const line = this.log.slice(this.#runFrom).find(({ msg }) => msg.includes(words))
      if (line !== undefined) return line
      if (this.#isOver) throw new Error(`The bot ended and never logged "${words}":\n${this.#stderr}${this.#stdout}`)
      await new Promise<void>(resolve => this.#waits.add(resolve))
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** As a power cut does: it can't say a word. */
  async kill(): Promise<void> {
    this.signal('SIGKILL')
    await this.#ended
  }

  get #isOver(): boolean {
    const { exitCode, signalCode, stdout } = this.#child ?? {}
    return (exitCode !== null || signalCode !== null) && stdout?.destroyed !== false
  }

  #read(piece: string): void {
    const from = this.#stdout.lastIndexOf('\n') + 1
    this.#stdout += piece
    const lines = this.#stdout.slice(from).split('\n').slice(0, -1)
    for (const line of lines) if (line.startsWith('{')) this.log.push(JSON.parse(line) as LogLine)
    this.#news()
  }

  #news(): void {
    for (const resolve of this.#waits) resolve()
    this.#waits.clear()
  }
}

export interface CommandRun {
  readonly args?: readonly string[]
  /** All of its environment. */
  readonly settings?: Readonly<Record<string, string>>
  /** What somebody types, or a file that is piped in. */
  readonly input?: string
  /** A command of the shell that limits what it may use. */
  readonly limit?: string
  /** Where it runs; an empty folder that is gone afterwards if not given. */
  readonly folder?: string
}

/** Starts one of the commands of `src/cli/` as an operator does. */
export function startCommand(
  name: string,
  { args = [], settings = {}, input = '', folder, limit = 'true' }: CommandRun & { readonly folder: string },
) {
  const program = [process.execPath, join(repository, 'start.js'), join(repository, `src/cli/${name}.ts`), ...args]
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, ...settings }
  const child = spawn('/bin/sh', ['-c', `${limit} && exec "$@"`, 'sh', ...program], { cwd: folder, env })
  child.stdin.on('error', () => undefined) // one that ends before it has read everything
  child.stdin.end(input)
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { child, ended: ended.then(([stdout, stderr, [code]]) => ({ code: code as number | null, stdout, stderr })) }
}

/** Runs one of the commands to its end. */
export async function runCommand(name: string, run: CommandRun) {
  const folder = run.folder ?? (await mkdtemp(join(tmpdir(), 'keepsake-command-')))
  const result = await startCommand(name, { ...run, folder }).ended
  if (run.folder === undefined) await rm(folder, { recursive: true, force: true })
  return result
}

/** What the environment of a bot between this Discord, this model and this Redis looks like. */
export function environment(discord: Loopback, model: ModelServer, redisUrl: string): Record<string, string> {
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: 'sk-of-the-process-tests',
    REDIS_URL: redisUrl,
    LEARN_CONCURRENCY: '4',
  }
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_768)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

/** A story about the process itself: `program` is ready to be started, and is gone afterwards, as its memory is. */
export const test = story.extend<{ program: BotProcess; memoryUrl: string }>({
  memoryUrl: async ({ acquainted }, use) => {
    const database = await takeFreeDatabase(inject('redisUrl'))
    await markUsersGreeted(acquainted, { redisUrl: database.url })
    await use(database.url)
    await database.free()
  },
  program: async ({ discord, model, memoryUrl }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'keepsake-process-'))
    const program = new BotProcess(folder, environment(discord, model, memoryUrl))
    await use(program)
    await program.kill()
    await rm(folder, { recursive: true, force: true })
  },
})
