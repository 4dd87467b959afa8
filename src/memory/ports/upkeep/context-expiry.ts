export interface ContextExpiry {
  /**
   * Lets go of the words around facts that are older than conversations are kept (HISTORY_DAYS). Returns of how many; safe to
   * break off and to repeat. Throws MemoryUnavailable.
   */
  run(signal?: AbortSignal): Promise<number>
}
