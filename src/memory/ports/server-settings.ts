import type { ChannelId, GuildId } from '../types.ts'

/** What admins set for channels and servers. */
export interface ServerSettings {
  /** The channels in which the bot answers every message. */
  listenedChannels(): Promise<ReadonlySet<ChannelId>>
  setListened(channel: ChannelId, isOn: boolean): Promise<void>
  /** Whether nothing is kept of what is said in a server. */
  isMemoryOff(guild: GuildId): Promise<boolean>
  setMemoryOff(guild: GuildId, isOff: boolean): Promise<void>
}
