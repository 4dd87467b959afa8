import { isDeepStrictEqual } from 'node:util'
import type { Happening } from '../../../fake-discord/happenings.ts'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { PageWorld, TalkEvent } from '../protocol.ts'
import { describeWorld } from './describe-world.ts'
import type { PageFiles } from './page-files.ts'

/** Tells what happens on the small Discord, until `stop`. */
export class DiscordWatch {
  readonly #discord: Loopback
  readonly #files: PageFiles
  readonly #publish: (event: TalkEvent) => void
  readonly stop: () => void
  #world: PageWorld
  #isLooking = false

  constructor(discord: Loopback, files: PageFiles, publish: (event: TalkEvent) => void) {
    this.#discord = discord
    this.#files = files
    this.#publish = publish
    this.#world = describeWorld(discord)
    this.stop = discord.watch(happening => this.#see(happening))
  }

  get world(): PageWorld {
    return this.#world
  }

  /** Looks, as soon as what is being done is done, whether who and what there is has changed: that has no event of its own. */
  look(): void {
    if (this.#isLooking) return
    this.#isLooking = true
    setImmediate(() => {
      this.#isLooking = false
      const world = describeWorld(this.#discord)
      if (isDeepStrictEqual(world, this.#world)) return
      this.#world = world
      this.#publish({ kind: 'world', world })
    })
  }

  #see(happening: Happening): void {
    switch (happening.kind) {
      case 'message':
      case 'edit':
        this.#publish({ kind: 'message', message: this.#files.messageOf(happening.message) })
        break
      case 'delete':
        this.#publish({ kind: 'delete', channelId: happening.channelId, ids: happening.ids })
        break
      case 'typing':
        this.#publish({ kind: 'typing', channelId: happening.channelId, userId: happening.userId })
        break
      case 'request':
        // A bot can rename, open and close channels, and registers its commands.
        if (happening.method !== 'GET' && !happening.path.includes('/messages')) this.look()
        break
      default:
    }
  }
}
