import type { Redis } from 'ioredis'
import { chunks } from '../../memory/chunks.ts'
import {
  type ListeningMode,
  type PlaceSettings,
  placeSettingNames,
  type ServerSettings,
} from '../../memory/ports/settings/server-settings.ts'
import type { ChannelId } from '../../memory/types.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import type { DeletionList } from '../deletion-list/deletion-list.ts'
import { assertSnowflake, type Keys, snowflakeSchema } from '../keys.ts'
import { runSetListeningMode, runSetMemoryOff } from '../scripts/bookkeeping/bookkeeping.ts'
import type { AllCells } from '../scripts/script-context.ts'

/**
 * What stands behind a channel's id in the set of those in which more than mentions is answered. Versions that knew no
 * other mode kept the ids alone, and pass over what has something behind it.
 */
const ENDINGS = { everything: '', worthwhile: ':worthwhile' } as const satisfies Partial<Record<ListeningMode, string>>

/** The modes that are kept; where two stand for one channel, as after a version that knew the first alone, that one holds. */
const KEPT_MODES = ['everything', 'worthwhile'] as const

interface ServerSettingsOptions {
  /** Told where nothing is to be kept, if that is to stay so where a backup is put back. */
  readonly deletionList?: DeletionList
  /** The scripts of each cell look there whether anything of a server is kept. */
  readonly allCells?: AllCells
}

/**
 * How the bot listens in channels, and the servers in which nothing is kept: a set each. What is set for a server and its
 * channels: a hash for each server, `server:<name>`, `<channel>:<name>`, and
 * `greeted:<when it was joined>`.
 */
export function redisServerSettings(
  connection: Redis,
  keys: Keys,
  { deletionList, allCells }: ServerSettingsOptions = {},
): ServerSettings {
  const redis = withMemoryErrors(connection)
  const cells = allCells ?? (async () => [{ redis: connection, keys }])

  return {
    async listeningModes() {
      return parseModes(await redis.smembers(keys.listeningChannels))
    },

    async listeningVersion() {
      return (await redis.get(keys.listeningVersion)) ?? undefined
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
      // The first cell, which is asked whether it is off, comes last: where one is out of reach, the command is given again.
      for (const cell of (await cells()).toReversed()) {
        await runSetMemoryOff(cell, guild, isOff)
      }
    },

    async readPlaceSettings(guild, channels) {
      const places = [...channels.map(assertSnowflake), SERVER]
      const values = await redis.hmget(keys.placeSettings(guild), ...places.flatMap(fieldsOf))
      return chunks(values, placeSettingNames.length).map(parsePlaceSettings)
    },

    async changePlaceSetting({ guild, channel }, name, value) {
      const field = `${channel === undefined ? SERVER : assertSnowflake(channel)}:${name}`
      if (value === undefined) await redis.hdel(keys.placeSettings(guild), field)
      else await redis.hset(keys.placeSettings(guild), field, value)
    },

    async claimGreeting(guild, joinedAt) {
      return (await redis.hsetnx(keys.placeSettings(guild), `greeted:${joinedAt}`, '1')) === 1
    },

    async forgetPlaceSettings({ guild, channel }) {
      if (channel === undefined) await redis.unlink(keys.placeSettings(guild))
      else await redis.hdel(keys.placeSettings(guild), ...fieldsOf(assertSnowflake(channel)))
    },
  }
}

/** Stands in the place of a channel's id where something is set for the whole server. */
const SERVER = 'server'

function fieldsOf(place: string): readonly string[] {
  return placeSettingNames.map(name => `${place}:${name}`)
}

/** In the order of the names. An empty text says nothing. */
function parsePlaceSettings(values: readonly (string | null)[]): PlaceSettings {
  const set = placeSettingNames.map((name, at) => [name, values[at] ?? ''] as const)
  return Object.fromEntries(set.filter(([, value]) => value !== ''))
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
