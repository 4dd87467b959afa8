import { Gauge, type Registry } from 'prom-client'
import type { ActiveUsers } from './active-users.ts'

const HOUR_MS = 3_600_000
/** Counting everybody looks at every key of the store: often enough for what grows over days. */
const STORE_INTERVAL_MS = 600_000

/** How the bot stands with Discord. */
interface GatewayState {
  /** How many shards are in each state there is. */
  readonly shards: Readonly<Record<string, number>>
  /** From a heartbeat to its answer, on average; undefined before the first. */
  readonly latencyMs: number | undefined
  readonly servers: number
}

/** How much the store takes, and for how many. */
interface StoreSize {
  readonly bytes: number
  readonly users: number
}

/** What can be asked for the present state. Where it can't be had nothing is told. */
export interface StateSources {
  readonly gateway: () => GatewayState
  readonly activeUsers: ActiveUsers
  readonly storeSize: () => Promise<StoreSize | undefined>
}

/** Tells the present state whenever somebody reads the metrics. */
export function measureState(registry: Registry, { gateway, activeUsers, storeSize }: StateSources): void {
  const gauge = <const L extends string = never>(
    name: string,
    help: string,
    read: (gauge: Gauge<L>) => void,
    labelNames: readonly L[] = [],
  ) => {
    const made: Gauge<L> = new Gauge({
      name: `keepsake_${name}`,
      help,
      labelNames,
      registers: [],
      collect() {
        made.reset()
        read(made)
      },
    })
    // Without labels a gauge tells 0 from the start: what is not known is not told.
    registry.registerMetric(made)
  }
  const latestSize = refreshedSize(storeSize)

  gauge(
    'gateway_shards',
    'Connections to Discord by their state',
    one => {
      for (const [state, count] of Object.entries(gateway().shards)) one.set({ state } as never, count)
    },
    ['state'],
  )
  gauge('gateway_latency_seconds', 'From a heartbeat to its answer, on average over the shards', one =>
    setKnown(one, gateway().latencyMs, 1 / 1000),
  )
  gauge('servers', 'Servers that the bot is in', one => one.set(gateway().servers))
  gauge(
    'active_users',
    'People who spoke to the bot lately, in this process',
    one => {
      one.set({ within: '1h' } as never, activeUsers.count(HOUR_MS))
      one.set({ within: '24h' } as never, activeUsers.count(24 * HOUR_MS))
    },
    ['within'],
  )
  gauge('redis_data_bytes', 'What the data in Redis takes, of everything there', one =>
    setKnown(one, latestSize()?.bytes),
  )
  gauge('users', 'People of whom anything is kept', one => setKnown(one, latestSize()?.users))
  gauge('redis_bytes_per_user', 'What the data in Redis takes for one person, on average', one => {
    const size = latestSize()
    setKnown(one, size === undefined || size.users === 0 ? undefined : size.bytes / size.users)
  })
}

/** No number is no zero. */
function setKnown(gauge: Gauge, value: number | undefined, factor = 1): void {
  if (value === undefined) gauge.set(Number.NaN)
  else gauge.set(value * factor)
}

/** The last size that was found; looked for anew, beside, when it is asked for and old. */
function refreshedSize(find: () => Promise<StoreSize | undefined>): () => StoreSize | undefined {
  let size: StoreSize | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() - lookedAt > STORE_INTERVAL_MS) {
      lookedAt = performance.now()
      find().then(
        found => {
          size = found
          // What could not be had is asked for at the next reading.
          if (found === undefined) lookedAt = Number.NEGATIVE_INFINITY
        },
        () => {
          lookedAt = Number.NEGATIVE_INFINITY
        },
      )
    }
    return size
  }
}
