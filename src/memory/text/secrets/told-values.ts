import { trimEnding } from '../normalize.ts'
import { SAID_OF_SECRETS, type SecretKind } from './names.ts'
import type { Span } from './numbers.ts'
import { looksSecret } from './randomness.ts'

/** What leads from the name of a secret to the secret: a colon, "is", "to", a line end, quotation marks, or nothing. */
export type Link = 'colon' | 'is' | 'eastern' | 'easternTo' | 'to' | 'line' | 'quote' | 'next'

/** After these anything is a secret; after `to` and nothing only what looks like one. */
const STRONG: ReadonlySet<Link> = new Set(['colon', 'line', 'quote'])
const WEAK: ReadonlySet<Link> = new Set(['to', 'easternTo', 'next'])

/** The secret at the beginning of what follows its name and a link, if one is there. */
export function valueAt(kind: SecretKind, link: Link, rest: string): Span | undefined {
  return readers[kind](link, rest)
}

const readers: Readonly<Record<SecretKind, (link: Link, rest: string) => Span | undefined>> = {
  password: passwordAt,
  login: (_, rest) => wordThat(looksSecret, rest),
  token: (_, rest) => wordThat(word => word.length >= 6 && looksSecret(word) && /\p{Nd}/u.test(word), rest),
  code: codeAt,
  cardCode: (_, rest) => matchAt(CARD_CODE, rest),
  card: (_, rest) => matchAt(CARD_NUMBER, rest),
  number: documentAt,
  phrase: phraseAt,
}

const CODE =
  /^["'“(]?(?:\p{Nd}(?:[ .\-–]{0,2}\p{Nd}){2,11}(?![ .\-–]{0,2}\p{Nd})|(?=[A-Z0-9-]{0,12}\d)[A-Z0-9]{2,6}(?:-[A-Z0-9]{2,6}){1,5}|(?=[^\d\s]{0,3}\d{1,8}[^\d\s]\d)[\p{L}\d#*]{4,12}|\d{2,8}\p{Script=Latin}\d{0,8})(?![\p{N}]|(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}])\p{L})/iu
const LISTED_CODES = /^["'“(]?[a-z0-9]{4,10}(?:[\s,-]{1,2}(?=[a-z]{0,9}\d)[a-z0-9]{4,10}){1,12}/iu
/** Card numbers have 13 to 19 digits (ISO/IEC 7812-1); one that is mistyped tells most of the right one. */
const CARD_NUMBER = /^["'“(]?\p{Nd}(?:[ .\-–]{0,2}\p{Nd}){12,18}(?!\p{Nd})/u
const CARD_CODE = /^["'“(]?\d(?: ?\d){2,3}(?![\p{Nd}.,:/-]\d|\d)/u
const DOCUMENT =
  /^["'“(]?(?=[A-Z0-9 ./-]{0,20}\d{2})(?=[A-Z]{1,3}(?!\p{L})|[A-Z]{0,20}\d)[A-Z0-9]{1,20}(?:[ ./-]{1,2}(?=[A-Z]{0,3}\d|[A-Z](?![\p{L}]))[A-Z0-9]{1,12}){0,8}/iu
const WORDS_OF_LINE = /^["'“]?[^\n]{8,400}/u
const QUOTED = /^["“„«‘「『'](?=[^"”»’」』'\n]{0,60}[\p{L}\p{N}])(?<value>[^"”»’」』'\n]{3,60})["”»’」』']/u
const WORD = /^["'“„«‘「『(]?(?<value>[^\s"'”»’」』)]{3,80})/u

/** "What is it?" in languages without spaces. */
const ASKED = /^(?:何|なん|なに|什么|什麼|甚麼|多少|뭐|무엇|뭔|อะไร)/u
const SAID_OF = new Set(SAID_OF_SECRETS.trim().split(/\s+/u))

/** The first word, without the marks around it, if it is as it should be. */
function wordThat(isFit: (word: string) => boolean, rest: string): Span | undefined {
  const found = WORD.exec(rest)
  const word = trimEnding(found?.groups?.['value'] ?? '', /[.,;?。、]/u)
  if (found === null || word.length < 3 || !isFit(word)) return undefined
  const start = found[0].indexOf(word)
  return [start, start + word.length]
}

/** Letters set apart, as they are spelled: `h u n t e r 2`. */
const SPELLED = /^["'“]?[\p{L}\p{Nd}](?:[\s-][\p{L}\p{Nd}]){3,40}(?![\p{L}\p{N}])/u

function passwordAt(link: Link, rest: string): Span | undefined {
  const letters = WEAK.has(link) ? undefined : SPELLED.exec(rest)?.[0].length
  if (letters !== undefined) return [0, letters]
  const quoted = WEAK.has(link) ? undefined : QUOTED.exec(rest)?.[0].length
  if (quoted !== undefined) return [1, quoted - 1]
  return wordThat(looksSecret, rest) ?? (WEAK.has(link) ? undefined : plainPasswordAt(link, rest))
}

/** A password of letters alone, or of digits alone. */
function plainPasswordAt(link: Link, rest: string): Span | undefined {
  const span = wordThat(word => !(SAID_OF.has(word.toLowerCase()) || ASKED.test(word)), rest)
  if (span === undefined) return undefined
  const [word, after] = [rest.slice(...span), rest.slice(span[1])]
  if (/^\p{Nd}+$/u.test(word)) {
    return word.length >= 4 && (STRONG.has(link) || !/^\s\p{L}/u.test(after)) ? span : undefined
  }
  if (STRONG.has(link)) return link === 'quote' || isShort(after) ? [0, lengthOfLine(rest)] : undefined
  // A word alone ends the sentence; one that is followed by others begins to tell something about the password.
  return /^["'”»’」』)]?\s*(?:[.,;!?。、\n]|이야|야|입니다|です|だよ|$)/u.test(after) ? span : undefined
}

/** A few words behind a colon are a password as well; a whole sentence is not. */
function isShort(after: string): boolean {
  return (after.split('\n', 1)[0] ?? '').trim().split(/\s+/u).length <= 4
}

function phraseAt(link: Link, rest: string): Span | undefined {
  const line = WORDS_OF_LINE.exec(rest)?.[0]
  const words = line?.split(/\s+/u) ?? []
  const isTold = STRONG.has(link) ? words.length >= 3 : words.length >= 6 && words.every(isWordOfPhrase)
  return line !== undefined && isTold && link !== 'next' ? [0, line.length] : undefined
}

/** The words of a phrase are bare: a sentence has articles, capitals or marks. */
function isWordOfPhrase(word: string): boolean {
  return /^\p{Ll}+[,.]?$/u.test(word) && !SAID_OF.has(word)
}

function lengthOfLine(rest: string): number {
  return (rest.split('\n', 1)[0] ?? '').length
}

function matchAt(pattern: RegExp, rest: string): Span | undefined {
  const found = pattern.exec(rest)?.[0]
  return found === undefined ? undefined : [0, found.length]
}

function codeAt(link: Link, rest: string): Span | undefined {
  const listed = LISTED_CODES.exec(rest)?.[0]
  if (listed !== undefined && !WEAK.has(link)) return [0, listed.length]
  const code = CODE.exec(rest)?.[0]
  if (code === undefined) return undefined
  const digits = code.replace(/\P{Nd}/gu, '').length
  if (digits < (WEAK.has(link) ? 4 : 3)) return undefined
  return [0, code.length]
}

/** So long and with so few digits: the rest are letters. */
const MIN_MIXED = 9

/** When a document was issued or expires. */
const DATE = /^["'“(]?(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|(?:\d{1,2}[-./]\s?){1,2}\d{4})(?![\p{L}\p{N}])/u

function documentAt(link: Link, rest: string): Span | undefined {
  if (DATE.test(rest)) return undefined
  const found = DOCUMENT.exec(rest)?.[0]
  const sign = found?.replace(/[^\p{L}\p{N}]/gu, '') ?? ''
  const digits = sign.replace(/\P{Nd}/gu, '').length
  if (found === undefined || digits < (sign.length >= MIN_MIXED ? 4 : 5) || (link === 'to' && digits < 7))
    return undefined
  return [0, found.length]
}
