import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { OwnerChanges, OwnerChoices, OwnerSettings } from '../../memory/ports/settings/owner-settings.ts'
import { executePipeline, withMemoryErrors } from '../connection/errors.ts'
import type { Keys } from '../keys.ts'

/** Another one with every change. */
const VERSION = 'version'

/** One hash: `version`, `access:<what a rule is about>` and `model:<where>`. */
export function redisOwnerSettings(connection: Redis, keys: Keys): OwnerSettings {
  const redis = withMemoryErrors(connection)
  let known: string | null | undefined

  return {
    async readNew() {
      const version = await redis.hget(keys.ownerChoices, VERSION)
      if (version === known) return undefined
      const fields = Object.entries(await redis.hgetall(keys.ownerChoices))
      // What was read may be newer than the version that was asked for: it is read once more then, and is the same.
      known = version
      return { access: fieldsUnder('access:', fields), models: fieldsUnder('model:', fields) }
    },

    async change({ access = new Map(), models = new Map() }: OwnerChanges) {
      const fields = [
        ...[...access].map(([name, value]) => [`access:${name}`, value] as const),
        ...[...models].map(([name, value]) => [`model:${name}`, value] as const),
      ]
      const gone = fields.flatMap(([field, value]) => (value === undefined ? [field] : []))
      const kept = fields.flatMap(([field, value]) => (value === undefined ? [] : [field, value]))
      const transaction = connection.multi().hset(keys.ownerChoices, VERSION, randomUUID(), ...kept)
      if (gone.length > 0) transaction.hdel(keys.ownerChoices, ...gone)
      await executePipeline(transaction)
    },
  }
}

function fieldsUnder(prefix: string, fields: readonly (readonly [string, string])[]): OwnerChoices['access'] {
  return new Map(
    fields.flatMap(([field, value]) => (field.startsWith(prefix) ? [[field.slice(prefix.length), value]] : [])),
  )
}
