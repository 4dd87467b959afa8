import { MAX_FILE_BYTES } from './validation/message.ts'

export interface Settings {
  /** Any free one if 0. */
  port: number
  /** What the bot has to show. */
  token: string
  /** Whether the privileged intents are switched on for the bot; an IDENTIFY that asks for them is closed with 4014 otherwise. */
  privilegedIntents: boolean
  /** REST requests a second for the whole bot; null lifts the limit. */
  requestsPerSecond: number | null
  /** Whether the limits of single routes and channels hold. */
  channelLimits: boolean
  /** How many bytes interactions say that a file of an answer may have. */
  attachmentSizeLimit: number
  /** How many shards GET /gateway/bot recommends. */
  shards: number
  /**
   * How many shards may begin at once (`max_concurrency`): of those with the same remainder one in 5 s; null lifts the limit, and
   * tells the 16 that large bots have.
   */
  concurrentStarts: number | null
  /** How many messages a channel keeps. */
  history: number
  /** How many requests `requests` remembers; up to twice that between two clean-ups, none at 0. */
  requestLog: number
  /** Milliseconds between two heartbeats of a client. */
  heartbeatInterval: number
}

export const defaults: Settings = {
  port: 0,
  token: 'loopback-token',
  privilegedIntents: true,
  requestsPerSecond: 50,
  channelLimits: true,
  attachmentSizeLimit: MAX_FILE_BYTES,
  shards: 1,
  concurrentStarts: null,
  history: 1000,
  requestLog: 10_000,
  heartbeatInterval: 41_250,
}
