import { hash } from 'node:crypto'
import { z } from 'zod'
import { errorDetails } from '../../errors.ts'
import type { CapabilityStore } from '../../memory/ports/capability-store.ts'
import type { Logger } from '../../observability/logger.ts'
import { type Feature, isFeature, isLoss } from './features.ts'
import { type LimitName, type Limits, limitNames } from './limits.ts'

/** Servers are updated, and models exchanged: what was learned of them is learned again after that. */
const KEPT_MS = 7 * 86_400_000
/** What is found again counts from then, but is not written each time. */
const RENEWAL_MS = 86_400_000

/** How long something is left out that one refusal spoke against: another server may be behind the address by then. */
const TRIAL_MS = 60_000

/** A server that has taken something within this time knows it: a refusal without a reason concerns the request alone. */
const PROVEN_MS = 86_400_000

/**
 * Parameters. Smaller models call no tools and talk of them instead: a real one of 1.5 billion began 62 of 63 answers with
 * "**Remember**" or repeated what was said to it while tools were offered, and answered plainly without (docs/providers.md).
 */
const SMALL_MODEL = 2_500_000_000

/** What is dated later than this from now was noted before a clock was set back: it would hold for longer than it should. */
const AHEAD_MS = 60_000

/** How long a first request waits for what is known of the server. */
const LOAD_LIMIT_MS = 1000

/** A model at a server, as it is known to operators, and what belongs to its settings. */
export interface ServerIdentity {
  readonly host: string
  readonly model: string
  /** Whatever else requests to it depend on: where that changes, everything is learned anew. */
  readonly settings: readonly (string | number | undefined)[]
}

const recordSchema = z.object({
  off: z.record(z.string(), z.object({ at: z.number(), until: z.number() })),
  taken: z.record(z.string(), z.number()),
  limits: z.record(z.string(), z.object({ at: z.number(), value: z.number().positive() })),
})

type CapabilityRecord = z.infer<typeof recordSchema>

interface Suspicion {
  readonly people: Set<string>
  proofs: number
}

/**
 * What one model at one server was found to take. Kept with its date, so that neither the next request nor the next
 * process learns it anew, and forgotten after a week.
 */
export class ServerCapabilities {
  readonly server: ServerIdentity
  readonly #store: CapabilityStore | undefined
  readonly #log: Logger
  readonly #digest: string
  #record: CapabilityRecord = { off: {}, taken: {}, limits: {} }
  /** What requests got through without, while it is not sure that it was the reason. */
  readonly #suspicions = new Map<Feature, Suspicion>()
  /** For whom a size was guessed. */
  readonly #guesses = new Map<LimitName, Set<string>>()
  #loading: Promise<void> | undefined

  constructor(server: ServerIdentity, store: CapabilityStore | undefined, log: Logger) {
    const { host, model, settings } = server
    this.server = server
    this.#store = store
    this.#log = log
    this.#digest = hash('sha256', JSON.stringify([host, model, ...settings]), 'hex').slice(0, 32)
  }

  /** Resolves when what was learned before is known, or can't be had. Never rejects. */
  load(): Promise<void> {
    this.#loading ??= this.#load()
    return this.#loading
  }

  /** What requests are to leave out. */
  get omitted(): ReadonlySet<Feature> {
    const now = Date.now()
    const off = Object.entries(this.#record.off).flatMap(([name, { at, until }]) =>
      isFeature(name) && until > now && at < now + AHEAD_MS ? [name] : [],
    )
    return new Set(this.isSmall ? [...off, 'tools'] : off)
  }

  /** Whether the model is known to be one of those that tools and long instructions confuse. */
  get isSmall(): boolean {
    return (this.limits.parameters ?? SMALL_MODEL) < SMALL_MODEL
  }

  /** Sizes that are known, by the server's own word or by what it refused. */
  get limits(): Limits {
    const now = Date.now()
    const { limits } = this.#record
    return Object.fromEntries(
      limitNames.flatMap(name => {
        const limit = limits[name]
        return limit !== undefined && limit.at > now - KEPT_MS && limit.at < now + AHEAD_MS ? [[name, limit.value]] : []
      }),
    )
  }

  /** What requests got through without, the last first: what a refusal without a reason is most likely about. */
  get suspected(): readonly Feature[] {
    return [...this.#suspicions.keys()].reverse()
  }

  /** Whether the server has taken it a short while ago. */
  takes(feature: Feature): boolean {
    const ageMs = Date.now() - (this.#record.taken[feature] ?? 0)
    return ageMs > -AHEAD_MS && ageMs < PROVEN_MS
  }

  /** A documented code or parameter says that the server does not take it. */
  turnOff(feature: Feature): void {
    this.#turnOff(feature, KEPT_MS)
  }

  /**
   * A request got through without this alone, and did not with it. A change of form is kept for a minute, and for good
   * once it was found twice. What people would miss stays off for good only once that happened to two of them, with no
   * success between, and for a minute where the server has said so (`isStated`).
   */
  addProof(feature: Feature, person: string, isStated: boolean): void {
    const suspicion = this.#suspicions.get(feature) ?? { people: new Set(), proofs: 0 }
    this.#suspicions.delete(feature)
    this.#suspicions.set(feature, suspicion)
    suspicion.people.add(person)
    suspicion.proofs += 1
    const isProven = isLoss(feature)
      ? suspicion.people.size > 1 && (isStated || !this.takes(feature))
      : suspicion.proofs > 1
    if (isProven) this.#turnOff(feature, KEPT_MS)
    else if (isStated || !isLoss(feature)) this.#turnOff(feature, TRIAL_MS)
  }

  /** A request with these got through. */
  addSuccess(features: ReadonlySet<Feature>): void {
    const now = Date.now()
    let isNews = false
    for (const feature of features) {
      this.#suspicions.delete(feature)
      isNews ||= !this.takes(feature) || this.#record.off[feature] !== undefined
      this.#record.taken[feature] = now
      delete this.#record.off[feature]
    }
    if (isNews) this.#keep()
  }

  /** Notes a size that the server tells; false if it is known already. */
  setLimit(name: LimitName, value: number): boolean {
    return this.#setLimit(name, value, KEPT_MS)
  }

  /**
   * Notes a size that was found by asking for less after a refusal that may have had another reason: for a minute, and for
   * good once two people's requests got through only so.
   */
  guessLimit(name: LimitName, value: number, person: string): boolean {
    const people = this.#guesses.get(name) ?? new Set()
    this.#guesses.set(name, people.add(person))
    return this.#setLimit(name, value, people.size > 1 ? KEPT_MS : TRIAL_MS)
  }

  #setLimit(name: LimitName, value: number, ms: number): boolean {
    if (!(value > 0)) return false
    const isNew = this.limits[name] !== value
    const at = Date.now() - KEPT_MS + ms
    if (!isNew && at - (this.#record.limits[name]?.at ?? 0) < RENEWAL_MS) return false
    this.#record.limits[name] = { at, value }
    this.#keep()
    return isNew
  }

  #turnOff(feature: Feature, ms: number): void {
    const at = Date.now()
    delete this.#record.taken[feature]
    this.#record.off[feature] = { at, until: at + ms }
    this.#keep()
    const { host, model } = this.server
    if (ms === KEPT_MS) this.#log.info({ host, model, feature }, 'not taken by the model server: left out for a week')
  }

  async #load(): Promise<void> {
    if (this.#store === undefined) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const late = setTimeout(() => resolve(), LOAD_LIMIT_MS)
    try {
      const kept = await Promise.race([this.#store.readCapabilities(this.#digest), promise])
      const parsed = kept === undefined ? undefined : recordSchema.safeParse(JSON.parse(kept))
      if (parsed?.success === true) this.#merge(parsed.data)
    } catch (error) {
      this.#log.warn(errorDetails(error), 'what model servers take is not read: learned anew')
    } finally {
      clearTimeout(late)
    }
  }

  /** What was learned meanwhile is newer. */
  #merge({ off, taken, limits }: CapabilityRecord): void {
    const mine = this.#record
    this.#record = {
      off: { ...off, ...mine.off },
      taken: { ...taken, ...mine.taken },
      limits: { ...limits, ...mine.limits },
    }
  }

  #keep(): void {
    const { host, model } = this.server
    this.#store
      ?.keepCapabilities(this.#digest, JSON.stringify({ host, model, ...this.#record }))
      .catch((error: unknown) => this.#log.warn(errorDetails(error), 'what a model server takes is not kept'))
  }
}
