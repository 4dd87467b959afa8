import { hash } from 'node:crypto'
import { type Client, DiscordAPIError, RESTJSONErrorCodes } from 'discord.js'
import type { Texts } from '../locales/en.ts'
import { type Spent, type SpentBy, type UsageLedger, utcDay } from '../memory/ports/usage-ledger.ts'
import type { UserId } from '../memory/types.ts'
import type { Logger } from '../observability/logger.ts'
import { type CappedBy, type Caps, type CapUnit, findToldShares, type ReachedCap } from '../spending/caps.ts'
import { formatAmount } from '../spending/format.ts'
import { discordErrorDetails } from './errors.ts'
import { findOwners } from './owners.ts'

/** When it is tried again to tell owners, where Discord or the store did not take it. */
const RETRY_MS = 60_000

/** https://docs.discord.com/developers/resources/message#create-message */
const MAX_NONCE_LENGTH = 25

export interface OwnerNoticeDependencies {
  readonly client: Client<true>
  readonly ledger: Pick<UsageLedger, 'now' | 'claimNotice' | 'settleNotice'>
  readonly caps: Caps
  /** The name of the setting of a cap. */
  readonly settings: Readonly<Record<CappedBy, Readonly<Record<CapUnit, string>>>>
  readonly textsOf: (user: UserId) => Texts
  readonly log: Logger
}

interface CapNotice extends ReachedCap {
  readonly percent: number
  /** By all together; of who else has reached a cap it is told no more than that somebody has. */
  readonly spent?: Spent
}

/**
 * Tells the owners of the bot, and the log, what is about to be spent: at 80 and at 100 percent of what all may spend in a
 * day, and where the first person or server has reached what one may. Once a day each, in whatever process it is seen.
 */
export class OwnerNotices {
  readonly #dependencies: OwnerNoticeDependencies
  /** What this process has nothing more to do about. */
  readonly #handled = new Set<string>()

  constructor(dependencies: OwnerNoticeDependencies) {
    this.#dependencies = dependencies
  }

  /** What all have spent on a day. Returns at once, and never throws. */
  noteTotal(spent: Spent, day: string): void {
    for (const share of findToldShares(this.#dependencies.caps.bot, spent))
      this.#note({ by: 'bot', ...share, spent }, day)
  }

  /** What is spent today, and a cap that keeps somebody from being answered. Returns at once, and never throws. */
  noteCap(spent: SpentBy, reached: ReachedCap | undefined): void {
    const today = utcDay(this.#dependencies.ledger.now())
    this.noteTotal(spent.bot, today)
    if (reached !== undefined && reached.by !== 'bot') this.#note({ ...reached, percent: 100 }, today)
  }

  #note(notice: CapNotice, day: string): void {
    const name = `${notice.by}:${notice.unit}:${notice.percent}`
    const handled = `${day}:${name}`
    if (this.#handled.has(handled)) return
    this.#handled.add(handled)
    const { caps, settings, log } = this.#dependencies
    const { by, unit, percent } = notice
    log.warn(
      { setting: settings[by][unit], cap: formatAmount(caps[by][unit] ?? 0, unit), percent },
      percent === 100
        ? 'a daily cap is reached: nobody under it is answered until midnight UTC'
        : 'a daily cap is near',
    )
    this.#tellOwners(notice, name, day).catch((error: unknown) => {
      log.warn(discordErrorDetails(error), 'owners not told of a cap yet')
      setTimeout(() => this.#handled.delete(handled), RETRY_MS).unref()
    })
  }

  async #tellOwners(notice: CapNotice, name: string, day: string): Promise<void> {
    const { client, ledger, textsOf } = this.#dependencies
    for (const owner of await findOwners(client)) {
      const claim = `${name}:${owner}`
      if (!(await ledger.claimNotice(day, claim))) continue
      // Should another process say it as well, as after a long pause, it is the same message to Discord.
      const nonce = hash('sha256', `${day}:${claim}`).slice(0, MAX_NONCE_LENGTH)
      await this.#send(owner, this.#textFor(notice, textsOf(owner)), nonce)
      await ledger.settleNotice(day, claim)
    }
  }

  async #send(owner: UserId, content: string, nonce: string): Promise<void> {
    const { client, log } = this.#dependencies
    try {
      const channel = await client.users.createDM(owner)
      await channel.send({ content, nonce, enforceNonce: true })
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.code !== RESTJSONErrorCodes.CannotSendMessagesToThisUser)
        throw error
      const whatToDo = 'Take direct messages from the bot: in a server with it, in your privacy settings there.'
      log.warn({ user: owner, whatToDo }, 'an owner of the bot takes no direct messages from it')
    }
  }

  #textFor({ by, unit, percent, spent }: CapNotice, { usage: say }: Texts): string {
    const { caps, settings } = this.#dependencies
    const cap = formatAmount(caps[by][unit] ?? 0, unit)
    const setting = settings[by][unit]
    if (by === 'user') return say.personReached(cap, setting)
    if (by === 'guild') return say.serverReached(cap, setting)
    const amount = spent?.[unit] ?? 0
    const share = say.of(formatAmount(amount, unit), cap, Math.floor((100 * amount) / (caps[by][unit] ?? amount)))
    return percent === 100 ? say.capReached(share, setting) : say.capNear(share, setting)
  }
}
