import type { Message } from 'discord.js'
import { errorDetails, MemoryUnavailable } from '../../errors.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { MessageId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import { conversationKey } from '../answering/claim-question.ts'
import { discordErrorDetails } from '../errors.ts'
import { type IncomingQuestion, isQuestion, type MessageParser } from '../incoming/parse-message.ts'
import { type MessageApi, retryTransient, stopButtonId } from '../message-api.ts'
import { markCutOff } from '../outgoing/standing-answer.ts'
import type { UserLocales } from '../user-locales.ts'

/** The bot's own messages by the message to which they reply. */
export type Replies = ReadonlyMap<MessageId | undefined, readonly Message[]>

/** What is too old to be answered, with what the bot has replied to it. */
export interface MissedMessages {
  readonly messages: readonly Message[]
  readonly replies: Replies
}

export interface KeepMissedDependencies {
  readonly conversations: Pick<ConversationStore, 'keepQuestion' | 'releaseClaim'>
  readonly parseMessage: MessageParser
  readonly messageApi: Pick<MessageApi, 'post' | 'edit'>
  readonly userLocales: Pick<UserLocales, 'textsOf'>
  readonly log: Logger
}

/**
 * Puts what is too old to be answered into the conversations as it was said, and tells each person, unless the bot has replied. Returns
 * what could not be kept, as its author's part of memory is out of reach. Never rejects.
 * @param readPresent a message in the words that it has by now; undefined where it is gone
 */
export async function keepMissed(
  { messages, replies }: MissedMessages,
  readPresent: (message: Message) => Promise<Message | undefined>,
  dependencies: KeepMissedDependencies,
): Promise<readonly Message[]> {
  const { conversations, parseMessage, messageApi, userLocales, log } = dependencies
  const last = new Map<string, IncomingQuestion>()
  const unkept: Message[] = []
  for (const found of messages) {
    const message = await readPresent(found)
    const incoming = message && parseMessage(message)
    if (incoming === undefined || !isQuestion(incoming)) continue
    try {
      // Whoever has heard it has kept or claimed it.
      if ((await conversations.keepQuestion(incoming.question, incoming.audience())) === 'claimed') continue
      await conversations.releaseClaim(incoming.question)
      const reply = replies.get(found.id)?.at(-1)
      last.delete(conversationKey(incoming))
      // What was said before may have been answered with it.
      if (reply === undefined) last.set(conversationKey(incoming), incoming)
      else await endAnswer(incoming, reply, dependencies)
    } catch (error) {
      log.warn({ question: found.id, ...errorDetails(error) }, 'what was said meanwhile is not kept')
      if (error instanceof MemoryUnavailable) unkept.push(found)
    }
  }
  for (const { question } of last.values()) {
    const content = userLocales.textsOf(question.user, question.guild).answers.missed
    await messageApi
      .post(question, question.id, { content })
      .catch((error: unknown) => log.warn(discordErrorDetails(error), 'notice of what was missed not sent'))
  }
  return unkept
}

/** A message as Discord has it now; undefined where it can't be read any more. Never rejects. */
export async function readAgain(message: Message, log: Logger): Promise<Message | undefined> {
  try {
    return await retryTransient(() => message.fetch(true))
  } catch (error) {
    log.warn({ question: message.id, ...discordErrorDetails(error) }, 'what was said meanwhile can’t be read again')
    return undefined
  }
}

/** Marks an answer as cut off that ends in a Stop button: whoever gave it died over it. Never rejects. */
async function endAnswer(
  { question }: IncomingQuestion,
  last: Message,
  { messageApi, userLocales, log }: KeepMissedDependencies,
): Promise<void> {
  if (last.resolveComponent(stopButtonId(question.id)) === null) return
  const { cutOff } = userLocales.textsOf(question.user, question.guild).answers
  await markCutOff(messageApi, question, last, cutOff).catch((error: unknown) =>
    log.warn({ question: question.id, ...discordErrorDetails(error) }, 'what stands of an answer is not marked'),
  )
}
