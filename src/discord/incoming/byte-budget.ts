/** Takes back what was lent; more than once does no harm. */
export type Release = () => void

interface Waiting {
  readonly bytes: number
  grant(): void
}

/** So many bytes may be in use at once; who wants more waits until there is room, in the order in which they came. */
export class ByteBudget {
  readonly #waiting = new Set<Waiting>()
  #free: number

  constructor(bytes: number) {
    this.#free = bytes
  }

  /** Resolves when there is room for so many bytes; with undefined if that takes longer than `timeoutMs`, or is not wanted any more. */
  async acquire(bytes: number, timeoutMs: number, signal: AbortSignal): Promise<Release | undefined> {
    const { promise: granted, resolve } = Promise.withResolvers<'granted' | 'ended'>()
    const waiting: Waiting = { bytes, grant: () => resolve('granted') }
    const end = () => resolve('ended')
    const timer = setTimeout(end, timeoutMs)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    this.#waiting.add(waiting)
    this.#grant()
    const outcome = await granted
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    if (outcome === 'granted') return this.#createRelease(bytes)
    this.#waiting.delete(waiting)
    this.#grant()
    return undefined
  }

  #createRelease(bytes: number): Release {
    let isReleased = false
    return () => {
      if (isReleased) return
      isReleased = true
      this.#free += bytes
      this.#grant()
    }
  }

  /** Whoever came first goes first, also where somebody with less would fit before them. */
  #grant(): void {
    for (const waiting of this.#waiting) {
      if (waiting.bytes > this.#free) return
      this.#free -= waiting.bytes
      this.#waiting.delete(waiting)
      waiting.grant()
    }
  }
}
