import type { ModelFailure } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import { modelAdvice, type NamedServer } from './advice.ts'
import type { RequestFailure } from './failure.ts'

/** What keeps a model from working, until it works again or something else is heard of it. */
export interface StandingTrouble {
  readonly failure: ModelFailure
  /** In the words of the log. */
  readonly line: string
  /** The server's own words, where they can hold nothing but what an operator may read. */
  readonly said?: string
  readonly whatToDo?: string
}

/** What a closer look at a failure has found. */
export interface TroubleFindings {
  /** A better name for it, and for the setting to look at. */
  readonly line?: string
  readonly setting?: string
  readonly said?: string
  readonly whatToDo?: string
}

type Failure = Omit<RequestFailure, 'wording'>

/** What goes for every request: the model is of no use until somebody has done something, or it is back. */
const STANDING: ReadonlySet<ModelFailure> = new Set(['key', 'quota', 'spentToday', 'missing', 'unreachable'])

/** How often operators are told of the same trouble while it lasts. */
const REPEAT_MS = 3_600_000

/** Tells operators of a model that fails: each trouble once, until the model works again or an hour has passed. */
export class TroubleReport {
  readonly #server: NamedServer
  readonly #log: Logger
  readonly #told = new Map<ModelFailure, number>()
  #standing: StandingTrouble | undefined

  constructor(server: NamedServer, log: Logger) {
    this.#server = server
    this.#log = log
  }

  get server(): NamedServer {
    return this.#server
  }

  /** Why the model does not work at all, as far as the last that was heard of it tells. */
  get standing(): StandingTrouble | undefined {
    return this.#standing
  }

  /** What names the model, and the setting that a failure is a matter of. */
  details(failure: ModelFailure): { host: string; model: string; setting: string | undefined } {
    const { host, model, settings } = this.#server
    const setting = modelAdvice[failure]?.setting
    return { host, model, setting: setting && settings[setting] }
  }

  /** Notes a failure without telling of it. */
  note({ failure, code }: Failure): void {
    if (!STANDING.has(failure)) return
    // What a closer look has found says more than the same failure again.
    if (this.#standing?.failure !== failure) this.#standing = this.#describe(failure, code, {})
  }

  failed(failed: Failure): void {
    if (modelAdvice[failed.failure] === undefined) return
    this.note(failed)
    this.#tell(failed, this.#describe(failed.failure, failed.code, {}))
  }

  /** The smallest request failed: whatever the reason, every other one will. `findings`: of a closer look. */
  failedProbe(failed: Failure, findings: TroubleFindings): void {
    const { failure, code } = failed
    const described = this.#describe(failure, code, findings)
    this.#standing = described
    this.#tell(failed, described, findings)
  }

  worked(): void {
    if (this.#standing !== undefined) {
      const { host, model } = this.#server
      this.#log.info({ host, model }, 'the model server works again')
    }
    this.#standing = undefined
    this.#told.clear()
  }

  #describe(failure: ModelFailure, code: string | undefined, findings: TroubleFindings): StandingTrouble {
    const known = modelAdvice[failure]
    const whatToDo = findings.whatToDo ?? known?.whatToDo?.(this.#server, code)
    const line = findings.line ?? known?.line ?? `the model server gives no answer: ${failure}`
    const { said } = findings
    return { failure, line, ...(said !== undefined && { said }), ...(whatToDo !== undefined && { whatToDo }) }
  }

  #tell(failed: Failure, { line, whatToDo }: StandingTrouble, { setting, said }: TroubleFindings = {}): void {
    const { failure, status, code, requestId } = failed
    const now = performance.now()
    if (now - (this.#told.get(failure) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return
    this.#told.set(failure, now)
    const named = this.details(failure)
    const details = { ...named, setting: setting ?? named.setting, failure, status, code, requestId, said, whatToDo }
    this.#log.warn(details, line)
  }
}
