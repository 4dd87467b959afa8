/** Looks once, at the earliest of the times for which it was asked since the last look. */
export class NextLook {
  readonly #look: () => void
  #timer: NodeJS.Timeout | undefined
  #dueAt = Number.POSITIVE_INFINITY

  constructor(look: () => void) {
    this.#look = look
  }

  /** Sees to it that the look comes in `ms` at the latest; at once where that is negative. */
  schedule(ms: number): void {
    const delay = Math.max(0, ms)
    const dueAt = performance.now() + delay
    if (this.#dueAt <= dueAt) return
    clearTimeout(this.#timer)
    this.#dueAt = dueAt
    this.#timer = setTimeout(() => {
      this.#dueAt = Number.POSITIVE_INFINITY
      this.#look()
    }, delay)
  }

  cancel(): void {
    clearTimeout(this.#timer)
  }
}
