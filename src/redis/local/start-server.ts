import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { BadSettings } from '../../errors.ts'
import { hold, ready } from './holder.ts'
import type { Log, Place, Server } from './launch.ts'

/** The port of a server that has just ended can stay taken for a moment, with Docker above all. */
const TRIES = 5
const PAUSE_MS = 200
/** Loading a large append-only file takes a while. */
const START_LIMIT_MS = 120_000

/** The folder belongs to a Keepsake that runs. */
export function inUse({ dataDir }: Place): BadSettings {
  return new BadSettings(`Keepsake already runs with the data folder ${dataDir}. Stop it first.`)
}

/** Whether the process has ended, or never began. */
export function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined
}

/** Starts the server and takes hold of it; `holder` connects by itself. Throws BadSettings when it does not start. */
export async function startServer(server: Server, place: Place, holder: Redis, log: Log): Promise<ChildProcess> {
  const said = { last: '' }
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const child = launch(server, place, log, said)
    const outcome = await firstOutcome(child, holder)
    if (outcome === 'ready') {
      if (await hold(holder)) return child
      // Somebody else has bound the port first: this is their server, and ours must not come up when theirs ends.
      await end(child)
      throw inUse(place)
    }
    if (outcome === 'slow') {
      child.kill('SIGKILL')
      break
    }
    await sleep(PAUSE_MS * attempt)
  }
  throw new BadSettings(`Keepsake’s own Redis (${server.kind}) does not start: ${said.last}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (isOver(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function firstOutcome(child: ChildProcess, holder: Redis): Promise<'ready' | 'ended' | 'slow'> {
  const limit = new AbortController()
  const slow = sleep(START_LIMIT_MS, 'slow' as const, { signal: limit.signal })
  const ended = once(child, 'exit').then(
    () => 'ended' as const,
    () => 'ended' as const, // it could not be started at all
  )
  try {
    return await Promise.race([ready(holder).then(() => 'ready' as const), ended, slow])
  } finally {
    slow.catch(() => undefined)
    limit.abort()
  }
}

function launch(server: Server, place: Place, log: Log, said: { last: string }): ChildProcess {
  const { command, args, env, config } = server.launch(place)
  // In a process group of its own: Ctrl-C in a terminal reaches the bot alone, which then ends it in order.
  const child = spawn(command, [...args], { env, detached: true, stdio: 'pipe', cwd: place.dataDir })
  child.on('error', error => {
    said.last = error.message
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(config)
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n').filter(part => part.trim() !== '')) {
        log.debug({ line }, 'Redis')
        said.last = line
      }
    })
  }
  return child
}
