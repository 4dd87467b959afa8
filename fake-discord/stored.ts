import type {
  APIAttachment,
  APIDMChannel,
  APIGroupDMChannel,
  APIGuild,
  APIGuildMember,
  APIMessage,
  APITextChannel,
  APIThreadChannel,
  ChannelType,
  Snowflake,
} from 'discord-api-types/v10'

export type Thread = APIThreadChannel<ChannelType.PublicThread | ChannelType.PrivateThread>
export type Channel = APITextChannel | Thread | APIDMChannel | APIGroupDMChannel

/** A server and who is in it. The bot need not be: its commands can be brought along by a user. */
export interface StoredGuild extends APIGuild {
  members: Map<Snowflake, APIGuildMember>
  channels: Map<Snowflake, APITextChannel>
  threads: Map<Snowflake, Thread>
  hasBot: boolean
}

/** A message as Discord keeps it, with what only its server knows. */
export interface StoredMessage extends APIMessage {
  guild_id?: Snowflake
  /** Whom it notified: ids of users and roles, and `everyone`. */
  pinged: string[]
  /** The one user who sees it, when it is ephemeral. */
  visibleTo?: Snowflake
  /** What it said before each edit, oldest first. */
  revisions: { content: string; replacedAt: number }[]
}

export interface StoredFile {
  name: string
  contentType: string
  data: Uint8Array
  /** What else Discord tells of it: a description, the size of a picture, the length of a recording. */
  more?: Partial<APIAttachment>
}
