import { execFile } from 'node:child_process'

/** What a child process may see of the environment: commands are given it whole, as they may need its proxies. */
export type Environment = Readonly<Record<string, string | undefined>>

export interface CommandResult {
  readonly isOk: boolean
  readonly stdout: string
  /** The last line it had to say, or why it could not be started. */
  readonly complaint: string
}

const TEN_MINUTES_MS = 600_000
const MAX_OUTPUT = 16_777_216

/** Runs a command to its end. Never throws. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { env: Environment; cwd?: string; timeoutMs?: number },
): Promise<CommandResult> {
  return new Promise(resolve => {
    execFile(
      command,
      [...args],
      { env: options.env, cwd: options.cwd, timeout: options.timeoutMs ?? TEN_MINUTES_MS, maxBuffer: MAX_OUTPUT },
      (error, stdout, stderr) => {
        const isMissing = error?.code === 'ENOENT'
        const said = stderr.trim().split('\n').at(-1) || stdout.trim().split('\n').at(-1) || error?.message || ''
        resolve({ isOk: error === null, stdout, complaint: isMissing ? `there is no ${command}` : said })
      },
    )
  })
}
