export interface Fault {
  /** All methods if not given. */
  method?: string | undefined
  /** Matched against the path without the version: `/channels/123/messages`. All paths if not given. */
  path?: RegExp | undefined
  /** How many requests it meets; 1 if not given, `Infinity` until it is lifted. */
  times?: number | undefined
  /** Answers with this; without a status, the request is only delayed and then served. */
  status?: number | undefined
  body?: unknown
  headers?: Record<string, string> | undefined
  /** Holds the answer back so long. */
  afterMs?: number | undefined
  /** Holds the answer back until then. */
  until?: Promise<unknown> | undefined
  /** Breaks the connection instead of answering. */
  dropSocket?: boolean | undefined
  /** Carries the request out before it fails, so that its sender can't know. Otherwise a failed request did nothing. */
  served?: boolean | undefined
  /** Called when a request meets it. */
  onMet?: (() => void) | undefined
}

/** What goes wrong with the next requests, on purpose. */
export class Faults {
  readonly #planned: (Fault & { left: number })[] = []

  /** The returned function lifts it. */
  plan(fault: Fault): () => void {
    const planned = { ...fault, left: fault.times ?? 1 }
    this.#planned.push(planned)
    return () => {
      const at = this.#planned.indexOf(planned)
      if (at >= 0) this.#planned.splice(at, 1)
    }
  }

  take(method: string, path: string): Fault | undefined {
    if (this.#planned.length === 0) return undefined
    const at = this.#planned.findIndex(
      fault => (fault.method ?? method) === method && (fault.path === undefined || fault.path.test(path)),
    )
    const fault = this.#planned[at]
    if (fault === undefined) return undefined
    fault.onMet?.()
    fault.left -= 1
    if (fault.left <= 0) this.#planned.splice(at, 1)
    return fault
  }
}
