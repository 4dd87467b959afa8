import type { Redis } from 'ioredis'
import type { ListeningMode, ServerSettings } from '../../memory/ports/server-settings.ts'
import type { ChannelId } from '../../memory/types.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import type { DeletionList } from '../deletion-list/deletion-list.ts'
import { assertSnowflake, type Keys, snowflakeSchema } from '../keys.ts'
import { runSetListeningMode, runTurnMemoryOff } from '../scripts/bookkeeping/bookkeeping.ts'

/**
 * What stands behind a channel's id in the set of those in which more than mentions is answered. Versions that knew no
 * other mode kept the ids alone, and pass over what has something behind it.
 */
const ENDINGS = { everything: '', worthwhile: ':worthwhile' } as const satisfies Partial<Record<ListeningMode, string>>

/** The modes that are kept; where two stand for one channel, as after a version that knew the first alone, that one holds. */
const KEPT_MODES = ['everything', 'worthwhile'] as const

/**
 * How the bot listens in channels, and the servers in which nothing is kept: a set each.
 * @param deletionList told where nothing is to be kept, if that is to stay so where a backup is put back
 */
export function redisServerSettings(connection: Redis, keys: Keys, deletionList?: DeletionList): ServerSettings {
  const redis = withMemoryErrors(connection)

  return {
    async listeningModes() {
      return parseModes(await redis.smembers(keys.listeningChannels))
    },

    async setListeningMode(channel, mode) {
      const id = assertSnowflake(channel)
      const others = KEPT_MODES.filter(kept => kept !== mode).map(kept => `${id}${ENDINGS[kept]}`)
      const member = mode === 'mentions' ? undefined : `${id}${ENDINGS[mode]}`
      await runSetListeningMode({ redis: connection, keys }, member, others)
    },

    async isMemoryOff(guild) {
      return (await redis.sismember(keys.memoryOffGuilds, assertSnowflake(guild))) === 1
    },

    async setMemoryOff(guild, isOff) {
      await deletionList?.record({ kind: 'serverMemory', guild, isOff })
      if (isOff) await runTurnMemoryOff({ redis: connection, keys }, guild)
      else await redis.srem(keys.memoryOffGuilds, assertSnowflake(guild))
    },
  }
}

function parseModes(members: readonly string[]): ReadonlyMap<ChannelId, ListeningMode> {
  const modes = new Map<ChannelId, ListeningMode>()
  for (const mode of KEPT_MODES)
    for (const member of members) {
      const channel = member.slice(0, member.length - ENDINGS[mode].length)
      const isOfMode = `${channel}${ENDINGS[mode]}` === member && snowflakeSchema.safeParse(channel).success
      if (isOfMode && !modes.has(channel)) modes.set(channel, mode)
    }
  return modes
}
