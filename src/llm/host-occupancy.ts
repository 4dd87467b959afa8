import type { StudyTurn } from '../memory/ports/extraction-model.ts'

/**
 * How long the study whose turn it is gives way to answers, in milliseconds; then it begins beside them, and goes on to its
 * end: people who talk all day are learned from as well, and one of them waits once in ten minutes. What it waits for other studies does not count: after an outage all of them would be too late at once.
 */
const MAX_WAIT_MS = 600_000

/** How long what is not urgent gives way to answers, in milliseconds. */
const MAX_PAUSE_MS = 60_000

/** A study from its first wait to its end, over all its interruptions. */
interface Study {
  interruptions: number
  /** It has given way for too long: answers are no reason to wait any more. */
  isOverdue: boolean
  /** While it is the next one, or runs: makes it overdue in time. */
  overdue?: NodeJS.Timeout
  /** While it runs: makes room for an answer. */
  interrupt?: () => void
  /** While it waits: lets it run. */
  begin?: () => void
}

/**
 * Who is at work at one model host. Where it does one thing at a time, no study begins while an answer is made there, and an
 * answer interrupts the study that runs; a host that does several things at once is only kept from more studies than that.
 */
export class HostOccupancy {
  readonly #studiesAtOnce: number
  readonly #running = new Set<Study>()
  /** First come, first served; whoever was interrupted stands at the front again. */
  readonly #waiting: Study[] = []
  readonly #pauses = new Set<() => void>()
  #answers = 0
  #answersBegun = 0

  /** `studiesAtOnce`: 1 tells that the host does one thing at a time. */
  constructor(studiesAtOnce: number) {
    this.#studiesAtOnce = studiesAtOnce
  }

  /** An answer is made from now on; returns what to call at its end, more than once does no harm. */
  beginAnswer(): () => void {
    const answer = { isOver: false }
    this.#answers += 1
    this.#answersBegun += 1
    if (this.doesOneThing) for (const study of this.#running) if (!study.isOverdue) study.interrupt?.()
    return () => {
      if (answer.isOver) return
      answer.isOver = true
      this.#answers -= 1
      if (this.#answers === 0) for (const end of this.#pauses) end()
      this.#beginStudies()
    }
  }

  /** Resolves when no answer is made where that would be in its way, and after a minute at the latest. */
  async pause(): Promise<void> {
    if (!this.doesOneThing || this.#answers === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const late = setTimeout(resolve, MAX_PAUSE_MS)
    late.unref()
    this.#pauses.add(resolve)
    await promise
    this.#pauses.delete(resolve)
    clearTimeout(late)
  }

  /**
   * Does the work of a study when the host has room for it, and again from its beginning after an answer interrupted it.
   * Throws what the work throws, and the signal's reason while it waits.
   */
  async study<Result>(work: (turn: StudyTurn) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const study: Study = { interruptions: 0, isOverdue: false }
    let entering = this.#enter(study, signal)
    try {
      for (;;) {
        const hasWaited = (await entering) || study.interruptions > 0
        const interruption = new AbortController()
        study.interrupt = () => interruption.abort()
        try {
          const { interruptions } = study
          return await work({ signal: AbortSignal.any([signal, interruption.signal]), hasWaited, interruptions })
        } catch (error) {
          if (signal.aborted || !interruption.signal.aborted) throw error
          study.interruptions += 1
          this.#running.delete(study)
          entering = this.#enter(study, signal)
        }
      }
    } finally {
      clearTimeout(study.overdue)
      this.#running.delete(study)
      this.#beginStudies()
    }
  }

  /** Whether answers and studies are in each other's way. */
  get doesOneThing(): boolean {
    return this.#studiesAtOnce === 1
  }

  /** How many answers were begun so far: what happened there since then is known by the difference. */
  get answersBegun(): number {
    return this.#answersBegun
  }

  /** Resolves when the study runs: whether it had to wait for that. */
  async #enter(study: Study, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted()
    if (study.interruptions > 0) this.#waiting.unshift(study)
    else this.#waiting.push(study)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    study.begin = resolve
    const leave = () => {
      const at = this.#waiting.indexOf(study)
      if (at < 0) return
      this.#waiting.splice(at, 1)
      reject(signal.reason)
    }
    signal.addEventListener('abort', leave)
    this.#beginStudies()
    const hasWaited = !this.#running.has(study)
    try {
      await promise
      return hasWaited
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  #beginStudies(): void {
    const waiting = this.#waiting.splice(0)
    for (const study of waiting) {
      if (this.#hasRoomFor(study)) {
        this.#running.add(study)
        study.begin?.()
      } else this.#waiting.push(study)
    }
    const [next] = this.#waiting
    if (next !== undefined && this.#running.size < this.#studiesAtOnce) this.#limitWait(next)
  }

  /** From when nothing but answers is in its way. */
  #limitWait(study: Study): void {
    study.overdue ??= setTimeout(() => {
      study.isOverdue = true
      this.#beginStudies()
    }, MAX_WAIT_MS).unref()
  }

  #hasRoomFor({ isOverdue }: Study): boolean {
    const isFree = !this.doesOneThing || this.#answers === 0 || isOverdue
    return isFree && this.#running.size < this.#studiesAtOnce
  }
}
