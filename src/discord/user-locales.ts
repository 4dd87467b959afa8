import { LRUCache } from 'lru-cache'
import type { Texts } from '../locales/en.ts'
import { textsFor } from '../locales/locales.ts'
import { atMost } from '../memory/memoize.ts'
import type { GuildId, UserId } from '../memory/types.ts'

const MAX_USERS = 10_000
const MAX_SERVERS = 10_000

/**
 * The languages people use Discord in. A message does not tell it: it is known from the commands and buttons they used,
 * and kept with their settings. English until then. Where a server's admins chose a language for it, that one holds there.
 */
export class UserLocales {
  readonly #locales = new LRUCache<UserId, string>(atMost(MAX_USERS))
  /** Of servers whose admins chose one, as they were read last. */
  readonly #serverLanguages = new LRUCache<GuildId, string>(atMost(MAX_SERVERS))
  readonly #keep: (user: UserId, locale: string) => void

  /** `keep` puts a language among a user's settings, as far as anything is kept of them. Never rejects. */
  constructor(keep: (user: UserId, locale: string) => void) {
    this.#keep = keep
  }

  /** What is said to a user, in a server if so; in another language where theirs is not known, as in Discord's for that server. */
  textsOf(user: UserId, guild?: GuildId | null, otherwise?: string): Texts {
    const chosen = guild ? this.#serverLanguages.get(guild) : undefined
    return textsFor(chosen ?? this.#locales.get(user) ?? otherwise)
  }

  /** Notes what a server's admins chose; undefined: each person has their own. */
  recordServerLanguage(guild: GuildId, language: string | undefined): void {
    if (language === undefined) this.#serverLanguages.delete(guild)
    else this.#serverLanguages.set(guild, language)
  }

  /** Notes the language that came with a click or a command of theirs. */
  recordFromInteraction(user: UserId, locale: string): void {
    if (this.#locales.get(user) === locale) return
    this.#locales.set(user, locale)
    this.#keep(user, locale)
  }

  /** Notes the language of their settings; keeps the known one there if nothing could be kept of them when it came. */
  recordFromSettings(user: UserId, locale: string | undefined): void {
    const known = this.#locales.get(user)
    if (locale === undefined && known !== undefined) this.#keep(user, known)
    else if (locale !== undefined) this.#locales.set(user, locale)
  }
}
