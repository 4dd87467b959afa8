/** A place in a text, from its first character to the one after its last. */
export type Span = readonly [start: number, end: number]

const DIGITS = /(?<![\p{L}\p{N}])\d(?:[ .\-\u2010-\u2015]{0,2}\d){11,18}(?![\p{L}\p{N}])/gu
const ACCOUNT = /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}(?:[ .\-\u2010-\u2015]?[A-Za-z0-9]){11,30}/gu
/** With these marks a Brazilian CPF is written (Receita Federal), and with these a French NIR (INSEE). */
const CPF = /(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/gu
const NIR = /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/gu

/** Numbers of cards, accounts and persons that give themselves away by their check digits. */
export function findCheckedNumbers(text: string): readonly Span[] {
  return [
    ...spansOf(text, DIGITS)
      .filter(([start, end]) => isCardNumber(text.slice(start, end)))
      .map(([start, end]) => [start, end + lengthOfCardDetails(text.slice(end, end + 60))] as const),
    ...spansOf(text, ACCOUNT).flatMap(([start, end]) => {
      const length = lengthOfIban(text.slice(start, end))
      return length === undefined ? [] : [[start, start + length] as const]
    }),
    ...spansOf(text, CPF).filter(([start, end]) => isCpf(text.slice(start, end))),
    ...spansOf(text, NIR).filter(([start, end]) => isNir(text.slice(start, end))),
  ]
}

/** Until when a card is valid, and its security code, where they follow its number. */
const CARD_DETAILS = /^(?:[^\n\d]{0,20}(?:\d{1,2} ?[/-] ?\d{2,4}|\d{3,4})(?!\d)){1,2}/u

function lengthOfCardDetails(after: string): number {
  return CARD_DETAILS.exec(after)?.[0].length ?? 0
}

function spansOf(text: string, pattern: RegExp): readonly Span[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => [index, index + found.length] as const)
}

/**
 * How the numbers of payment cards begin, and how many digits they have (ISO/IEC 7812, as the networks have published their
 * ranges): Visa, Mastercard, American Express, Diners Club, JCB, Discover, UnionPay, Maestro, Mir.
 */
const CARD_RANGES: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/u, [16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/u, [16]],
  [/^3[47]/u, [15]],
  [/^(?:30[0-59]|36|3[89])/u, [14, 16]],
  [/^35(?:2[89]|[3-8])/u, [16, 17, 18, 19]],
  [/^(?:6011|64[4-9]|65|62|81)/u, [16, 17, 18, 19]],
  [/^(?:50|5[6-9]|6)/u, [16, 17, 18, 19]],
  [/^220[0-4]/u, [16, 17, 18, 19]],
]

/** Whether digits are the number of a payment card: of a known range, with the right last digit (Luhn, ISO/IEC 7812-1). */
function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/gu, '')
  if (new Set(digits).size === 1) return false
  if (!CARD_RANGES.some(([range, lengths]) => range.test(digits) && lengths.includes(digits.length))) return false
  const sum = [...digits]
    .map(Number)
    .toReversed()
    .reduce((total, digit, at) => total + (at % 2 === 0 ? digit : doubled(digit)), 0)
  return sum % 10 === 0
}

function doubled(digit: number): number {
  return digit > 4 ? digit * 2 - 9 : digit * 2
}

/** Characters of an IBAN by its country (SWIFT, IBAN Registry, release 99). */
const IBAN_LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18
  FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20
  LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24
  SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/u)
    .map(entry => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** How many characters at the beginning of a text are an IBAN, by country and check digits (ISO 13616: modulo 97 is 1). */
function lengthOfIban(text: string): number | undefined {
  const length = IBAN_LENGTHS[text.slice(0, 2).toUpperCase()]
  if (length === undefined) return undefined
  let sign = ''
  let end = 0
  for (; end < text.length && sign.length < length; end += 1)
    sign += /[A-Za-z0-9]/u.test(text[end] ?? '') ? text[end] : ''
  if (sign.length < length) return undefined
  return modulo97(sign.slice(4) + sign.slice(0, 4)) === 1 ? end : undefined
}

/** Of digits and letters, a letter being a number from 10 on. */
function modulo97(sign: string): number {
  let rest = 0
  for (const character of sign) rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97
  return rest
}

/** The two last digits of a CPF are made of the others: 11 less the weighted sum modulo 11, 10 counting as 0. */
function isCpf(text: string): boolean {
  const digits = [...text.replace(/\D/gu, '')].map(Number)
  if (new Set(digits).size === 1) return false
  return [9, 10].every(at => {
    const sum = digits.slice(0, at).reduce((total, digit, place) => total + digit * (at + 1 - place), 0)
    return ((sum * 10) % 11) % 10 === digits[at]
  })
}

/** A NIR ends in 97 less its first 13 digits modulo 97; Corsica's departments count as 19 and 18. */
function isNir(text: string): boolean {
  const sign = text.replace(/ /gu, '').replace('2A', '19').replace('2B', '18')
  return 97 - (Number(sign.slice(0, 13)) % 97) === Number(sign.slice(13))
}
