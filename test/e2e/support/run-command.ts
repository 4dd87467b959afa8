import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'

const repository = resolve(import.meta.dirname, '../../..')

export interface CommandRun {
  readonly args?: readonly string[]
  /** All of its environment. */
  readonly settings?: Readonly<Record<string, string>>
  /** What somebody types, or a file that is piped in. */
  readonly input?: string
  /** Where it runs; an empty folder that is gone afterwards if not given. */
  readonly folder?: string
}

/** Runs one of the commands of `src/cli/` as an operator does, to its end. */
export async function runCommand(name: string, { args = [], settings = {}, input = '', folder }: CommandRun) {
  const cwd = folder ?? (await mkdtemp(join(tmpdir(), 'keepsake-command-')))
  const program = [join(repository, 'start.js'), join(repository, `src/cli/${name}.ts`), ...args]
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, program, { cwd, env: { PATH, HOME, ...settings } })
  child.stdin.end(input)
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  if (folder === undefined) await rm(cwd, { recursive: true, force: true })
  return { code: code as number | null, stdout, stderr }
}
