import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { ConfigError } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import { damageIn, tellsOfLoss, unreadableFiles, withoutStamp } from './damage.ts'
import { claimServer, shutDownServer, untilReady } from './owner.ts'
import type { RedisServer, ServerLocation } from './server.ts'

/** The port of a server that has just ended can stay taken for a moment, with Docker above all. */
const START_ATTEMPTS = 5
const PAUSE_MS = 200
/** Loading a large append-only file takes a while. */
const START_LIMIT_MS = 120_000

/** The folder belongs to a Keepsake that runs. */
export function dataFolderInUse({ dataDir }: ServerLocation): ConfigError {
  return new ConfigError(`Keepsake already runs with the data folder ${dataDir}. Stop it first.`)
}

/** Whether the process has ended, or never began. */
function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined
}

/** Starts the server and takes hold of it; `owner` connects by itself. Throws ConfigError when it does not start. */
export async function startServer(
  server: RedisServer,
  place: ServerLocation,
  owner: Redis,
  log: Logger,
): Promise<ChildProcess> {
  const said: ServerWords = { last: '', damage: undefined }
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
    const child = spawnServer(server, place, log, said)
    const outcome = await firstOutcome(child, owner)
    // It will be so the next time, too.
    if (said.damage !== undefined) break
    if (outcome === 'ready') {
      if (await claimServer(owner)) return child
      // Somebody else has bound the port first: this is their server, and ours must not come up when theirs ends.
      await terminate(child)
      throw dataFolderInUse(place)
    }
    if (outcome === 'slow') {
      child.kill('SIGKILL')
      break
    }
    await sleep(PAUSE_MS * attempt)
  }
  if (said.damage !== undefined) throw unreadableFiles(place, said.damage)
  throw new ConfigError(`Keepsake’s own Redis (${server.kind}) does not start: ${said.last}`)
}

async function terminate(child: ChildProcess): Promise<void> {
  if (hasExited(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function firstOutcome(child: ChildProcess, owner: Redis): Promise<'ready' | 'ended' | 'slow'> {
  const limit = new AbortController()
  const slow = sleep(START_LIMIT_MS, 'slow' as const, { signal: limit.signal })
  const ended = once(child, 'exit').then(
    () => 'ended' as const,
    () => 'ended' as const, // it could not be started at all
  )
  try {
    return await Promise.race([untilReady(owner).then(() => 'ready' as const), ended, slow])
  } finally {
    slow.catch(() => undefined)
    limit.abort()
  }
}

/** What a server has said of itself. */
interface ServerWords {
  last: string
  /** The line that tells that it can't read its files. */
  damage: string | undefined
}

function spawnServer(server: RedisServer, place: ServerLocation, log: Logger, said: ServerWords): ChildProcess {
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
        said.damage ??= damageIn(line)
        if (tellsOfLoss(line))
          log.warn(
            { dataDir: place.dataDir, line: withoutStamp(line) },
            'the end of the memory was cut off: what was written last is lost',
          )
      }
    })
  }
  return child
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5000
/** What an orderly end may take, with everything to be written to a slow disk. */
const STOP_LIMIT_MS = 20_000

/** Starts a server again whenever it ends by itself. Returns what ends it for good. */
export function supervise(first: ChildProcess, again: () => Promise<ChildProcess>, owner: Redis, log: Logger) {
  let child = first
  let failures = 0
  const stopping = new AbortController()

  // A connection can be lost without its server.
  owner.on('ready', () => void claimServer(owner).catch(() => undefined))

  async function restart(): Promise<void> {
    // Where Docker's own client ended alone, the server is still there.
    if (owner.status === 'ready') await shutDownServer(owner)
    try {
      child = await again()
      failures = 0
      log.info({}, 'local Redis restarted')
    } catch (error) {
      failures += 1
      log.error({ reason: error instanceof Error ? error.message : '' }, 'local Redis restart failed')
    }
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (!hasExited(child)) await once(child, 'exit')
      if (stopping.signal.aborted) return
      log.error({ code: child.exitCode, signal: child.signalCode }, 'local Redis exited')
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS)
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      await restart()
    }
  }
  const watching = watch()

  return async function stop(): Promise<void> {
    stopping.abort()
    if (hasExited(child)) await watching
    if (!hasExited(child)) await endServer(child, owner)
    await watching
    owner.disconnect()
  }
}

async function endServer(child: ChildProcess, owner: Redis): Promise<void> {
  const ended = once(child, 'exit')
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
  if (owner.status === 'ready') await owner.shutdown().catch(() => undefined)
  else child.kill('SIGTERM')
  await ended
  clearTimeout(limit)
}
