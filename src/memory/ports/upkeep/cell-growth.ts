export interface CellGrowth {
  /**
   * Brings a memory into as many cells as are wanted, by moving users one by one, while everybody is answered on; at once where
   * nothing is to be done. `later` if another process is at it, or the signal came: it goes on where it was. Throws MemoryUnavailable.
   */
  run(signal?: AbortSignal): Promise<'done' | 'later'>
}
