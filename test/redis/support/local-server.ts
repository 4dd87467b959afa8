import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env as inherited } from 'node:process'
import { onTestFinished } from 'vitest'
import { type LocalRedis, startLocalRedis } from '../../../src/redis/local-server/start.ts'

export type Line = { readonly level: string; readonly message: string; readonly facts: object }

/** A log that can be waited for. */
export function recordingLog() {
  const lines: Line[] = []
  const waiting = new Set<() => void>()
  function taker(level: string) {
    return (facts: object, message: string) => {
      lines.push({ level, message, facts })
      for (const look of waiting) look()
    }
  }
  /** Resolves when a line says this, also if it was said before. */
  function said(text: string): Promise<Line> {
    return new Promise(resolve => {
      function look() {
        const line = lines.find(({ message, facts }) => `${message} ${JSON.stringify(facts)}`.includes(text))
        if (!line) return
        waiting.delete(look)
        resolve(line)
      }
      waiting.add(look)
      look()
    })
  }
  return { lines, said, debug: taker('debug'), info: taker('info'), warn: taker('warn'), error: taker('error') }
}

/** A folder that is gone after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A Redis of the test's own, stopped after it. */
export async function startLocalServer(
  dataDir: string,
  log = recordingLog(),
  env: Record<string, string | undefined> = inherited,
): Promise<LocalRedis> {
  const server = await startLocalRedis({ dataDir, log, env })
  let isStopped: Promise<void> | undefined
  function stop() {
    isStopped ??= server.stop()
    return isStopped
  }
  onTestFinished(stop)
  return { ...server, stop }
}
