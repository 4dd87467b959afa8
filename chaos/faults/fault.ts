import type { PlannedFault } from '../schedule.ts'
import type { ChaosWorld } from '../world.ts'

/** Lets something break; resolves with what mends it again, when it is broken. */
export type Fault = (world: ChaosWorld, planned: PlannedFault) => Promise<() => Promise<void>>
