import type { ChannelId, GuildId } from '../types.ts'

/**
 * What the bot answers in a channel: `everything` that is said there; what is `worthwhile` to answer, as the model decides;
 * or `mentions` and replies alone. What is said to the bot itself is answered in each of them.
 */
export type ListeningMode = 'everything' | 'worthwhile' | 'mentions'

/** What admins set for channels and servers. */
export interface ServerSettings {
  /** How the bot listens, by channel; one that is not in there has `mentions`. */
  listeningModes(): Promise<ReadonlyMap<ChannelId, ListeningMode>>
  setListeningMode(channel: ChannelId, mode: ListeningMode): Promise<void>
  /** Whether nothing is kept of what is said in a server. */
  isMemoryOff(guild: GuildId): Promise<boolean>
  setMemoryOff(guild: GuildId, isOff: boolean): Promise<void>
}
