import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { env, execPath } from 'node:process'
import { onTestFinished } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }

const repository = resolve(import.meta.dirname, '../../..')

/** A process beside the other tests: longer than any takes on a busy machine. */
export const patience = { timeout: 120_000 }

/** The benches by the names that `npm run` has for them. */
export const benches = Object.keys(packageJson.scripts).filter((name): name is keyof typeof packageJson.scripts =>
  /^bench(?::|$)/u.test(name),
)

/** Runs a bench as `npm run` does, with nothing in its environment that names a model or a Redis. */
export function runBench(name: keyof typeof packageJson.scripts, ...args: readonly string[]) {
  const [, ...command] = packageJson.scripts[name].split(' ')
  const { PATH = '', HOME = '' } = env
  return new Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>(done => {
    execFile(execPath, [...command, ...args], { cwd: repository, env: { PATH, HOME } }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}

/** A folder with these files, which is gone after the test. @param whenFinished that of a test which runs beside others */
export function folderWith(files: Readonly<Record<string, unknown>>, whenFinished = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-bench-data-'))
  whenFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return folder
}

/** What stands in the table, or in the lines, of a bench. */
export function numbersIn(stdout: string): number[] {
  return [...stdout.matchAll(/(?<![\w.])\d+(?:\.\d+)?/gu)].map(([number]) => Number(number))
}
