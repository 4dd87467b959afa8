import { pino } from 'pino'
import { readConfig } from '../config/environment.ts'
import { memorySettings } from '../config/settings.ts'
import { ConfigError } from '../errors.ts'
import type { Memory } from '../memory/ports/memory.ts'
import { redisHosts } from '../redis/connection/address.ts'
import { findLocalRedis } from '../redis/local-server/start.ts'
import { openRedisMemory } from '../redis/open.ts'

/** Where the bot keeps its files, from where it is started. */
export const DATA_DIR = 'data'
/** What a bot needs to start, and a look into its memory does not. */
const UNUSED_SETTINGS = { DISCORD_TOKEN: 'unused', OPENAI_API_KEY: 'unused' }

/** What the environment says of the memory alone. Throws ConfigError. */
export function readMemorySettings(environment: Readonly<Record<string, string | undefined>>) {
  return memorySettings(readConfig({ ...UNUSED_SETTINGS, ...environment }))
}

/**
 * Does something with the memory of a bot, that runs or not. `where` names it, in words for operators. Throws ConfigError
 * where there is none.
 */
export async function withMemory<Result>(
  environment: Readonly<Record<string, string | undefined>>,
  work: (memory: Memory, where: string) => Promise<Result>,
): Promise<Result> {
  const settings = readMemorySettings(environment)
  const found = settings.url === undefined ? await findLocalRedis(DATA_DIR) : settings.url
  if (found === undefined)
    throw new ConfigError(
      `There is no memory here: REDIS_URL is not set, and ${DATA_DIR}/ holds none. Run this where the bot runs, with its .env.`,
    )
  const url = found === 'stopped' ? undefined : found
  const opening = { ...settings, url, dataDir: DATA_DIR, keyPrefix: undefined, onFailure: () => undefined }
  const memory = await openRedisMemory(opening, pino({ level: 'warn' }, pino.destination(2)))
  try {
    const where = settings.url === undefined ? `the Redis in ${DATA_DIR}/` : `the Redis at ${redisHosts(settings.url)}`
    return await work(memory, where)
  } finally {
    await memory.close()
  }
}
