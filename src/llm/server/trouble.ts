import type { ModelFailure } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import type { RequestFailure } from './failure.ts'

/** How operators know a model: where it is, and by which settings. */
export interface NamedServer {
  readonly host: string
  readonly model: string
  /** The names of the settings that say where it is, which it is, and by which key. */
  readonly settings: { readonly url: string; readonly model: string; readonly key: string }
}

interface Advice {
  readonly line: string
  readonly setting?: keyof NamedServer['settings']
}

const advice: Partial<Record<ModelFailure, Advice>> = {
  key: { line: 'the model server refuses the key', setting: 'key' },
  quota: { line: 'the credit at the model server is used up', setting: 'key' },
  spentToday: { line: 'the quota of the day at the model server is spent', setting: 'key' },
  missing: { line: 'the model server has no such model', setting: 'model' },
  refused: { line: 'the model server refuses requests', setting: 'model' },
  busy: { line: 'the model server asks to wait' },
  overloaded: { line: 'the model server is overloaded' },
  unreachable: { line: 'the model server can’t be reached', setting: 'url' },
  slow: { line: 'the model server is too slow' },
}

/** What does not pass by itself: people have to do something. */
const LASTING: ReadonlySet<ModelFailure> = new Set(['key', 'quota', 'spentToday', 'missing'])

/** How often operators are told of the same trouble while it lasts. */
const REPEAT_MS = 3_600_000

/** Tells operators of a model that fails: each trouble once, until the model works again or an hour has passed. */
export class TroubleReport {
  readonly #server: NamedServer
  readonly #log: Logger
  readonly #told = new Map<ModelFailure, number>()
  /** Whether the last that was heard of the model is trouble that does not pass by itself. */
  isLasting = false

  constructor(server: NamedServer, log: Logger) {
    this.#server = server
    this.#log = log
  }

  /** What names the model, and the setting that a failure is a matter of. */
  details(failure: ModelFailure): { host: string; model: string; setting: string | undefined } {
    const { host, model, settings } = this.#server
    const setting = advice[failure]?.setting
    return { host, model, setting: setting && settings[setting] }
  }

  /** Notes a failure without telling of it. */
  note(failure: ModelFailure): void {
    this.isLasting ||= LASTING.has(failure)
  }

  failed({ failure, status, code, requestId }: Omit<RequestFailure, 'wording'>): void {
    const known = advice[failure]
    if (known === undefined) return
    this.note(failure)
    const now = Date.now()
    if (now - (this.#told.get(failure) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return
    this.#told.set(failure, now)
    this.#log.warn({ ...this.details(failure), failure, status, code, requestId }, known.line)
  }

  worked(): void {
    this.isLasting = false
    this.#told.clear()
  }
}
