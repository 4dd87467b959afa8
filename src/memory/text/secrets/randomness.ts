/** A run of the letters of base64, base64url or hex, long enough for a key. */
export const LONG_RUN = /(?<![\p{L}\p{N}_+/=-])[\w+/-]{20,}={0,2}(?![\p{L}\p{N}])/gu

/** Endings of files, and of names of things that are put together from words, are no part of a key. */
const FILE_ENDING = /\.[a-z][a-z0-9]{1,4}$/iu
const HEX = /^(?:0x)?[0-9a-f]+$/iu
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

/**
 * Whether characters are mixed as a generator mixes them and no person does: digits and letters of both cases change too
 * often. Hashes and ids in hex are not, nor are names that are put together from words, dates and versions.
 */
export function looksRandom(run: string): boolean {
  if (HEX.test(run) || UUID.test(run) || FILE_ENDING.test(run)) return false
  const digitChanges = countChanges(run, character => (isDigit(character) ? 'digit' : 'letter'))
  const caseChanges = countCaseChanges(run)
  if (digitChanges >= 3 && caseChanges >= 3) return true
  return run.length >= 32 && caseChanges > 0 && digitChanges + caseChanges >= run.length / 3
}

/** The same for what follows the beginning of a known key: a few digits amid letters are enough, words and dashes are not. */
export function looksLikeKey(rest: string): boolean {
  const parts = rest.split(/[-_.]/u).filter(part => part !== '')
  return parts.some(part => {
    const changes = countChanges(part, character => (isDigit(character) ? 'digit' : 'letter'))
    return (part.length >= 8 && (changes >= 2 || countCaseChanges(part) >= 3)) || (part.length >= 16 && changes >= 1)
  })
}

/** Whether a single word is more of a secret than of a word: letters beside digits, or signs amid letters. */
export function looksSecret(word: string): boolean {
  if (
    /^(?:v?\d+(?:[.:,/-]\d+)*(?:st|nd|rd|th|h|am|pm|x|k|m|kg|km|cm|mm|gb|mb|tb|ghz|mhz|hz|ml|min|s|°c|%|€|\$)?|[\p{L}]{1,4}-?\d{1,2}|\d\p{L}{1,4})$/iu.test(
      word,
    )
  )
    return false
  const hasLetter = /\p{L}/u.test(word)
  if (hasLetter && /\p{Nd}/u.test(word)) return true
  return hasLetter && /\p{L}[@#$%^&*!?+=~|\\/][\p{L}\p{Nd}@#$%^&*!?+=~|\\/]/u.test(word)
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}

/** How often neighbouring characters are of another kind. */
function countChanges(run: string, kindOf: (character: string) => string): number {
  let changes = 0
  let last = ''
  for (const character of run) {
    if (/[^\p{L}\p{Nd}]/u.test(character)) {
      last = ''
      continue
    }
    const kind = kindOf(character)
    if (last !== '' && kind !== last) changes += 1
    last = kind
  }
  return changes
}

/** Changes of case that begin no word: `aB` in `aBc` is one as in `camelCase`, `ABc` and `aBC` are more. */
function countCaseChanges(run: string): number {
  let changes = 0
  for (let at = 1; at < run.length; at += 1) {
    const [before = '', here = '', after = ''] = [run[at - 1], run[at], run[at + 1]]
    const isBegun = isLower(before) && isUpper(here) && isLower(after)
    const isHump = isBegun && isLower(run[at + 2] ?? 'a')
    if (isLower(before) && isUpper(here) && !isHump) changes += 1
    if (isUpper(before) && isLower(here) && at >= 2 && isUpper(run[at - 2] ?? '')) changes += 1
  }
  return changes
}

function isLower(character: string): boolean {
  return /\p{Ll}/u.test(character)
}

function isUpper(character: string): boolean {
  return /\p{Lu}/u.test(character)
}
