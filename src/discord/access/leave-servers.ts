import { type Client, DiscordAPIError, Events, type Guild, RESTJSONErrorCodes } from 'discord.js'
import { textsFor } from '../../locales/locales.ts'
import type { GuildId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import { discordErrorDetails } from '../errors.ts'
import { missingToAnswer } from '../permissions.ts'
import type { AccessPolicy } from './access-policy.ts'
import type { AccessRefusal } from './rules.ts'

export interface ServerLeaverDependencies {
  readonly access: Pick<AccessPolicy, 'isComplete' | 'refusalForServer'>
  readonly log: Logger
}

/** Leaves servers that are not allowed, one after the other, and says so there before. */
export class ServerLeaver {
  readonly #client: Client<true>
  readonly #dependencies: ServerLeaverDependencies
  /** Where it was said, by a process that could not leave yet. */
  readonly #told = new Map<GuildId, string | undefined>()
  #leaving: Promise<void> | undefined

  constructor(client: Client<true>, dependencies: ServerLeaverDependencies) {
    this.#client = client
    this.#dependencies = dependencies
    client.on(Events.GuildCreate, () => this.look())
  }

  /** Leaves whatever is not allowed now. Not before it is known what owners said by command: they may have allowed it. */
  look(): void {
    if (!this.#dependencies.access.isComplete) return
    this.#leaving ??= this.#leaveAll().finally(() => {
      this.#leaving = undefined
    })
  }

  async #leaveAll(): Promise<void> {
    const tried = new Set<GuildId>()
    for (;;) {
      // Looked for anew each time: meanwhile another one may have come, or been allowed.
      const next = this.#client.guilds.cache
        .filter(({ id, available }) => available && !tried.has(id))
        .map(guild => ({ guild, refusal: this.#dependencies.access.refusalForServer(guild.id) }))
        .find(({ refusal }) => refusal !== undefined)
      if (next?.refusal === undefined) return
      tried.add(next.guild.id)
      await this.#leave(next.guild, next.refusal)
    }
  }

  async #leave(guild: Guild, { because, source }: AccessRefusal): Promise<void> {
    const { log } = this.#dependencies
    const details = { guild: guild.id, because, setting: source }
    try {
      if (!this.#told.has(guild.id)) this.#told.set(guild.id, await this.#tell(guild))
      await guild.leave()
      log.info({ ...details, told: this.#told.get(guild.id) ?? 'nobody' }, 'left a server that is not allowed')
      this.#told.delete(guild.id)
    } catch (error) {
      // Another process was faster.
      if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownGuild) return
      log.warn({ ...details, ...discordErrorDetails(error) }, 'a server that is not allowed could not be left yet')
    }
  }

  /** In the channel for such things, or else to whoever runs the server; several processes say it once. */
  async #tell(guild: Guild): Promise<'channel' | 'owner' | undefined> {
    const { systemChannel: channel, ownerId, id: nonce } = guild
    const content = textsFor(guild.preferredLocale).access.leaving
    const message = { content, nonce, enforceNonce: true }
    const isTold = (sending: Promise<unknown>) =>
      sending.then(
        () => true,
        (error: unknown) => {
          this.#dependencies.log.debug({ guild: guild.id, ...discordErrorDetails(error) }, 'farewell not sent')
          return false
        },
      )
    if (channel !== null && missingToAnswer(channel).length === 0 && (await isTold(channel.send(message))))
      return 'channel'
    return (await isTold(this.#client.users.send(ownerId, message))) ? 'owner' : undefined
  }
}
