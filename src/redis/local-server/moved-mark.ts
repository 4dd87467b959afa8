import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../../errors.ts'

const MOVED_FILE = 'moved-to'

/** Notes in a data folder that its memory is elsewhere from now on. @param hosts without a password */
export async function markAsMoved(dataDir: string, hosts: string): Promise<void> {
  await writeFile(join(dataDir, MOVED_FILE), `${hosts}\n`)
}

/** A bot that went on with a memory that was moved would remember in two places. Throws ConfigError. */
export async function refuseMovedMemory(dataDir: string): Promise<void> {
  const file = join(dataDir, MOVED_FILE)
  if (!existsSync(file)) return
  const hosts = (await readFile(file, 'utf8')).trim()
  throw new ConfigError(
    `The memory of ${dataDir}/ was moved to the Redis at ${hosts}: set REDIS_URL to it. ` +
      `To go on with the one that was left behind all the same, remove ${file}.`,
  )
}
