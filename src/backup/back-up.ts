import { BackupError } from '../errors.ts'
import { readRedisTime } from '../redis/connection/server-info.ts'
import { isMemoryEmpty } from '../redis/copy/copied-keys.ts'
import { refuseUnfinishedCopy } from '../redis/copy/copy-mark.ts'
import { readSnapshot } from '../redis/copy/snapshot.ts'
import { countKeys, type SpreadMemory } from '../redis/copy/spread-memory.ts'
import type { Progress } from './progress.ts'
import { writeBackup } from './write-backup.ts'

/** What a backup came to. */
export interface BackupReport {
  readonly file: string
  readonly keys: number
  readonly digest: string
  readonly bytes: number
}

/** Writes all of a memory, as it is at one moment, into a file, and compares the two. Throws BackupError or MemoryUnavailable. */
export async function backUp(
  memory: SpreadMemory,
  { file, passphrase }: { readonly file: string; readonly passphrase: string | undefined },
  progress: Progress,
): Promise<BackupReport> {
  await refuseUnfinishedCopy(memory.redis, memory.keys)
  if (await isMemoryEmpty(memory))
    throw new BackupError('Nothing is remembered there yet: there is nothing to back up.')
  const start = { at: await readRedisTime(memory.redis) }
  const total = await countKeys(memory)
  const onProgress = (done: number) => progress.count('Backing up', done, total)
  const written = await writeBackup({ file, passphrase, start, snapshot: readSnapshot(memory), onProgress })
  return { file, ...written }
}

/** The name of a backup by the time, in a folder. */
export function backupFile(folder: string, now: number): string {
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  return `${folder}/keepsake-${time}Z.backup`
}
