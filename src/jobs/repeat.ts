import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs a task at once, and again after the pause that it returns in ms, until the signal comes; resolves when the run
 * under way then has ended. The task never rejects.
 */
export async function repeat(task: () => Promise<number>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const pauseMs = await task()
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}
