import type { UserId } from '../types.ts'

/** Until when the bot heard what is said, and who speaks to it in direct messages: where to look after it was away. */
export interface Attendance {
  /**
   * @param at milliseconds since 1970, by Discord's clock
   * @param directUsers who spoke in direct messages since the last note
   */
  note(at: number, directUsers: readonly UserId[]): Promise<void>
  /** Undefined before the first note; the newest of those who spoke within a day first, 50 at most. */
  read(): Promise<{ readonly until: number | undefined; readonly directUsers: readonly UserId[] }>
}
