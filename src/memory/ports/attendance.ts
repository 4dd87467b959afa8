import type { HeardUntil, Shards } from '../shards.ts'
import type { UserId } from '../types.ts'

/**
 * Until when the bot heard what is said, and who speaks to it in direct messages: where to look after it was away. Times are
 * milliseconds since 1970, by Discord's clock.
 */
export interface Attendance {
  /** @param at until when all was heard that is said where these shards listen */
  noteHeard(at: number, shards: Shards): Promise<void>
  /** @param users who spoke in direct messages since this was last told */
  noteDirectUsers(at: number, users: readonly UserId[]): Promise<void>
  /** Of each shard that was ever noted its last note; the newest of those who spoke within a day first, 50 at most. */
  read(): Promise<{ readonly heard: readonly HeardUntil[]; readonly directUsers: readonly UserId[] }>
}
