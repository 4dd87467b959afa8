import type { Config } from './config/environment.ts'
import { capSettings, spendingCaps } from './config/settings.ts'
import { UsageLimits } from './discord/answering/usage-limits.ts'
import type { DiscordConnection } from './discord/client.ts'
import { OwnerNotices } from './discord/owner-notices.ts'
import type { UserLocales } from './discord/user-locales.ts'
import { errorDetails } from './errors.ts'
import type { ConfiguredModel } from './llm/probe.ts'
import type { Memory } from './memory/ports/memory.ts'
import type { Logger } from './observability/logger.ts'
import type { Caps } from './spending/caps.ts'
import { createPrices, whatToDoWithoutPrice } from './spending/prices.ts'
import { Spending } from './spending/spending.ts'

export interface BudgetDependencies {
  readonly config: Config
  readonly memory: Pick<Memory, 'usageLedger' | 'onReconnect'>
  readonly client: DiscordConnection['client']
  readonly userLocales: UserLocales
  readonly log: Logger
}

/** What the bot spends, and may spend. */
export interface Budget {
  readonly spending: Spending
  readonly caps: Caps
  readonly usageLimits: UsageLimits
  /** Tells operators of models whose cost can't be counted. */
  warnOfUnknownPrices(models: readonly ConfiguredModel[]): void
}

export function openBudget({ config, memory, client, userLocales, log }: BudgetDependencies): Budget {
  const caps = spendingCaps(config)
  const prices = createPrices(config.MODEL_PRICES)
  const ledger = memory.usageLedger
  const notices = new OwnerNotices({
    ...{ client, ledger, caps, settings: capSettings, log },
    textsOf: user => userLocales.textsOf(user),
  })
  const spending = new Spending({
    ...{ ledger, prices },
    onKept: (spent, day) => notices.noteTotal(spent, day),
    onFailure: error => log.warn(errorDetails(error), 'what was spent is not kept or read yet'),
  })
  memory.onReconnect(() => void spending.flush())
  const usageLimits = new UsageLimits({
    ...{ caps, spending },
    messagesPerMinute: config.MESSAGES_PER_MINUTE,
    onSpent: (spent, reached) => notices.noteCap(spent, reached),
  })
  return {
    ...{ spending, caps, usageLimits },
    warnOfUnknownPrices(models) {
      for (const { part, host, model } of models.filter(one => !prices.isKnown(one))) {
        const details = { part, host, model, setting: 'MODEL_PRICES', whatToDo: whatToDoWithoutPrice(model) }
        log.warn(details, 'the price of a model is not known: caps in money do not count it')
      }
    },
  }
}
