/** When a session of Discord's gateway may begin: in all processes of the bot one after the other. */
export interface SessionStarts {
  /**
   * Takes the next start, of those that Discord counts under this key, for so many milliseconds: 0 where the session may begin
   * now, else after how many milliseconds to ask again. Throws MemoryUnavailable.
   */
  claim(key: number, ms: number): Promise<number>
}
