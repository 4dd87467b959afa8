import { errorDetails } from '../errors.ts'
import type { PlaceSettingName, PlaceSettings, ServerSettings } from '../memory/ports/settings/server-settings.ts'
import type { ChannelId, GuildId } from '../memory/types.ts'
import type { Logger } from '../observability/logger.ts'
import type { UserLocales } from './user-locales.ts'

/** Of a place: what is set for its channels, narrowest first, and last for its server. */
export type PlaceSettingsChain = readonly PlaceSettings[]

/** Where something is set: for a channel, or for the server around it. */
export type SettingOrigin = 'channel' | 'server'

/** What holds in a place, and where that is set; undefined where it is set nowhere. */
export function findPlaceSetting(
  chain: PlaceSettingsChain,
  name: PlaceSettingName,
): { readonly value: string; readonly origin: SettingOrigin } | undefined {
  const at = chain.findIndex(settings => settings[name] !== undefined)
  const value = chain[at]?.[name]
  return value === undefined ? undefined : { value, origin: at === chain.length - 1 ? 'server' : 'channel' }
}

export interface PlaceSettingsDependencies {
  readonly serverSettings: Pick<ServerSettings, 'readPlaceSettings'>
  readonly userLocales: Pick<UserLocales, 'recordServerLanguage'>
  readonly log: Logger
}

/** A place, by its channel with what is around it (see `placeIdsOf`). */
interface Place {
  readonly guild?: GuildId | undefined
  readonly channels: readonly ChannelId[]
}

/** What admins set for a place. Never rejects: where the store can't tell it, all is as if nothing was set. */
export async function readPlaceSettings(
  { guild, channels }: Place,
  { serverSettings, userLocales, log }: PlaceSettingsDependencies,
): Promise<PlaceSettingsChain> {
  if (guild === undefined) return []
  try {
    const chain = await serverSettings.readPlaceSettings(guild, channels)
    userLocales.recordServerLanguage(guild, chain.at(-1)?.textLanguage)
    return chain
  } catch (error) {
    log.warn({ guild, ...errorDetails(error) }, 'what admins set for a server could not be read')
    return []
  }
}
