import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ACCESS_FILE, openDataFolder } from './data-folder.ts'

/**
 * A Redis of our own as another program beside the bot finds it: its address, which holds a password, where it runs;
 * `stopped` where it does not; undefined where the folder never had one.
 */
export async function findLocalRedis(dataDir: string): Promise<string | 'stopped' | undefined> {
  if (!existsSync(join(dataDir, ACCESS_FILE))) return undefined
  const { place, isRunning } = await openDataFolder(dataDir)
  return isRunning ? `redis://:${place.password}@127.0.0.1:${place.port}` : 'stopped'
}
