import { trimEnding } from '../memory/text/normalize.ts'

/** Pairs of quotes as shells, dotenv and people set them. */
const WITHIN_QUOTES = /^(["'`])(?<inner>.*)\1$/su

/** Quotes and what nobody sees: none of it belongs to the beginning of a key, or to its end. */
const NO_PART_OF_SECRET = /["'`“”„‘’‚«»\s\p{C}]/u
const BEFORE_SECRET = /^["'`“”„‘’‚«»\s\p{C}]+/u

/** What stands before a key in the line of a `.env`, or in a header. */
const NAME_OF_SECRET = /^(?:export\s{1,9})?[A-Z]{2,40}(?:_[A-Z]{1,40}){1,5}\s{0,9}=(?=[^=])/u
const SCHEME_OF_SECRET = /^(?:authorization\s{0,9}:|bearer\s|bot\s)(?=.)/iu

/** A value without spaces and quotes around it: `docker run --env-file` hands those over that others take off. */
export function unquote(value: string): string {
  const trimmed = value.trim()
  return WITHIN_QUOTES.exec(trimmed)?.groups?.['inner'] ?? trimmed
}

/** A key or token without what was copied along with it: quotes, spaces, the name of its setting, `Bearer` or `Bot`. */
export function trimSecret(value: string): string {
  const bare = trimEnding(value.replace(BEFORE_SECRET, ''), NO_PART_OF_SECRET)
  const rest = bare.replace(NAME_OF_SECRET, '').replace(SCHEME_OF_SECRET, '')
  return rest === bare ? bare : trimSecret(rest)
}
