import { Redis } from 'ioredis'
import { createKeys } from '../keys.ts'
import type { ServerLocation } from './server.ts'

const RETRY_MS = 50

/** A connection to a Redis of our own, by which its process holds the server for itself. */
export function connectOwner({ port, password }: ServerLocation): Redis {
  const redis = new Redis({
    host: '127.0.0.1',
    port,
    password,
    connectionName: 'keepsake-holder',
    retryStrategy: () => RETRY_MS,
    maxRetriesPerRequest: 0, // SHUTDOWN gets no reply: it ends with the connection
    disconnectTimeout: 50, // the timer for this outlives a connection that is closed already
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
  })
  // A server that starts, or ends, is nothing to be told here.
  redis.on('error', () => undefined)
  return redis
}

/**
 * Makes this connection the holder of its server, unless another one is that is still open. A connection ends with its
 * process however that dies, and is never mistaken for a later one, as a process id can be.
 */
export async function claimServer(redis: Redis): Promise<boolean> {
  const key = createKeys().serverOwner
  const run = /^run_id:(?<run>\w+)/m.exec(await redis.info('server'))?.[1] ?? ''
  const own = await redis.client('ID')
  for (;;) {
    await redis.watch(key)
    const [heldRun, heldBy = ''] = ((await redis.get(key)) ?? '').split(':')
    if (heldRun === run && heldBy !== String(own)) {
      const holder = await redis.client('LIST', 'ID', heldBy)
      if (String(holder).includes(`id=${heldBy} `)) {
        await redis.unwatch()
        return false
      }
    }
    if ((await redis.multi().set(key, `${run}:${own}`).exec()) !== null) return true
  }
}

/** Ends the server with all its data on disk. */
export async function shutDownServer(redis: Redis): Promise<void> {
  const closed = new Promise(resolve => redis.once('close', resolve))
  // It does not reply, it closes.
  await redis.shutdown().catch(() => undefined)
  await closed
}

/** Waits until the connection is ready; it tries for ever. */
export function untilReady(redis: Redis): Promise<void> {
  return new Promise(resolve => {
    if (redis.status === 'ready') resolve()
    else redis.once('ready', () => resolve())
  })
}
