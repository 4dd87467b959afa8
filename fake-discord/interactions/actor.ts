import type { APIUser } from 'discord-api-types/v10'
import type { Channel } from '../stored.ts'
import type { World } from '../world.ts'
import type { Interactions } from './interactions.ts'

/** Who uses a command, a button or a form, and where. */
export interface Actor {
  world: World
  interactions: Interactions
  user: APIUser
  channel: Channel
}
