import type { Redis } from 'ioredis'
import type { Logger } from '../../observability/logger.ts'
import type { Keys } from '../keys.ts'
import { adviceOn } from './advice.ts'
import { connectRedis, type Preparation, type RedisEvent } from './client.ts'
import { countFailures } from './errors.ts'
import { logRedisEvent, logWriteEvent, withDetails } from './log-events.ts'
import { watchWrites } from './write-watch.ts'

/** A connection that somebody waits for an answer on, with what tells how it is doing. */
export interface WatchedConnection {
  readonly redis: Redis
  /** See `WriteWatch`. */
  now(): number
  /** Whether it stands, and lets something be taken away or ended at least. */
  isReady(): boolean
  /** Whether what was written last was kept. */
  takesWrites(): boolean
  /** Why nothing is kept now, in words for operators; undefined while it is. */
  trouble(): string | undefined
  close(): void
}

interface ConnectionOptions {
  readonly url: string
  /** Some that stand there. */
  readonly keys: Keys
  /** In a Cluster, for which cell: the first one if left out. */
  readonly cell?: number
  /** What it is called where there are several. */
  readonly name?: string
  readonly preparation?: Preparation
  readonly log: Logger
  readonly onFailure: (code: string) => void
  /** Told when what is written is kept again. */
  readonly onTaken: () => void
}

/** Connects, and tells the log from then on how the connection and the server are doing. Throws ConfigError. */
export async function openConnection(options: ConnectionOptions): Promise<WatchedConnection> {
  const { url, keys, cell, name, preparation, onFailure, onTaken } = options
  const log = name === undefined ? options.log : withDetails(options.log, { server: name })
  const server = name === undefined ? 'Redis' : `Redis at ${name}`
  let lostBy = 'closed'
  const onEvent = (event: RedisEvent) => {
    if (event.kind === 'lost') lostBy = event.code
    logRedisEvent(event, log)
  }
  const redis = await connectRedis({
    ...{ url, onEvent },
    ...(cell !== undefined && { cell }),
    ...(preparation && { preparation }),
  })
  redis.setMaxListeners(0) // each cell that stands there has some
  const writes = await watchWrites({ redis, keys }, event => {
    logWriteEvent(event, log)
    if (event.kind === 'taken') onTaken()
  })
  countFailures(redis, (code, command) => {
    onFailure(code)
    writes.noteFailure(code, command)
  })
  return {
    redis,
    now: writes.now,
    // What is full lets go of things, and ends them.
    isReady: () => redis.status === 'ready' && (writes.refusal() ?? 'OOM') === 'OOM',
    takesWrites: () => redis.status === 'ready' && writes.refusal() === undefined,
    trouble() {
      if (redis.status !== 'ready') return describeTrouble(`${server} is out of reach`, lostBy)
      const refusal = writes.refusal()
      return refusal === undefined ? undefined : describeTrouble(`${server} refuses what is written`, refusal)
    },
    close() {
      writes.stop()
      redis.disconnect()
    },
  }
}

function describeTrouble(line: string, code: string): string {
  return [`${line} (${code})`, adviceOn(code).whatToDo].filter(Boolean).join('. ')
}
