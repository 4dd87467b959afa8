import { CLAIMED, GIVEN, NUMERALS, POWERS } from './number-words.ts'

const DIGITS = /[1-9]\d{0,2}(?: 000)+(?!\d)|\d+(?:[.,'’]\d{3})*(?!\d)(?:[.,]\d+)?|\d+/u
const KANJI = /[〇一二三四五六七八九十百千万萬億亿]+/u
const TOKEN = new RegExp(
  String.raw`(?<digits>${DIGITS.source})(?<power>[万萬億亿])?|(?<kanji>${KANJI.source})|(?<word>(?:(?!\p{sc=Han})\p{L})+)`,
  'gu',
)

/** Alone these are parts of words more often than numbers: 一緒, 十分, 千葉. */
const SELDOM_NUMBERS = new Set(['一', '十', '百', '千', '万'])

/** Where the digits of other scripts begin: Arabic, Persian, Hindi, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

/**
 * The numbers that a sentence claims, by value: `3`, `three`, `三` are one, `1,000` is 1000, `5 million` is 5000000.
 * Words that only may be numbers (`one`, `a`, `first`) claim none.
 */
export function claimedNumbers(text: string): readonly number[] {
  const found: number[] = []
  let open = false // whether the last token was a number that the next one can build on
  for (const token of tokensOf(text)) {
    const value = tokenValue(token, CLAIMED)
    const last = found.at(-1)
    if (value === undefined) {
      open = token.word === 'and' && open
      continue
    }
    if (open && last !== undefined && token.word !== undefined) found[found.length - 1] = joined(last, value)
    else found.push(value)
    open = true
  }
  return found
}

/** All numbers that a user's words can be read as: `1.000` is 1000 and 1, `5k` 5 and 5000, `7 pm` 7 and 19. */
export function givenNumbers(text: string): ReadonlySet<number> {
  const given = new Set<number>(claimedNumbers(text))
  let last: number | undefined
  for (const token of tokensOf(text)) {
    const value = tokenValue(token, GIVEN)
    if (value !== undefined) given.add(value)
    if (token.digits !== undefined) given.add(Number.parseFloat(token.digits.replace(',', '.')))
    if (last !== undefined && value !== undefined && token.word !== undefined) given.add(joined(last, value))
    if (last !== undefined && token.word === 'pm') given.add(last + 12).add(0)
    if (last !== undefined && token.word === 'am') given.add(0)
    last = value
  }
  return given
}

interface Token {
  readonly digits?: string | undefined
  readonly power?: string | undefined
  readonly kanji?: string | undefined
  readonly word?: string | undefined
}

function tokensOf(text: string): readonly Token[] {
  const plainDigits = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?![0-9])\p{Nd}/gu, ownDigit)
  return [...plainDigits.matchAll(TOKEN)].map(match => match.groups as Token)
}

function ownDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = ZEROS.find(start => code >= start && code < start + 10)
  return zero === undefined ? digit : String(code - zero)
}

function tokenValue(token: Token, words: ReadonlyMap<string, number>): number | undefined {
  if (token.digits !== undefined) return digitsValue(token.digits) * (POWERS.get(token.power ?? '') ?? 1)
  if (token.kanji !== undefined)
    return words === CLAIMED && SELDOM_NUMBERS.has(token.kanji) ? undefined : kanjiValue(token.kanji)
  return token.word === undefined ? undefined : words.get(token.word)
}

/** A mark before three digits groups thousands; before any other number of digits it begins the decimals. */
function digitsValue(digits: string): number {
  const isGrouped = /^[1-9]\d{0,2}\D/u.test(digits)
  const whole = isGrouped ? digits.replace(/[.,'’ ](?=\d{3}(?!\d))/gu, '') : digits
  return Number.parseFloat(whole.replace(',', '.'))
}

/** `twenty three` is 23, `three hundred` 300, `two hundred five` 205; else the second number stands for itself. */
function joined(before: number, value: number): number {
  if (value >= 100) return before * value
  const room = before % 100 === 0 ? 100 : 10
  return before >= 20 && before % 10 === 0 && value < room ? before + value : value
}

function kanjiValue(kanji: string): number {
  let [sum, section, digit] = [0, 0, 0]
  for (const sign of kanji) {
    const power = POWERS.get(sign)
    if (power === undefined) digit = digit * 10 + (NUMERALS.get(sign) ?? 0)
    else if (power < 10_000) [section, digit] = [section + (digit || 1) * power, 0]
    else [sum, section, digit] = [sum + (section + digit || 1) * power, 0, 0]
  }
  return sum + section + digit
}
