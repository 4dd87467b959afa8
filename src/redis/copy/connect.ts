import type { Redis } from 'ioredis'
import { BackupError } from '../../errors.ts'
import { redisHosts } from '../connection/address.ts'
import { adviceOn } from '../connection/advice.ts'
import { connectRedis } from '../connection/client.ts'

/** Nobody waits for an answer, and a busy server is waited for. */
const COMMAND_TIMEOUT_MS = 60_000

/**
 * Connects to read or write a whole memory. Throws BackupError where it can't be reached, ConfigError where it refuses us.
 * @param cell in a Cluster: to the node that has it
 */
export async function connectForCopy(url: string, cell = 0): Promise<Redis> {
  let lostBy = ''
  const redis = await connectRedis({
    ...{ url, cell },
    commandTimeoutMs: COMMAND_TIMEOUT_MS,
    onEvent: event => {
      if (event.kind === 'lost') lostBy = event.code
    },
  })
  if (redis.status === 'ready') return redis
  redis.disconnect()
  const { whatToDo = '' } = adviceOn(lostBy)
  throw new BackupError(`The Redis at ${redisHosts(url)} can’t be reached (${lostBy}). ${whatToDo}`.trim())
}
