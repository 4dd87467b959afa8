import type { Interactions } from '../../interactions/interactions.ts'
import { Nonces } from '../../messages/nonces.ts'
import type { World } from '../../world.ts'
import type { Route } from '../rest.ts'
import { type AccountFacts, accountRoutes } from './account.ts'
import { commandRoutes } from './commands.ts'
import { interactionRoutes } from './interactions.ts'
import { messageRoutes } from './messages.ts'
import { placeRoutes } from './places.ts'

/** All of the REST API that a bot like this one calls. */
export function allRoutes(world: World, interactions: Interactions, facts: AccountFacts): Route[] {
  return [
    ...accountRoutes(world, facts),
    ...messageRoutes(world, new Nonces(), facts.readsContent),
    ...placeRoutes(world),
    ...commandRoutes(world),
    ...interactionRoutes(world, interactions),
  ]
}
