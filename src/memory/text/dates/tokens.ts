import { normalizeText } from '../normalize.ts'

/** A word, a number, or a sign that is neither; a letter by itself where a script puts no spaces between words. */
export interface Token {
  /** As it was written, normalized. */
  readonly written: string
  /** Without accents, with digits of ASCII: what is compared. */
  readonly text: string
  readonly kind: 'number' | 'word' | 'sign'
  /** Whether nothing stands between it and the token before. */
  readonly isAttached: boolean
}

/** UTF-16 code units. What names a date is short; a message of Discord has at most 4,000. */
const MAX_LENGTH = 4000

const WITHOUT_SPACES = [...'Han Hiragana Katakana Hangul Thai Lao Khmer Myanmar'.split(' ')]
  .map(script => String.raw`\p{sc=${script}}`)
  .join('')
/** `п'ять` is one word, `l'an` are two. */
const APOSTROPHE = String.raw`(?<=\p{sc=Cyrillic})'(?=\p{sc=Cyrillic})`
const TOKEN = new RegExp(
  String.raw`(?<number>\p{Nd}+)|(?<word>[${WITHOUT_SPACES}]\p{M}*|(?:(?![${WITHOUT_SPACES}])\p{L}\p{M}*|${APOSTROPHE})+)|(?<space>\s+)|\S`,
  'gu',
)
const ASCII = /^[ -~]*$/u
const ACCENTED = /([\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}])\p{M}+/gu
/** A dot below a consonant of Indic scripts is left out as well. */
const NUKTA = /[\u093c\u09bc\u0a3c]/gu
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let isAttached = false
  for (const { 0: written, groups } of normalizeText(text.slice(0, MAX_LENGTH)).matchAll(TOKEN)) {
    const isSpace = groups?.['space'] !== undefined
    const kind = groups?.['number'] !== undefined ? 'number' : groups?.['word'] !== undefined ? 'word' : 'sign'
    if (!isSpace) tokens.push({ written, text: fold(written), kind, isAttached })
    isAttached = !isSpace
  }
  return tokens
}

/** Accents are often left out, and digits are written in many scripts. Vowels of Indic scripts and Thai are no accents. */
function fold(written: string): string {
  if (ASCII.test(written)) return written
  return written
    .normalize('NFD')
    .replace(ACCENTED, '$1')
    .replace(NUKTA, '')
    .normalize('NFC')
    .replace(FOREIGN_DIGIT, asciiDigit)
}

/** The digits of a script are ten code points in a row. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(code - zero)
}
