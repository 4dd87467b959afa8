import type { ChannelId, GuildId } from '../../types.ts'
import type { DepartedPlace } from '../departures.ts'

/**
 * What the bot answers in a channel: `everything` that is said there; what is `worthwhile` to answer, as the model decides;
 * or `mentions` and replies alone. What is said to the bot itself is answered in each of them.
 */
export const listeningModes = ['everything', 'worthwhile', 'mentions'] as const
export type ListeningMode = (typeof listeningModes)[number]

/** What admins can set for a server or for one channel of it, each for itself: what is not set is as it is around it. */
export const placeSettingNames = ['persona', 'textLanguage', 'answerLanguage', 'model'] as const
export type PlaceSettingName = (typeof placeSettingNames)[number]

/**
 * `persona`: how the bot is to be there, in an admin's words. `textLanguage`: of what the bot itself says, not its model;
 * `answerLanguage`: of answers; both by the first part of Discord's locales (`de`). `model`: its name in the settings.
 */
export type PlaceSettings = Readonly<Partial<Record<PlaceSettingName, string>>>

/** What admins set for channels and servers. */
export interface ServerSettings {
  /** How the bot listens, by channel; one that is not in there has `mentions`. */
  listeningModes(): Promise<ReadonlyMap<ChannelId, ListeningMode>>
  /** Another one after every change of that, by whatever process; undefined before the first. */
  listeningVersion(): Promise<string | undefined>
  setListeningMode(channel: ChannelId, mode: ListeningMode): Promise<void>
  /** Whether nothing is kept of what is said in a server. */
  isMemoryOff(guild: GuildId): Promise<boolean>
  setMemoryOff(guild: GuildId, isOff: boolean): Promise<void>
  /** What is set for each of these channels, in their order, and last for the server itself. One round trip. */
  readPlaceSettings(guild: GuildId, channels: readonly ChannelId[]): Promise<readonly PlaceSettings[]>
  /** Sets one of them for a channel, or for the server itself; undefined takes it back. */
  changePlaceSetting(place: DepartedPlace, name: PlaceSettingName, value: string | undefined): Promise<void>
  /** Whether nobody has greeted a server since the bot joined it, at a time in ms; from now on it counts as greeted. */
  claimGreeting(guild: GuildId, joinedAt: number): Promise<boolean>
  /** A channel or server is gone, with all that was set for it, and with a server its channels; whether its memory was off stays. */
  forgetPlaceSettings(place: DepartedPlace): Promise<void>
}
