import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { OwnerChanges, OwnerChoices, OwnerSettings } from '../../memory/ports/settings/owner-settings.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import type { Keys } from '../keys.ts'
import { runChangeFields } from '../scripts/bookkeeping/bookkeeping.ts'

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
      const fields = new Map<string, string | undefined>([[VERSION, randomUUID()]])
      for (const [name, value] of access) fields.set(`access:${name}`, value)
      for (const [name, value] of models) fields.set(`model:${name}`, value)
      await runChangeFields({ redis: connection }, keys.ownerChoices, fields)
    },
  }
}

function fieldsUnder(prefix: string, fields: readonly (readonly [string, string])[]): OwnerChoices['access'] {
  return new Map(
    fields.flatMap(([field, value]) => (field.startsWith(prefix) ? [[field.slice(prefix.length), value]] : [])),
  )
}
