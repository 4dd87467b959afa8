import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { UserId } from '../../memory/types.ts'

const MINUTE_SECONDS = 60

/**
 * What one user may ask for in a minute. Somebody who pages through what is known of them clicks once or twice a second; choices come with
 * every key that is typed. A script that does more reads a whole memory each time, and others wait for it.
 */
export const INTERACTIONS_PER_MINUTE = { actions: 90, choices: 240 }

/** Holds every user to a pace of their own. */
export class InteractionPace {
  readonly #actions = new RateLimiterMemory({ points: INTERACTIONS_PER_MINUTE.actions, duration: MINUTE_SECONDS })
  readonly #choices = new RateLimiterMemory({ points: INTERACTIONS_PER_MINUTE.choices, duration: MINUTE_SECONDS })

  /** Whether a user may have this done as well. */
  async allows(user: UserId, kind: 'action' | 'choices'): Promise<boolean> {
    try {
      await (kind === 'action' ? this.#actions : this.#choices).consume(user)
      return true
    } catch (rejection) {
      if (rejection instanceof RateLimiterRes) return false
      throw rejection
    }
  }
}
