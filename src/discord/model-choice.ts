import { errorDetails } from '../errors.ts'
import type { ChannelId, GuildId } from '../memory/types.ts'
import type { Logger } from '../observability/logger.ts'
import type { KnownOwnerChoices } from './owner-choices.ts'

/** Where a model answers: in a channel with its threads, in a server, or wherever nothing else is chosen. */
export type ModelPlace = `channel:${ChannelId}` | `server:${GuildId}` | 'everywhere'

interface ModelQuestion {
  readonly channels: readonly ChannelId[]
  readonly guild?: GuildId | undefined
}

/**
 * Which of the configured models answers where: as owners chose; where they did not, as admins did for their server; else the first
 * of the settings.
 */
export class ModelChoice {
  readonly #names: ReadonlySet<string>
  readonly #choices: KnownOwnerChoices
  readonly #log: Logger
  /** What was chosen and is in the settings no more. */
  readonly dropped = new Set<string>()

  /** `names`: of the models that the settings name for answers, as they stand there. */
  constructor(names: readonly string[], choices: KnownOwnerChoices, log: Logger) {
    this.#names = new Set(names)
    this.#choices = choices
    this.#log = log
    choices.onChange(() => this.#drop())
    this.#drop()
  }

  /**
   * The narrowest choice for a place counts; undefined where there is none. `channels`: see `placeIdsOf`.
   * @param wished what admins set there: it counts where no owner has chosen
   */
  modelFor(place: ModelQuestion, wished?: string): string | undefined {
    return this.ownersModelFor(place) ?? (wished !== undefined && this.#names.has(wished) ? wished : undefined)
  }

  /** What owners chose that holds in a place. */
  ownersModelFor({ channels, guild }: ModelQuestion): string | undefined {
    const places: ModelPlace[] = channels.map(id => `channel:${id}` as const)
    if (guild !== undefined) places.push(`server:${guild}`)
    return [...places, 'everywhere' as const].map(place => this.chosenFor(place)).find(name => name !== undefined)
  }

  /** What was chosen for this very place. */
  chosenFor(place: ModelPlace): string | undefined {
    const name = this.#choices.current.models.get(place)
    return name !== undefined && this.#names.has(name) ? name : undefined
  }

  /** Resolves when it holds in every process; undefined takes a choice back. Throws MemoryUnavailable. */
  async choose(place: ModelPlace, name: string | undefined): Promise<void> {
    await this.#choices.change({ models: new Map([[place, name]]) })
  }

  #drop(): void {
    const gone = [...this.#choices.current.models].filter(([, name]) => !this.#names.has(name))
    if (gone.length === 0) return
    for (const [place, model] of gone) {
      this.dropped.add(model)
      this.#log.warn({ place, model, setting: 'CHAT_MODEL' }, 'a model that was chosen with /model is no longer there')
    }
    this.#choices
      .change({ models: new Map(gone.map(([place]) => [place, undefined])) })
      .catch((error: unknown) => this.#log.warn(errorDetails(error), 'the choice of a model could not be taken back'))
  }
}
