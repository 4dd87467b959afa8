import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { ConfigError, errorDetails, MemoryUnavailable } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import { version as ownVersion } from '../../version.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { withLock } from '../connection/lock.ts'
import type { Keys } from '../keys.ts'
import { runAdvanceSchema } from '../scripts/migration/migration.ts'
import type { Migration } from './migration.ts'
import { FIRST_SCHEMA_VERSION, migrations as knownMigrations } from './migrations.ts'

/** How often a process looks whether another is through. */
const WAIT_MS = 200
const RETRY_MS = 1000

/** What a memory says of itself. */
export interface Schema {
  readonly version: number
  /** The version of Keepsake that brought it; none before there were schema versions. */
  readonly since: string | undefined
}

/** The schema version to which this Keepsake takes a memory: the newest one that it reads and writes. */
export const SCHEMA_VERSION = knownMigrations.at(-1)?.to ?? FIRST_SCHEMA_VERSION

/** Throws MemoryUnavailable. */
export async function readSchema(redis: Redis, keys: Keys): Promise<Schema> {
  const [version, since] = await withMemoryErrors(redis).hmget(keys.schema, 'version', 'since')
  return { version: Number(version) || FIRST_SCHEMA_VERSION, since: since ?? undefined }
}

/** Why this Keepsake must not use a memory; undefined where it may. */
export function describeNewerSchema({ version, since }: Schema, known = SCHEMA_VERSION): string | undefined {
  if (version <= known) return undefined
  return (
    `A newer Keepsake has written this memory: its schema is version ${version}, and Keepsake ${ownVersion} knows those ` +
    `up to ${known}. Start Keepsake ${since ?? ''} or newer, or restore a backup from before the upgrade.`
  )
}

export interface MigrationDependencies {
  readonly redis: Redis
  readonly keys: Keys
  readonly log: Logger
  /** Ends the waiting and the trying again. */
  readonly signal: AbortSignal
  /** Rejects with ConfigError where the memory can't be used for another reason. */
  readonly check?: () => Promise<void>
  /** The same, once the memory has the schema. */
  readonly settle?: () => Promise<void>
  /** Default: all there are. */
  readonly migrations?: readonly Migration[]
}

/**
 * Takes a memory to the schema version of this Keepsake; resolves when it has it, whoever took it there, or when it is told
 * to end. One process at a time does it, the others wait; where that one dies, another begins its migration anew ten
 * seconds later. Tries again while Redis is away. Throws ConfigError where the memory's schema is newer.
 */
export async function migrateMemory(dependencies: MigrationDependencies): Promise<void> {
  const { log, signal } = dependencies
  let isToldToWait = false
  while (!signal.aborted) {
    try {
      const outcome = await tryMigration(dependencies)
      if (outcome === 'done') return await dependencies.settle?.()
      if (!isToldToWait) log.info({}, 'another process migrates the memory: waiting for it')
      isToldToWait = true
      await pause(WAIT_MS, signal)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof MemoryUnavailable)) throw error
      log.warn(errorDetails(error), 'the memory is not migrated yet: it is tried again')
      await pause(RETRY_MS, signal)
    }
  }
}

async function tryMigration(dependencies: MigrationDependencies): Promise<'done' | 'held'> {
  const { redis, keys, migrations = knownMigrations } = dependencies
  await dependencies.check?.()
  const target = migrations.at(-1)?.to ?? FIRST_SCHEMA_VERSION
  const schema = await readSchema(redis, keys)
  const refusal = describeNewerSchema(schema, target)
  if (refusal !== undefined) throw new ConfigError(refusal, { schemaVersion: schema.version })
  if (schema.version >= target) return 'done'
  return await withLock(redis, keys.migration, async overtaken => {
    // Another may have been through with it in between.
    const { version } = await readSchema(redis, keys)
    const left = migrations.filter(({ to }) => to > version)
    await runMigrations(left, dependencies, overtaken)
    return 'done' as const
  })
}

async function runMigrations(
  migrations: readonly Migration[],
  { redis, keys, log, signal }: MigrationDependencies,
  overtaken: AbortSignal,
): Promise<void> {
  for (const { to, purpose, run } of migrations) {
    const begunAt = performance.now()
    const context = { redis, keys, signal: AbortSignal.any([signal, overtaken]) }
    const changed = await run(context)
    context.signal.throwIfAborted()
    await runAdvanceSchema({ redis, keys }, to)
    const ms = Math.round(performance.now() - begunAt)
    log[changed > 0 ? 'info' : 'debug']({ schemaVersion: to, purpose, changed, ms }, 'memory migrated')
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
