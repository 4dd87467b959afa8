import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { hold, shutDown } from './holder.ts'
import type { Log } from './launch.ts'
import { isOver } from './start-server.ts'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5000
/** What an orderly end may take, with everything to be written to a slow disk. */
const STOP_LIMIT_MS = 20_000

/** Starts a server again whenever it ends by itself. Returns what ends it for good. */
export function supervise(first: ChildProcess, again: () => Promise<ChildProcess>, holder: Redis, log: Log) {
  let child = first
  let failures = 0
  const stopping = new AbortController()

  // A connection can be lost without its server.
  holder.on('ready', () => void hold(holder).catch(() => undefined))

  async function restart(): Promise<void> {
    // Where Docker's own client ended alone, the server is still there.
    if (holder.status === 'ready') await shutDown(holder)
    try {
      child = await again()
      failures = 0
      log.info({}, 'our Redis runs again')
    } catch (error) {
      failures += 1
      log.error({ reason: error instanceof Error ? error.message : '' }, 'our Redis could not be started again')
    }
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (!isOver(child)) await once(child, 'exit')
      if (stopping.signal.aborted) return
      log.error({ code: child.exitCode, signal: child.signalCode }, 'our Redis ended by itself')
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS)
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      await restart()
    }
  }
  const watching = watch()

  return async function stop(): Promise<void> {
    stopping.abort()
    if (isOver(child)) await watching
    if (!isOver(child)) await end(child, holder)
    await watching
    holder.disconnect()
  }
}

async function end(child: ChildProcess, holder: Redis): Promise<void> {
  const ended = once(child, 'exit')
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
  if (holder.status === 'ready') await holder.shutdown().catch(() => undefined)
  else child.kill('SIGTERM')
  await ended
  clearTimeout(limit)
}
