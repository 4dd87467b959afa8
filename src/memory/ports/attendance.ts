import type { UserId } from '../types.ts'

/**
 * Until when the bot heard what is said, and who speaks to it in direct messages: where to look after it was away. Times are
 * milliseconds since 1970, by Discord's clock.
 */
export interface Attendance {
  /** @param at until when all was heard */
  noteHeard(at: number): Promise<void>
  /** @param users who spoke in direct messages since this was last told */
  noteDirectUsers(at: number, users: readonly UserId[]): Promise<void>
  /** Undefined before the first note; the newest of those who spoke within a day first, 50 at most. */
  read(): Promise<{ readonly until: number | undefined; readonly directUsers: readonly UserId[] }>
}
