import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import { BotProcess } from '../../support/bot-process.ts'
import type { CommandTurn } from '../../support/commands-in-turn.ts'
import { test as story } from './fixtures.ts'
import { takeFreeDatabase } from './free-database.ts'
import { markUsersGreeted } from './mark-users-greeted.ts'
import type { ModelServer } from './model-server.ts'

/** How long a story about processes waits for anything: longer than a busy machine takes, or a dead process' lease. */
export const PROCESS_PATIENCE = { timeout: 50_000 }

const repository = resolve(import.meta.dirname, '../../..')

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
export function startCommand(name: string, { args = [], ...run }: CommandRun & { readonly folder: string }) {
  return startProgram([`src/cli/${name}.ts`, ...args], run)
}

function startProgram(
  [file = '', ...args]: readonly string[],
  { settings = {}, input = '', folder, limit = 'true' }: CommandRun & { readonly folder: string },
) {
  const program = [process.execPath, join(repository, 'start.js'), join(repository, file), ...args]
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

/** Runs commands one after the other in one process, where to start one for each would take most of the time. */
export async function runCommandsInTurn(turns: readonly CommandTurn[], folder: string) {
  const command = ['test/support/commands-in-turn.ts', JSON.stringify(turns)]
  const { code, stdout, stderr } = await startProgram(command, { folder }).ended
  // What each wrote, and its exit code.
  const [written, told] = [stdout, stderr].map(output => output.split('\0')) as [string[], string[]]
  if (code !== 0 || told.length !== 2 * turns.length + 1) throw new Error(`One of the commands ended all: ${stderr}`)
  return turns.map((_, turn) => ({
    code: Number(told[2 * turn + 1]),
    stdout: written[2 * turn] ?? '',
    stderr: told[2 * turn] ?? '',
  }))
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
