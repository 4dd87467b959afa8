import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A bot in a process of its own, as it would run. */
export interface BotProcess {
  /** From spawn to its first "I am here", in ms. */
  readonly startMs: number
  /** Resident memory now, in MB. */
  residentMb(): number
  stop(): Promise<void>
}

/** A bench asks more in a minute than people do in a day. */
export const WITHOUT_CAPS = { DAILY_TOKENS_PER_USER: 'off', DAILY_TOKENS_IN_ALL: 'off' }

/** Starts a bot and waits until it says that it answers. Throws with its last words if it ends before. */
export async function startBot(command: readonly string[], environment: Record<string, string>): Promise<BotProcess> {
  const begun = performance.now()
  const child = spawn(process.execPath, [...command], {
    env: { PATH: process.env['PATH'], ...WITHOUT_CAPS, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await ready(child)
  const startMs = performance.now() - begun
  return {
    startMs,
    residentMb: () => Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: () =>
      new Promise(resolve => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (piece: Buffer) => {
      said = (said + piece.toString()).slice(-2000)
      if (said.includes('Keepsake answers')) resolve()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', code => reject(new Error(`The bot ended with ${code}: ${said}`)))
  })
}
