import { hash } from 'node:crypto'
import { ModelError, type ModelFailure } from '../../errors.ts'
import type { ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import type { Logger } from '../../observability/logger.ts'
import type { ServerCapabilities } from '../server/capabilities.ts'

/** So many failures in a row tell that a model is not up to writing facts, or not just now. */
const MAX_FAILURES = 3
const failuresOfModel: ReadonlySet<ModelFailure> = new Set(['malformed', 'cut', 'slow'])

/** After so long it is tried again, and after twice as long each time that it fails then; a day at most. */
const FIRST_PAUSE_MS = 600_000
const LONGEST_PAUSE_MS = 86_400_000

/** Whether a model writes facts that can be read: not if it is small, and not for a while after it failed again and again. */
export class WritingFitness {
  readonly #capabilities: ServerCapabilities
  readonly #log: Logger
  #failures = 0
  /** What all requests that failed in a row were to learn from: as long as that is anything, it may be the reason. */
  #common: ReadonlySet<string> = new Set()
  #isMoreExpected = false
  #pauseMs = FIRST_PAUSE_MS
  #unfitUntil = 0

  constructor(capabilities: ServerCapabilities, log: Logger) {
    this.#capabilities = capabilities
    this.#log = log
  }

  get isUnfit(): boolean {
    return this.#capabilities.isSmall || performance.now() < this.#unfitUntil
  }

  /** The next answer may be longer than the one that was cut: that is no failure yet. */
  expectMore(): void {
    this.#isMoreExpected = true
  }

  /** Counts how writing facts for a request goes. Throws what it throws. */
  async judge<Result>(request: ExtractionRequest, write: () => Promise<Result>): Promise<Result> {
    this.#isMoreExpected = false
    try {
      const written = await write()
      this.#failures = 0
      this.#pauseMs = FIRST_PAUSE_MS
      return written
    } catch (error) {
      if (error instanceof ModelError && failuresOfModel.has(error.failure) && !this.#isMoreExpected)
        this.#fail(request, error)
      throw error
    }
  }

  #fail({ turns, learnFrom }: ExtractionRequest, { failure }: ModelError): void {
    // Studies that were under way beside it failed for the same reason.
    if (this.isUnfit) return
    const said = new Set(
      turns.filter(({ number }) => learnFrom.includes(number)).map(({ text }) => hash('sha256', text)),
    )
    this.#common = this.#failures === 0 ? said : this.#common.intersection(said)
    this.#failures += 1
    if (this.#failures < MAX_FAILURES || this.#common.size > 0) return
    this.#unfitUntil = performance.now() + this.#pauseMs
    const { host, model } = this.#capabilities.server
    this.#log.warn(
      { host, model, setting: 'MEMORY_MODEL', failure, pauseMs: this.#pauseMs },
      'the memory model writes no facts that can be read: it is asked for less for a while',
    )
    this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS)
  }
}
