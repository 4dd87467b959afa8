import { LRUCache } from 'lru-cache'
import type { AnswerTextKey } from '../../locales/en.ts'
import type { ChannelId, GuildId, MessageId, QuestionRef } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import type { AnsweredMessage } from '../../observability/metrics.ts'
import type { PassReason } from './interjections.ts'

/** Why a message to the bot has no answer: what was said in its place, or why nothing was said at all. */
export type UnansweredReason =
  | AnswerTextKey
  /** The bot may not see or write where it was said. */
  | 'noPermission'
  /** Whoever runs the bot lets it answer neither there nor everybody: see the folder `access`. */
  | 'notAllowed'
  /** Another bot, or a webhook. */
  | 'fromBot'
  /** A place of which it is not known who reads it: nothing may be kept or told there. */
  | 'unknownPlace'
  /** The process ends: whoever takes its claims over answers. */
  | 'leftToNext'
  /** The process ends, and nobody could be told of it. */
  | 'ending'
  /** Another process of the bot answers it, or has. */
  | 'answeredElsewhere'
  /** Nobody spoke to the bot, and the model had nothing to say. */
  | 'nothingToSay'
  /** Nobody spoke to the bot, and the model was not asked: see `Interjections`. */
  | PassReason
  /** The question was deleted before its answer stood. */
  | 'deleted'
  /** Discord did not take the answer. */
  | 'notDelivered'
  /** A fault of the bot's own. */
  | 'fault'

/** A message to the bot, by ids alone. */
export interface AddressedMessage extends QuestionRef {
  readonly guild?: GuildId | undefined
}

/** What there is to say of an answer without a word of it. */
export interface AnswerFigures {
  readonly model?: string | undefined
  /** Milliseconds from the message's arrival to the first word that was there to show, and to the end. */
  readonly firstWordMs?: number | undefined
  readonly ms: number
  /** As the provider counted; `cached`: those of the prompt that it had read before. */
  readonly promptTokens?: number | undefined
  readonly cachedTokens?: number | undefined
  readonly answerTokens?: number | undefined
  /** Dollars, with what it took to find what it rests on; `unknown` where a price is. */
  readonly cost: number | 'unknown'
  /** How many facts went into it, and how often the model looked further. */
  readonly recalled: number
  readonly lookUps: number
  /** False where memory could not be reached. */
  readonly memory: boolean
  /** Earlier messages that it answers as well, by their ids. */
  readonly with?: readonly MessageId[]
  /** How it ended, where that was not by itself. */
  readonly end?: AnswerTextKey | undefined
}

/** A message that was not answered. */
export interface UnansweredMessage extends AddressedMessage {
  readonly at: number
  readonly reason: UnansweredReason
}

const MOST_UNANSWERED = 100
const MOST_CHANNELS = 1000

/** What somebody who runs the bot can mend; anything else is as it should be. */
const LEVELS: Partial<Record<UnansweredReason, 'warn' | 'error'>> = {
  ...{ fault: 'error', notDelivered: 'error', noPermission: 'warn', unknownPlace: 'warn' },
  ...{ modelOverloaded: 'warn', modelUnreachable: 'warn', modelTooSlow: 'warn', modelKeyRefused: 'warn' },
  ...{ modelQuotaSpent: 'warn', modelRequestRefused: 'warn', modelBusy: 'warn', modelSpentToday: 'warn' },
  ...{ modelMissing: 'warn', modelFiltered: 'warn', modelEmpty: 'warn', modelSpentOnThoughts: 'warn' },
  ...{ messageTooLong: 'warn', failed: 'warn', cutOff: 'warn' },
}

/** What to do about what concerns one answer alone; of a model that does not work, another line tells. */
const ADVICE: Partial<Record<UnansweredReason, string>> = {
  modelFiltered:
    'A content filter of the model’s provider refused it. If that happens often: loosen it there, or another model in CHAT_MODEL.',
  modelEmpty: 'The model ended without a word. If that happens often: another model in CHAT_MODEL.',
  modelSpentOnThoughts: 'Raise RESPONSE_TOKENS, or let the model think less (CHAT_OPTIONS).',
  messageTooLong: 'Raise CONTEXT_TOKENS, if the model has room for more.',
}

/** Writes one line for each message to the bot, answered or not, and keeps of the last ones what `/diagnose` tells. */
export class AnswerJournal {
  readonly #log: Logger
  readonly #answered = new LRUCache<ChannelId, number>({ max: MOST_CHANNELS })
  readonly #unanswered: UnansweredMessage[] = []
  readonly #onEntry: (entry: AnsweredMessage) => void
  #lastAnswerAt: number | undefined

  /** `onEntry` hears of each line, for counting. */
  constructor(log: Logger, onEntry: (entry: AnsweredMessage) => void = () => undefined) {
    this.#log = log
    this.#onEntry = onEntry
  }

  answered(message: AddressedMessage, figures: AnswerFigures): void {
    const now = Date.now()
    this.#lastAnswerAt = now
    this.#answered.set(message.channel, now)
    this.#log.info({ ...idsOf(message), ...figures }, 'answered')
    const { firstWordMs, end = 'whole' } = figures
    this.#onEntry({ user: message.user, outcome: 'answered', reason: end, firstWordMs })
  }

  unanswered(
    message: AddressedMessage,
    reason: UnansweredReason,
    details: Readonly<Record<string, unknown>> = {},
  ): void {
    this.#unanswered.push({ ...refOf(message), reason, at: Date.now() })
    if (this.#unanswered.length > MOST_UNANSWERED) this.#unanswered.shift()
    const whatToDo = ADVICE[reason]
    const facts = { ...idsOf(message), ...(whatToDo !== undefined && { whatToDo }), ...details, reason }
    this.#log[LEVELS[reason] ?? 'info'](facts, 'not answered')
    this.#onEntry({ user: message.user, outcome: 'unanswered', reason })
  }

  /** When the bot last answered in a channel, or anywhere; since the process began. Milliseconds since 1970. */
  lastAnswerAt(channel?: ChannelId): number | undefined {
    return channel === undefined ? this.#lastAnswerAt : this.#answered.get(channel)
  }

  /** The last messages that were not answered, the newest first. */
  get lastUnanswered(): readonly UnansweredMessage[] {
    return this.#unanswered.toReversed()
  }
}

/** The ids alone: the message itself would keep its words here. */
function refOf({ id, user, channel, guild }: AddressedMessage): AddressedMessage {
  return { id, user, channel, guild }
}

function idsOf({ id, user, channel, guild }: AddressedMessage) {
  return { question: id, user, channel, guild }
}
