import type { Config } from '../config/environment.ts'
import { ConfigError } from '../errors.ts'
import { formatShards, type Shards } from '../memory/shards.ts'
import { describeFewerCells } from '../redis/cells/layout.ts'
import { redisHosts, serverUrls } from '../redis/connection/address.ts'
import { inspectRedis, type RedisInspection } from '../redis/inspect.ts'
import { findLocalRedis } from '../redis/local-server/start.ts'
import { describeNewerSchema, SCHEMA_VERSION, type Schema } from '../redis/migrations/migrate-memory.ts'
import { clockFinding } from './check-discord.ts'
import { checkHomes, durabilityFinding, roomFinding, writesFinding } from './check-redis-server.ts'
import type { Finding } from './finding.ts'

/** A process notes every few seconds that it hears everything. */
const SILENT_MS = 60_000

/** Whether there is a Redis, that keeps what it is given, and has room. @param dataDir where one of the bot's own is */
export async function checkRedis({ REDIS_URL, CELLS, SHARDS }: Config, dataDir: string): Promise<readonly Finding[]> {
  const check = 'Redis'
  try {
    const url = REDIS_URL ?? (await findLocalRedis(dataDir))
    if (url === undefined)
      return [{ check, state: 'ok', said: `one of its own, which begins at the first start, in ${dataDir}/` }]
    if (url === 'stopped')
      return [{ check, state: 'ok', said: `one of its own in ${dataDir}/, which runs while the bot does` }]
    const [first, ...others] = serverUrls(url)
    const found = await inspectRedis(first)
    const where = REDIS_URL === undefined ? `its own in ${dataDir}/` : redisHosts(first)
    if (!('version' in found))
      return [{ check, state: 'problem', said: `${where} is out of reach (${found.code})`, whatToDo: found.whatToDo }]
    return [
      { check, state: 'ok', said: `${where}${found.version === '' ? '' : `, version ${found.version}`}` },
      writesFinding(found),
      durabilityFinding(found),
      roomFinding(found),
      ...(found.schema === undefined ? [] : [schemaFinding(found.schema)]),
      ...cellsFinding(found, CELLS),
      ...(await checkHomes([first, ...others], CELLS)),
      ...shardsFinding(found, SHARDS),
      {
        check: 'Redis search',
        state: 'ok',
        said: found.hasSearch
          ? 'RediSearch is there'
          : 'no RediSearch: facts are compared in the process, which is as exact',
      },
      ...(found.skewMs === undefined ? [] : [clockFinding('clock of Redis', found.skewMs)]),
    ]
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [{ check, state: 'problem', said: error.message }]
  }
}

function schemaFinding(schema: Schema): Finding {
  const check = 'memory schema'
  const refusal = describeNewerSchema(schema)
  if (refusal !== undefined) return { check, state: 'problem', said: `version ${schema.version}`, whatToDo: refusal }
  if (schema.since === undefined)
    return {
      check,
      state: 'ok',
      said: `not told: the memory is new, or the next start migrates it to version ${SCHEMA_VERSION}`,
    }
  const isPresent = schema.version >= SCHEMA_VERSION
  const said = isPresent ? 'that of this Keepsake' : `the next start migrates it to version ${SCHEMA_VERSION}`
  return { check, state: 'ok', said: `version ${schema.version}: ${said}` }
}

/** Nothing where there is one, as mostly. */
function cellsFinding({ layout }: RedisInspection, wanted: number): readonly Finding[] {
  const check = 'cells'
  if (layout === undefined) return []
  const { cells, from } = layout
  if (cells > wanted)
    return [{ check, state: 'problem', said: String(cells), whatToDo: describeFewerCells(cells, wanted) }]
  if (cells < wanted)
    return [{ check, state: 'ok', said: `${cells}, and ${wanted} once the bot runs: it moves users then` }]
  if (from !== undefined)
    return [
      {
        check,
        state: 'ok',
        said: `${cells}: some users stand in the ${from} there were, and are moved while the bot runs`,
      },
    ]
  return cells === 1 ? [] : [{ check, state: 'ok', said: `${cells}, as CELLS says` }]
}

/** Whether other processes serve the other shards; nothing where there are none, or nobody can be asked. */
function shardsFinding({ heard, skewMs = 0 }: RedisInspection, served: Shards | undefined): readonly Finding[] {
  if (served === undefined || heard === undefined) return []
  const { count } = served
  const others = Array.from({ length: count }, (_, id) => id).filter(id => !served.ids.includes(id))
  if (others.length === 0) return []
  const check = 'other shards'
  const since = Date.now() - skewMs - SILENT_MS
  const awake = new Set(heard.filter(one => one.count === count && one.until > since).map(({ shard }) => shard))
  const silent = others.filter(id => !awake.has(id))
  if (silent.length === 0) return [{ check, state: 'ok', said: 'other processes serve them' }]
  const missing = formatShards({ ids: silent, count })
  const whatToDo = `Start a process with SHARDS=${missing}: in their servers nobody is answered.`
  return [{ check, state: 'warning', said: `nobody serves ${missing}`, whatToDo }]
}
