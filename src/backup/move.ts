import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BackupError, ConfigError } from '../errors.ts'
import type { Logger } from '../observability/logger.ts'
import { readLayout } from '../redis/cells/layout.ts'
import { redisHosts } from '../redis/connection/address.ts'
import { compareKeys } from '../redis/copy/compare-keys.ts'
import { isMemoryEmpty } from '../redis/copy/copied-keys.ts'
import { clearCopyMark, readCopyMark, setCopyMark, withMemoryLocked } from '../redis/copy/copy-mark.ts'
import { type OpenedMemory, openMemory } from '../redis/copy/open-memory.ts'
import { countRunningBots } from '../redis/copy/snapshot.ts'
import { countKeys } from '../redis/copy/spread-memory.ts'
import { syncKeys } from '../redis/copy/sync-keys.ts'
import { ACCESS_FILE } from '../redis/local-server/data-folder.ts'
import { markAsMoved, refuseMovedMemory } from '../redis/local-server/moved-mark.ts'
import { findLocalRedis } from '../redis/local-server/start.ts'
import type { Progress } from './progress.ts'

/** How often it is looked whether the bot has stopped. */
const LOOK_MS = 1000
const ID_LENGTH = 32

export interface MoveOptions {
  /** Where the memory is. */
  readonly dataDir: string
  /** Where it is to be. */
  readonly url: string
  readonly log: Logger
}

export interface MoveReport {
  readonly keys: number
  /** In how many cells it stands, there as here. */
  readonly cells: number
}

/**
 * Moves the memory of a data folder into a Redis that has none, and compares each key. Beside a bot that runs everything is
 * copied first, while it answers on; what it writes from then on is copied when it has stopped, and nobody can start it on the
 * old memory meanwhile, or on half of the new one. What was cut off goes on when it is run again. Throws BackupError, ConfigError
 * or MemoryUnavailable.
 */
export async function moveMemory({ dataDir, url, log }: MoveOptions, progress: Progress): Promise<MoveReport> {
  await refuseMovedMemory(dataDir)
  const running = await findRunningMemory({ dataDir, log })
  const target = await openMemory({ url, dataDir, log })
  try {
    return await withMemoryLocked(target, progress.tell, async () => {
      await beginMove(target, dataDir)
      if (running !== undefined) {
        await copyBeside(running, target, progress)
        await untilStopped(running, progress)
      }
      const report = await moveRest({ dataDir, url, log }, target, progress)
      await clearCopyMark(target.redis, target.keys)
      return report
    })
  } finally {
    await running?.close()
    await target.close()
  }
}

/** The memory of a folder whose bot runs; undefined where none does. */
async function findRunningMemory(source: Omit<MoveOptions, 'url'>): Promise<OpenedMemory | undefined> {
  const found = await findLocalRedis(source.dataDir)
  if (found === undefined)
    throw new BackupError(
      `There is no memory to move: ${source.dataDir}/ holds none. Run this in the folder of the bot.`,
    )
  return found === 'stopped' ? undefined : await openMemory({ ...source, url: undefined })
}

async function beginMove(target: OpenedMemory, dataDir: string): Promise<void> {
  const { redis, keys } = target
  const source = hash('sha256', await readFile(join(dataDir, ACCESS_FILE))).slice(0, ID_LENGTH)
  const standing = await readCopyMark(redis, keys)
  if (standing?.kind === 'move' && standing.source === source) return
  if (standing !== undefined || !(await isMemoryEmpty(target)))
    throw new BackupError(
      'There is a memory already, or a part of one: only an empty Redis is moved into. Nothing was changed.',
    )
  await setCopyMark(redis, keys, { kind: 'move', source, step: 'keys', done: 0 })
}

async function copyBeside(source: OpenedMemory, target: OpenedMemory, progress: Progress): Promise<void> {
  await target.place((await readLayout(source.redis, source.keys)).cells)
  const total = await countKeys(source)
  const { digests } = await syncKeys(source, target, done => progress.count('Copying', done, total))
  progress.tell(
    `Copied ${digests.size.toLocaleString('en')} keys while the bot runs. Now stop it: what it has written since is copied then. ` +
      'This goes on by itself; it may be ended and run again at any time.',
  )
}

/** Waits until no bot uses a Redis of our own any more: it ends the server, or, if it was killed, its lease runs out. */
async function untilStopped({ redis, keys }: OpenedMemory, progress: Progress): Promise<void> {
  const isRunning = () =>
    countRunningBots(redis, keys).then(
      count => count > 0,
      () => false, // the server has ended with its bot
    )
  while (await isRunning()) await sleep(LOOK_MS)
  progress.tell('The bot has stopped.')
  redis.disconnect()
}

/** Copies what is not there yet, while nobody writes, and looks again. */
async function moveRest(options: MoveOptions, target: OpenedMemory, progress: Progress): Promise<MoveReport> {
  const { dataDir, url, log } = options
  const source = await openAlone({ dataDir, log })
  try {
    await refuseMovedMemory(dataDir)
    const { cells } = await readLayout(source.redis, source.keys)
    await target.place(cells)
    const total = await countKeys(source)
    const synced = await syncKeys(source, target, done => progress.count('Copying what is new', done, total))
    const { wrong, extra } = await compareKeys(target, synced.digests, {
      expiries: synced.expiries,
      onProgress: done => progress.count('Comparing', done, synced.digests.size),
    })
    if (wrong.length + extra.length > 0)
      throw new BackupError(
        `${wrong.length + extra.length} keys are not as they were: somebody else writes there, or a server has lost what it was given ` +
          'last. Stop whoever writes, and run this again.',
      )
    await markAsMoved(dataDir, redisHosts(url))
    return { keys: synced.digests.size, cells }
  } finally {
    await source.close()
  }
}

/** So long the server of a bot that has just stopped may take to end. */
const END_LIMIT_MS = 30_000

/** Starts the Redis of a folder for this process alone, once the one of its bot has ended. */
async function openAlone(source: Omit<MoveOptions, 'url'>): Promise<OpenedMemory> {
  const deadline = performance.now() + END_LIMIT_MS
  for (;;) {
    try {
      return await openMemory({ ...source, url: undefined }, { isAlone: true })
    } catch (error) {
      if (!(error instanceof ConfigError) || performance.now() > deadline) throw error
      await sleep(LOOK_MS)
    }
  }
}
