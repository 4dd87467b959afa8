import type { Message } from 'discord.js'
import { LRUCache } from 'lru-cache'
import type { Texts } from '../../locales/en.ts'
import { atMost } from '../../memory/memoize.ts'
import type { Logger } from '../../observability/logger.ts'
import { discordErrorDetails } from '../errors.ts'
import type { MessageApi } from '../message-api.ts'
import type { UserLocales } from '../user-locales.ts'
import type { AccessRefusal } from './rules.ts'

const DAY_MS = 86_400_000
const MOST_TOLD = 10_000

export interface RefusalNoticeDependencies {
  readonly messageApi: Pick<MessageApi, 'post'>
  readonly userLocales: Pick<UserLocales, 'textsOf'>
  readonly log: Logger
}

/** What people read who may not use the bot, or not there, and what they can do all the same. */
export function refusalSentence({ about }: AccessRefusal, { access }: Pick<Texts, 'access'>): string {
  return `${access[about]}\n${access.stillYours}`
}

/**
 * Tells people that they are not answered: each person once a day, and a channel where nobody is answered once a day in all,
 * as it is meant to be quiet.
 */
export class RefusalNotices {
  readonly #dependencies: RefusalNoticeDependencies
  readonly #told = new LRUCache<string, true>({ ...atMost(MOST_TOLD), ttl: DAY_MS })

  constructor(dependencies: RefusalNoticeDependencies) {
    this.#dependencies = dependencies
  }

  /** Never rejects. A server that is not allowed is told when the bot leaves it. */
  async tell({ id, author, channelId, guild }: Message, refusal: AccessRefusal): Promise<void> {
    if (refusal.about === 'server') return
    const whom = refusal.about === 'channel' ? `channel:${channelId}` : `user:${author.id}`
    if (this.#told.has(whom)) return
    this.#told.set(whom, true)
    const { messageApi, userLocales, log } = this.#dependencies
    const content = refusalSentence(refusal, userLocales.textsOf(author.id, guild?.id, guild?.preferredLocale))
    try {
      await messageApi.post({ id, user: author.id, channel: channelId }, id, { content })
    } catch (error) {
      log.warn({ channel: channelId, ...discordErrorDetails(error) }, 'notice not sent')
    }
  }
}
