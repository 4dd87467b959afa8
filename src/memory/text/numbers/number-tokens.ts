import { normalizeText } from '../normalize.ts'

/** Chinese, Japanese and Korean numerals, and the powers of ten that stand behind numerals and digits: 3万 is 30,000. */
const NUMERALS = new Map(
  ['〇 一 二 三 四 五 六 七 八 九', '영 일 이 삼 사 오 육 칠 팔 구'].flatMap(numerals =>
    numerals.split(' ').map((sign, value) => [sign, value]),
  ),
)
NUMERALS.set('两', 2).set('兩', 2)
const POWERS: ReadonlyMap<string, number> = new Map(
  Object.entries({ 十: 10, 百: 100, 千: 1000, 万: 10_000, 萬: 10_000, 億: 1e8, 亿: 1e8 }).concat(
    Object.entries({ 십: 10, 백: 100, 천: 1000, 만: 10_000, 억: 1e8 }),
  ),
)

const signs = [...NUMERALS.keys(), ...POWERS.keys()]
const HAN = signs.filter(sign => /\p{sc=Han}/u.test(sign) || sign === '〇').join('')
const DIGITS =
  /[1-9]\d{0,2}(?: 000)+(?!\d)|\d{1,2}(?:,\d\d){1,9},\d{3}(?!\d)|\d{1,60}(?:[.,'’]\d{3}){0,20}(?!\d)(?:[.,]\d{1,60})?|\d+/u
const TOKEN = new RegExp(
  String.raw`(?<digits>${DIGITS.source})(?<power>[百千万萬億亿백천만억]+)?|(?<numeral>[${HAN}]+)|(?<word>(?:(?!\p{sc=Han})[\p{L}\p{M}])+)`,
  'gu',
)

/** The code points of the digit zero in other scripts: Arabic, Persian, Hindi, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

/** A number in digits, with a power of ten behind it, or in Chinese numerals; or a word. */
export interface NumberToken {
  readonly digits?: string | undefined
  readonly power?: string | undefined
  readonly numeral?: string | undefined
  readonly word?: string | undefined
  /** Whether nothing stands between it and the token before, and whether nothing but a space does. */
  readonly isAttached: boolean
  readonly isNear: boolean
  /** An apostrophe before it: `'07`. */
  readonly isShortened: boolean
}

export function numberTokensOf(text: string): readonly NumberToken[] {
  const plain = normalizeText(text.replace(/[⁰¹²³⁴-⁹]/gu, ' ').replace(/(\d{0,20})([¼½¾⅓⅔⅛⅜⅝⅞])/gu, decimalOf)).replace(
    /(?![0-9])\p{Nd}/gu,
    toAsciiDigit,
  )
  let end = 0
  return [...plain.matchAll(TOKEN)].map(match => {
    const between = plain.slice(end, match.index)
    end = match.index + match[0].length
    return {
      ...match.groups,
      isAttached: between === '' && match.index > 0,
      isNear: /^[ -]?$/u.test(between) && match.index > 0,
      isShortened: between.endsWith("'"),
    }
  })
}

/** `2½` is 2.5. */
function decimalOf(_: string, whole: string, sign: string): string {
  const [numerator = 0, denominator = 1] = sign.normalize('NFKC').split('⁄').map(Number)
  return ` ${Number(whole) + numerator / denominator} `
}

function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = ZEROS.find(start => code >= start && code < start + 10)
  return zero === undefined ? digit : String(code - zero)
}

/** What a power of ten behind digits multiplies them by, `천만` by ten million, and the smallest of it. */
export function powerOf(power: string | undefined): { readonly factor: number; readonly scale: number } {
  const powers = [...(power ?? '')].map(sign => POWERS.get(sign) ?? 1)
  return { factor: powers.reduce((product, one) => product * one, 1), scale: powers.at(-1) ?? 1 }
}

/** The power of ten that a row of numerals ends with; 1 if with none. */
export function scaleOfNumerals(numerals: string): number {
  return POWERS.get(numerals.at(-1) ?? '') ?? 1
}

export function valueOfNumerals(numerals: string): number {
  let [sum, section, digit] = [0, 0, 0]
  for (const sign of numerals) {
    const power = POWERS.get(sign)
    if (power === undefined) digit = digit * 10 + (NUMERALS.get(sign) ?? 0)
    else if (power < 10_000) [section, digit] = [section + (digit || 1) * power, 0]
    else [sum, section, digit] = [sum + (section + digit || 1) * power, 0, 0]
  }
  return sum + section + digit
}

/** A digit behind a power of ten may stand for the power below it: `四千五` is 4500, `两万三` 23,000. */
export function shortenedNumerals(numerals: string): readonly number[] {
  const [digit, power] = [NUMERALS.get(numerals.at(-1) ?? '') ?? 0, POWERS.get(numerals.at(-2) ?? '') ?? 0]
  return digit > 0 && power >= 100 ? [valueOfNumerals(numerals.slice(0, -1)) + (digit * power) / 10] : []
}

const HANGUL_NUMERALS = /^[영일이삼사오육칠팔구십백천만억]{2,}/u

/** What the syllables may count that a Korean word begins with: `오천` of `오천원` is 5000. */
export function hangulValues(word: string): readonly number[] {
  const numerals = HANGUL_NUMERALS.exec(word)?.[0] ?? ''
  return /[백천만억]/u.test(numerals) ? [valueOfNumerals(numerals)] : []
}
