import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { BackupError, ConfigError } from '../../errors.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import type { Keys } from '../keys.ts'
import { parseJson } from '../records/parse-json.ts'
import { countRunningBots } from './snapshot.ts'

const markSchema = z.object({
  kind: z.enum(['restore', 'move']),
  /** Of what is put here: the id of a backup, or of the folder that is moved. */
  source: z.string(),
  /** `deletions`: everything is here, and what was forgotten since is being forgotten again. */
  step: z.enum(['keys', 'deletions']),
  /** How many keys of the backup are here, counted as they come in it. */
  done: z.int(),
})

/** How far a memory has come that is put into a Redis: stands there until it is whole. */
export type CopyMark = Readonly<z.infer<typeof markSchema>>

export async function readCopyMark(redis: Redis, keys: Keys): Promise<CopyMark | undefined> {
  const json = await withMemoryErrors(redis).get(keys.copyMark)
  return json === null ? undefined : parseJson(markSchema, json)
}

export async function setCopyMark(redis: Redis, keys: Keys, mark: CopyMark): Promise<void> {
  await withMemoryErrors(redis).set(keys.copyMark, JSON.stringify(mark))
}

export async function clearCopyMark(redis: Redis, keys: Keys): Promise<void> {
  await withMemoryErrors(redis).unlink(keys.copyMark)
}

/** A bot that used half a memory would answer by it, and write into it. Throws ConfigError. */
export async function refuseUnfinishedCopy(redis: Redis, keys: Keys): Promise<void> {
  const mark = await readCopyMark(redis, keys)
  if (mark === undefined) return
  const what = mark.kind === 'restore' ? 'A backup is being restored into' : 'A memory is being moved into'
  throw new ConfigError(
    `${what} this Redis, or that was cut off. Start the bot when it is done; if it was cut off, run npm run ${mark.kind} once more.`,
  )
}

const LOCK_MS = 10_000
const RENEWAL_MS = 3000
const LOOK_MS = 500

/** Does something to a whole memory, alone: no bot uses it, and nobody else does such a thing to it. Throws BackupError. */
export async function withMemoryLocked<T>(
  { redis, keys }: { readonly redis: Redis; readonly keys: Keys },
  onWait: (why: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const commands = withMemoryErrors(redis)
  const owner = randomBytes(8).toString('hex')
  const take = async () => (await commands.set(keys.copyLock, owner, 'PX', LOCK_MS, 'NX')) === 'OK'
  if (!(await isSoon(take, () => onWait('Another one was at work here just now: waiting whether it still is.'))))
    throw new BackupError('Another restore or move is at work there: wait for its end.')
  const renewal = setInterval(
    () => void redis.set(keys.copyLock, owner, 'PX', LOCK_MS, 'XX').catch(() => undefined),
    RENEWAL_MS,
  )
  try {
    if (await isInUse(redis, keys, onWait))
      throw new BackupError('The bot runs with that memory. Stop it, and run this again.')
    return await work()
  } finally {
    clearInterval(renewal)
    await redis.unlink(keys.copyLock).catch(() => undefined) // it ends by itself
  }
}

/** Whether a bot uses a memory: one that renews its lease; that of one that was killed is waited for. */
async function isInUse(redis: Redis, keys: Keys, onWait: (why: string) => void): Promise<boolean> {
  const seenUntil = await readLastLease(redis, keys)
  let isRenewed = false
  const isDecided = async () => {
    isRenewed = (await readLastLease(redis, keys)) > seenUntil
    return isRenewed || (await countRunningBots(redis, keys)) === 0
  }
  const isSure = await isSoon(isDecided, () =>
    onWait('A bot used this memory just now: waiting whether it still runs.'),
  )
  return isRenewed || !isSure
}

async function readLastLease(redis: Redis, keys: Keys): Promise<number> {
  const [, until = 0] = await withMemoryErrors(redis).zrange(keys.processes, '0', '0', 'REV', 'WITHSCORES')
  return Number(until)
}

/** Whether something holds now, or as soon as what a dead process left behind is taken for dead. */
async function isSoon(look: () => Promise<boolean>, onWait: () => void): Promise<boolean> {
  for (let waited = 0; waited <= LOCK_MS + LOOK_MS; waited += LOOK_MS) {
    if (await look()) return true
    if (waited === 0) onWait()
    await sleep(LOOK_MS)
  }
  return false
}
