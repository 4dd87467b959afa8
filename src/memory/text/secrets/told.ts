import { UNSPACED_MY } from '../common-words.ts'
import { withoutLeet } from '../fold.ts'
import { findSecretNames } from './find-names.ts'
import {
  AS_WORDS,
  IS_WORDS,
  LOCKS_BY_SPACES,
  LOCKS_OF_UNSPACED,
  NOW_WORDS,
  OPENED_UNSPACED,
  OPENING_WORDS,
  OTHER_CODE_OWNERS,
  OTHER_THINGS,
  PLAIN_CODE_NAMES,
  type SecretKind,
  TO_WORDS,
  UNSPACED_AFTER,
  UNSPACED_CODE_NAMES,
  UNSPACED_IS,
  UNSPACED_TO,
} from './names.ts'
import type { Span } from './numbers.ts'
import { looksSecret } from './randomness.ts'
import { type Link, valueAt } from './told-values.ts'

/** Characters around a secret's name in which the secret is looked for. */
const REACH = 90
/** Words between a name and what looks like a secret, where nothing says "is". */
const MOST_WORDS_BETWEEN = 6
const OTHER_CODES = new RegExp(String.raw`(?<!\p{L})(?:${OTHER_CODE_OWNERS})[\s-]$`, 'iu')
const OTHER_THING = new RegExp(String.raw`^(?:[\s_-]{0,2}(?:${OTHER_THINGS})(?!\p{L}))`, 'iu')

const QUALIFIER = String.raw`(?:[\s,(]{1,2}(?!(?:${IS_WORDS}|${TO_WORDS})[\s:=])[^\s.:;=?!\n]{1,20}){0,6}?`
const AFTER_NAME: Readonly<Record<Link, RegExp>> = {
  colon: new RegExp(String.raw`^${QUALIFIER}[\s.)\]"'*]{0,3}(?:[:=]|->|=>|→|–|—|\?|,?\s-\s|\s?：)\s{0,6}`, 'iu'),
  is: new RegExp(
    String.raw`^${QUALIFIER}[\s)]{1,2}(?:${IS_WORDS})(?![\p{L}\p{N}])(?:\s(?:${NOW_WORDS}))?[\s:]{0,4}`,
    'iu',
  ),
  eastern: new RegExp(String.raw`^[^\s。.:：=]{0,8}?(?:${UNSPACED_IS})\s{0,2}`, 'u'),
  easternTo: new RegExp(String.raw`^[^\s。.:：=]{0,8}?(?:${UNSPACED_TO})\s{0,2}`, 'u'),
  to: new RegExp(String.raw`^${QUALIFIER}\s(?:${TO_WORDS})\s`, 'iu'),
  line: /^\s{0,3}\n\s{0,3}/u,
  quote: /^\s{1,2}(?=["“„«'‘「『])/u,
  next: /^(?:\.?\s{1,2}|\s?[#№]\s?)(?=\S)/u,
}

const BEFORE_NAME = new RegExp(
  String.raw`(?<value>[^\s,;]{4,40})["'”»]?\s{1,2}(?:(?:${IS_WORDS}|${AS_WORDS})\s{1,2}){1,2}(?:\S{1,12}\s{1,2}){0,3}$`,
  'iu',
)
const DIGITS_BEFORE = /(?<![\p{L}\p{N}.,])(?<value>\d{4,8})(?![\p{L}\p{N}]|[.,]\d)[^.\n]{0,40}$/u

/** Codes open what is named beside them: a code of nothing in particular is one of many things. */
const OPENS = new RegExp(String.raw`(?<!\p{L})(?:${LOCKS_BY_SPACES})(?!\p{L})|${LOCKS_OF_UNSPACED}`, 'iu')
const PLAIN_CODE = new RegExp(String.raw`(?<!\p{L})(?:${PLAIN_CODE_NAMES})(?!\p{L})|${UNSPACED_CODE_NAMES}`, 'giu')
const PLAIN_CODE_VALUE = /(?<![\p{L}\p{N}.,:/-])\d{3,8}(?:[#*]|(?![\p{L}\p{N}]|[.,:/-]\d))/u

function findCodesOfLocks(text: string): readonly Span[] {
  return [...text.matchAll(PLAIN_CODE)].flatMap(({ 0: name, index }): readonly Span[] => {
    const from = Math.max(0, index - REACH)
    const around = text.slice(from, index + name.length + REACH)
    if (!OPENS.test(around) || OTHER_CODES.test(text.slice(from, index))) return []
    const after = PLAIN_CODE_VALUE.exec(text.slice(index, index + name.length + REACH))
    if (after !== null && isYearOnly(after)) return []
    if (after !== null) return [[index + after.index, index + after.index + after[0].length]]
    const before = DIGITS_BEFORE.exec(text.slice(from, index))
    const value = before?.groups?.['value']
    if (before === null || value === undefined) return []
    const start = from + before.index + before[0].indexOf(value)
    return [[start, start + value.length]]
  })
}

/** Whether a text has the name of a secret, or of a code. */
export function namesSecret(text: string): boolean {
  return findSecretNames(withoutLeet(text)).length > 0 || text.search(PLAIN_CODE) >= 0
}

/** "The code of 2019" is a law; only what is said to be the code is one. */
function isYearOnly({ 0: value, index, input }: RegExpExecArray): boolean {
  return /^(?:19|20)\d\d$/u.test(value) && !SAID_TO_BE.test(input.slice(0, index))
}

const SAID_TO_BE = new RegExp(String.raw`(?:[:=]|(?<!\p{L})(?:${IS_WORDS})\s?|(?:${UNSPACED_IS}))\s?$`, 'iu')

/** What is dialled, or said to open something, right behind the words for it; `type 8812#` is a keypad's. */
const OPENING = new RegExp(
  String.raw`(?<!\p{L})(?:${OPENING_WORDS}|unlock(?:s|ed)?(?:\s\S{1,15}){0,3}\swith|entsperr\p{L}{0,4}(?:\s\S{1,15}){0,3}\smit|d[eé]s?bloque\p{L}{0,4}(?:\s\S{1,15}){0,3}\s(?:avec|con|com))\s(?:\p{L}{1,10}\s){0,2}(?<code>\d{3,8}[#*]?)(?![\p{L}\p{N}]|[.,:/-]\d|\s(?!(?:to|at|and|or|on|for|auf|und|pour|et|para|y|e|per)\s)\p{L})|(?<!\p{L})(?:type|enter|press|tippe|tape|marca|digita)\s(?<keys>\d{3,8}[#*])|(?<!\d)(?<opened>\d{3,8}[#*]?)\s?(?:${OPENED_UNSPACED})`,
  'giu',
)

function findOpeningCodes(text: string): readonly Span[] {
  return [...text.matchAll(OPENING)].flatMap(({ 0: found, index, groups = {} }): readonly Span[] => {
    const value = groups['code'] ?? groups['keys'] ?? groups['opened'] ?? ''
    const around = text.slice(Math.max(0, index - REACH), index + found.length + REACH)
    const start = index + found.indexOf(value)
    return OPENS.test(around) || /(?:sperr|unlock|bloque|bloqueia|разблок|解除|解锁|해제)/iu.test(found)
      ? [[start, start + value.length]]
      : []
  })
}

/** A code that is written in one with its name: `pin4711`. */
const GLUED_CODE = /(?<![\p{L}\p{N}])(?:pin|pincode|code|tan|otp|cvv|cvc)#?(?<code>\d{4,8})(?![\p{L}\p{N}])/giu

/** How people log in: an address, or the name of whoever may do everything, and behind it what looks like a secret. */
const LOGIN =
  /(?<![\p{L}\p{N}])(?:[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|(?:root|admin|administrator|postgres|sa)(?=:))(?:\s?[:/|]\s?|\s(?:with|mit|avec|con|com|и|pw|pass)\s|\s)(?<value>[^\s,;:/|"'“”]{6,60})/giu

function findLogins(text: string): readonly Span[] {
  const glued = [...text.matchAll(GLUED_CODE)].map(match => [match, match.groups?.['code'] ?? ''] as const)
  const logins = [...text.matchAll(LOGIN)]
    .map(match => [match, match.groups?.['value'] ?? ''] as const)
    .filter(([, value]) => looksSecret(value))
  return [...glued, ...logins].map(([{ 0: found, index }, value]) => {
    const end = index + found.length
    return [end - value.length, end]
  })
}

/** Secrets that are told by their names: passwords, codes, keys, phrases, numbers of documents and accounts. */
export function findToldSecrets(text: string): readonly Span[] {
  const plain = withoutLeet(text)
  const told = findSecretNames(plain).flatMap(({ kind, start, end }) => {
    const after = text.slice(end, end + REACH)
    const before = text.slice(Math.max(0, start - REACH), start)
    if (OTHER_THING.test(after) || OTHER_CODES.test(before)) return []
    const found = [valueAfter(kind, after, end), valueBefore(kind, before, start - before.length)]
    return found.filter(span => span !== undefined).map(([begin, stop]) => [begin, endOfWord(text, stop)] as const)
  })
  return [...told, ...findCodesOfLocks(text), ...findOpeningCodes(text), ...findLogins(text)]
}

/** What is cut off where no further is looked is a part of the secret. */
function endOfWord(text: string, at: number): number {
  if (/\s/u.test(text.slice(at - 1, at))) return at
  const rest = /^[^\s"'“”„«»‘’「」『』(),;。、]{1,4000}/u.exec(text.slice(at, at + 4000))?.[0] ?? ''
  return at + (/^[\p{L}\p{N}]/u.test(rest) ? rest.length : 0)
}

const LATER_KINDS: ReadonlySet<SecretKind> = new Set(['password', 'login', 'code', 'number'])

function valueAfter(kind: SecretKind, after: string, offset: number): Span | undefined {
  for (const [link, pattern] of Object.entries(AFTER_NAME) as [Link, RegExp][]) {
    const length = pattern.exec(after)?.[0].length
    if (length === undefined) continue
    const value = valueAt(kind, link, after.slice(length))
    if (value !== undefined) return shift(value, offset + length)
  }
  return LATER_KINDS.has(kind) ? shift(laterValue(kind, after), offset) : undefined
}

function shift(span: Span | undefined, by: number): Span | undefined {
  return span && [span[0] + by, span[1] + by]
}

/** What looks like a secret within the next words of the sentence, though nothing says that it is. */
function laterValue(kind: SecretKind, after: string): Span | undefined {
  const sentence = /^[^\n.!?]*(?:[.!?](?=\S)[^\n.!?]*)*/u.exec(after)?.[0] ?? ''
  let words = 0
  for (const { 0: word, index } of sentence.matchAll(/[^\s"'“”„«»(),;:]+/gu)) {
    if (words > MOST_WORDS_BETWEEN) return undefined
    words += 1
    const isCut = index + word.length === REACH
    if (isCut) return undefined
    if (isLaterValue(kind, word, words)) return [index, index + word.length]
  }
  return undefined
}

/** Whether a word, so many behind the name, is the secret. */
function isLaterValue(kind: SecretKind, word: string, place: number): boolean {
  if (kind === 'code') return /^\d{4,8}$/u.test(word) && !/^(?:19|20)\d\d$/u.test(word)
  if (kind === 'number') return place <= 2 && /^\d{7,20}$/u.test(word)
  return looksSecret(word) && word.length >= 5
}

function valueBefore(kind: SecretKind, before: string, offset: number): Span | undefined {
  if (kind === 'phrase' || kind === 'number') return undefined
  const pattern = kind === 'code' ? DIGITS_BEFORE : BEFORE_NAME
  const found = pattern.exec(before)
  const value = found?.groups?.['value']
  if (found === null || value === undefined) return easternValueBefore(before, offset)
  if (kind === 'code' ? /^(?:19|20)\d\d$/u.test(value) : !looksSecret(value)) return undefined
  const start = offset + found.index + found[0].indexOf(value)
  return [start, start + value.length]
}

const EASTERN_BEFORE = new RegExp(
  String.raw`(?<value>[\w!@#$%^&*-]{4,40})\s?(?:${UNSPACED_AFTER})(?:${UNSPACED_MY})?\s?[^\s]{0,6}$`,
  'u',
)

function easternValueBefore(before: string, offset: number): Span | undefined {
  const found = EASTERN_BEFORE.exec(before)
  const value = found?.groups?.['value']
  if (found === null || value === undefined || !(looksSecret(value) || /^\d{4,}$/u.test(value))) return undefined
  const start = offset + found.index
  return [start, start + value.length]
}
