import { DiscordAPIError, HTTPError, RESTJSONErrorCodes } from 'discord.js'

/** What a proxy before Discord answers that did not wait any longer, as nirn-proxy: RFC 9110, 15.5.9. */
const REQUEST_TIMEOUT = 408

/** What a failed call to Discord means for the answer that made it. */
export type DiscordFailure = 'questionGone' | 'answerGone' | 'forbidden' | 'noHistory' | 'transient' | 'refused'

const forbiddenCodes = new Set<number | string>([
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
])

/**
 * Sorts an error of discord.js. Only `transient` is worth another try.
 * A reply to a message that is gone fails as an invalid form whose field is `message_reference`.
 */
export function classifyDiscordError(error: unknown): DiscordFailure {
  if (!(error instanceof DiscordAPIError) || error.status === REQUEST_TIMEOUT) return 'transient'
  if (error.code === RESTJSONErrorCodes.UnknownMessage) return error.method === 'POST' ? 'questionGone' : 'answerGone'
  if (error.code === RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory) return 'noHistory'
  if (forbiddenCodes.has(error.code)) return 'forbidden'
  if (error.code !== RESTJSONErrorCodes.InvalidFormBodyOrContentType) return 'refused'
  return 'message_reference' in Object(Reflect.get(error.rawError, 'errors')) ? 'questionGone' : 'refused'
}

/** What of such an error may be logged: not the request's body, which is a message's text. */
export function discordErrorDetails(error: unknown): Record<string, unknown> {
  if (error instanceof DiscordAPIError) return { code: error.code, status: error.status, method: error.method }
  if (error instanceof HTTPError) return { status: error.status, method: error.method }
  return error instanceof Error ? { error: error.name, code: Reflect.get(error, 'code') } : { error: typeof error }
}

/** What an operator can do where Discord takes no answer. */
export const deliveryAdvice: Partial<Record<DiscordFailure, { readonly whatToDo: string }>> = {
  forbidden: {
    whatToDo: 'Let the bot see that channel and send messages there; a person may have closed their DMs to it.',
  },
  noHistory: { whatToDo: 'Let the bot read the message history of that channel: it replies to what it answers.' },
}
