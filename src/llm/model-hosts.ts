import { HostOccupancy } from './host-occupancy.ts'
import { isLoopbackHost, isPrivateHost } from './server/private-host.ts'

/** The machines on which models run, each with who is at work there. */
export class ModelHosts {
  readonly #studiesAtOnce: number | undefined
  readonly #occupancies = new Map<string, HostOccupancy>()

  /** `studiesAtOnce`: as an operator says; one at a host of one's own, and as many as there are elsewhere, if not given. */
  constructor(studiesAtOnce?: number) {
    this.#studiesAtOnce = studiesAtOnce
  }

  /** Servers on one machine share its processors, whatever their ports. */
  occupancyOf(baseUrl: string): HostOccupancy {
    const { hostname } = new URL(baseUrl)
    const host = isLoopbackHost(hostname) ? 'localhost' : hostname
    const known = this.#occupancies.get(host)
    if (known !== undefined) return known
    const occupancy = new HostOccupancy(this.#studiesAtOnce ?? (isPrivateHost(host) ? 1 : Number.POSITIVE_INFINITY))
    this.#occupancies.set(host, occupancy)
    return occupancy
  }
}
