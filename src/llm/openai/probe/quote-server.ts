import { APIConnectionError, APIError } from 'openai'

const MOST_CHARACTERS = 200

/** What looks like a key, or the rest of one: servers show parts of those they refuse. */
const KEY_LIKE =
  /\b(?:sk|gsk|pk|rk|key|tok|xai|hf|nvapi)[-_][\w*-]{4,}|(?<![\w-])[\w-]{0,40}\*{3,}[\w-]{0,40}|\bBearer\s+\S+/giu

/**
 * A server's own words about a request in which nobody's words stand, in one line and without keys; undefined where it said
 * none. @param secrets what must not be quoted, as the key that was sent
 */
export function quoteServer(error: unknown, secrets: readonly string[]): string | undefined {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return undefined
  const message = error.message.replace(new RegExp(`^${error.status} `), '')
  if (/<html|<!doctype|status code \(no body\)/iu.test(message)) return undefined
  const hidden = secrets.filter(Boolean).reduce((text, secret) => text.replaceAll(secret, '…'), message)
  const line = hidden
    .replaceAll(KEY_LIKE, '…')
    .replaceAll(/\p{C}+|\s+/gu, ' ')
    .trim()
  return line === '' ? undefined : line.slice(0, MOST_CHARACTERS).toWellFormed()
}
