import type { ServerCapabilities } from './capabilities.ts'
import { isAboutRequest, type RequestFailure } from './failure.ts'
import { type Feature, featureOrder, impliedBy, isLeftOutUnnamed, isLoss, type NamedFeature } from './features.ts'

/** So many more requests may leave something out, after the one that was refused. */
export const MAX_STEPS = 3

export interface DescentOptions<Request> {
  readonly capabilities: ServerCapabilities
  /** What a request makes use of. */
  readonly featuresOf: (request: Request) => ReadonlySet<Feature>
  /** For whom is asked: two people who are refused the same are no accident. */
  readonly person?: string | undefined
}

interface Refusal {
  /** What the request left out that was refused. */
  readonly omitted: ReadonlySet<Feature>
  readonly named: readonly NamedFeature[]
  readonly reason: string
  /** A server in trouble may have got over it meanwhile. */
  readonly isProof: boolean
}

/** The oldest name of the limit stays: without any, an answer has no end at some servers. */
const LAST_LIMIT: Feature = 'max_tokens'

/** Requests of nobody in particular are each taken for another's. */
let anonymous = 0

/**
 * The way down from a request that was refused to one that the server takes, for one question: what the server names is
 * left out first, then what helped before, then one thing after the other in a fixed order, and at last all that can be.
 */
export class Descent<Request> {
  readonly #options: DescentOptions<Request>
  readonly #person: string
  #omitted: ReadonlySet<Feature>
  #steps = 0
  /** What any of the requests made use of. */
  readonly #seen = new Set<Feature>()
  /** What was left out by turns, and was not the reason. */
  readonly #tried = new Set<Feature>()
  /** What the next refusal was no longer about, or the server named. */
  readonly #needed = new Map<Feature, NamedFeature['by'] | undefined>()
  #last: Refusal | undefined
  /** What the request that is under way leaves out more than the last one. */
  #step: readonly Feature[] = []

  constructor(options: DescentOptions<Request>) {
    anonymous += 1
    this.#options = options
    this.#person = options.person ?? `anonymous ${anonymous}`
    this.#omitted = options.capabilities.omitted
  }

  /** What the next request leaves out. */
  get omitted(): ReadonlySet<Feature> {
    return this.#omitted
  }

  /** What to leave out after a refusal, by name; undefined if there is nothing, or it was not about the request. */
  descend(failure: RequestFailure, sent: Request): string | undefined {
    if (!isAboutRequest(failure) || this.#steps >= MAX_STEPS) return undefined
    const { capabilities, featuresOf } = this.#options
    const present = featuresOf(sent)
    const named = (failure.named ?? []).filter(({ feature }) => present.has(feature))
    for (const { feature, by } of named) if (by === 'code') capabilities.turnOff(feature)
    const reason = `${failure.status} ${failure.wording}`
    const omitted = this.#keepOrRestore(reason)

    const candidates = this.#candidates(present, named)
    if (candidates.length === 0) return undefined
    this.#steps += 1
    const isAll = this.#steps === MAX_STEPS && named.length === 0
    for (const feature of present) this.#seen.add(feature)
    const isLeft = (feature: Feature) => feature !== LAST_LIMIT && isLeftOutUnnamed(feature) && !omitted.has(feature)
    const all = [...this.#seen].filter(isLeft)
    const next = isAll ? all : candidates.slice(0, 1)
    for (const feature of next) this.#tried.add(feature)
    this.#step = next
    this.#last = { omitted, named, reason, isProof: (failure.status ?? 0) < 500 || named.length > 0 }
    this.#omitted = new Set([...omitted, ...next.flatMap(feature => [feature, ...impliedBy(feature)])])
    return next.join(', ')
  }

  /**
   * The server took this request: what the one before had more is what it was refused for. Where those are several, it is
   * one of them or all: what is a matter of form counts, and what people would miss does not.
   */
  succeed(sent: Request): void {
    const { capabilities, featuresOf } = this.#options
    capabilities.addSuccess(featuresOf(sent))
    if (this.#last?.isProof === true) this.#noteNeeds(this.#last)
    for (const [feature, by] of this.#needed) {
      if (by !== 'code') capabilities.addProof(feature, this.#person, by === 'statement')
    }
    this.#needed.clear()
    this.#last = undefined
    this.#step = []
  }

  /** What was left out was not the reason, nor what the next request is refused for: that is asked for in full. */
  restore(): void {
    this.#omitted = this.#options.capabilities.omitted
    this.#needed.clear()
    this.#last = undefined
    this.#step = []
  }

  /** Another reason than before tells that what was left out had to go; the same one, that it was left out in vain. */
  #keepOrRestore(reason: string): ReadonlySet<Feature> {
    const last = this.#last
    if (last === undefined) return this.#omitted
    if (last.reason === reason) return last.omitted
    this.#noteNeeds(last)
    return this.#omitted
  }

  #noteNeeds({ named }: Refusal): void {
    const isOne = this.#step.length === 1
    for (const feature of this.#step.filter(one => isOne || !isLoss(one))) {
      const by = named.find(one => one.feature === feature)?.by
      for (const one of [...impliedBy(feature), feature]) this.#needed.set(one, by)
    }
  }

  #candidates(present: ReadonlySet<Feature>, named: readonly NamedFeature[]): Feature[] {
    const { capabilities } = this.#options
    const isLeft = (feature: Feature) =>
      present.has(feature) && !this.#omitted.has(feature) && !this.#tried.has(feature)
    // What the server has taken lately is hardly the reason; what the model makes of tools and pictures can always be.
    const isProven = (feature: Feature) => !isLoss(feature) && capabilities.takes(feature)
    const unnamed = featureOrder.filter(isLeftOutUnnamed)
    const [unproven, proven] = [unnamed.filter(one => !isProven(one)), unnamed.filter(isProven)]
    const order = [...named.map(({ feature }) => feature), ...capabilities.suspected, ...unproven, ...proven]
    return [...new Set(order)].filter(isLeft)
  }
}
