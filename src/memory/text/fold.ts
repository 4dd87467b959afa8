import { cleanText } from './clean.ts'
import { compatibilityForm } from './normalize.ts'

/** A text in the one form in which checks read it, and for each of its characters where it stands in the clean text. */
export interface FoldedText {
  /** As people see it, without what can't be seen: `cleanText`. */
  readonly clean: string
  readonly text: string
  /** For each UTF-16 unit of `text`, and for its end, the place in `clean`. */
  readonly starts: readonly number[]
}

/**
 * Letters of other scripts that look like Latin ones, in small, as in Unicode's confusables.txt (UTS #39): only of words
 * that mix scripts, as no word of one script does to deceive. Ends of styles that NFKC does not know (small capitals) too.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  `а ᴀ ɑ α a, в ʙ β b, с ᴄ ϲ c, ԁ ᴅ d, е ᴇ ε ҽ e, ꜰ ғ f, ɡ ɢ g, һ н ʜ հ h, і ı ɪ ι ӏ Ӏ i, ј ᴊ j, к ᴋ κ k, ʟ l, м ᴍ m, ո ɴ η n,
  о ᴏ ο σ օ o, р ᴘ ρ p, ԛ q, г ʀ r, ѕ ꜱ s, т ᴛ τ t, υ ᴜ ս u, ѵ ᴠ ν v, ԝ ᴡ ω w, х χ x, у ʏ γ y, ᴢ z`
    .split(/,\s+/u)
    .map(group => group.split(' '))
    .flatMap(group => group.slice(0, -1).map(alike => [alike, group.at(-1) ?? alike] as const)),
)

/** Latin letters that have no decomposition. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŧ: 't' },
  ...{ Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'TH' },
}

const PLAIN = /^[\t\n\r -)+-^a-{}]*$/u
const WORD = /[\p{L}\p{M}\p{N}]+/gu
const LATIN = /\p{Script=Latin}/u
const OTHER = /(?!\p{Script=Latin})\p{L}/u
const MARK = /\p{M}/u

/** Marks on Latin, Greek and Cyrillic letters go; in other scripts a mark is a vowel. */
const MARKED_LETTER = /[\p{Script=Latin}\p{Script=Greek}]/u
const ONLY_MARKS = /^\p{M}+$/u

/** A character that stands for more letters than this (ﷺ) is no letter of a disguise, and is read as it is. */
const MOST_LETTERS = 4

/** Discord's marks for bold, underlined, struck through, hidden and code. */
const MARKUP = /\*{1,3}|_{2,3}|~~|\|\||`{1,3}/gu

/**
 * Reads a text as people do: compatibility forms, squared and circled letters, letters of other scripts amid Latin ones,
 * marks and Discord's markup are what they look like. One pass over the text; upper and lower case stay as they are.
 */
export function foldText(text: string): FoldedText {
  const clean = cleanText(text)
  if (PLAIN.test(clean)) return { clean, text: clean, starts: placesOf(clean) }
  const skipped = placesOfMarkup(clean)
  const mixed = placesOfMixedWords(clean)
  const starts: number[] = []
  let folded = ''
  let before = ''
  for (let at = 0; at < clean.length; ) {
    const sign = String.fromCodePoint(clean.codePointAt(at) ?? 0)
    if (!skipped.has(at)) {
      folded += foldSign(sign, before, mixed.has(at))
      while (starts.length < folded.length) starts.push(at)
      if (sign < '\u0080' || !MARK.test(sign)) before = sign
    }
    at += sign.length
  }
  starts.push(clean.length)
  return { clean, text: folded, starts }
}

function foldSign(sign: string, before: string, isMixed: boolean): string {
  if (sign < '\u0080') return sign
  const form = plainForm(sign)
  if (form >= '\u0300' && ONLY_MARKS.test(form)) return MARKED_LETTER.test(before) ? '' : form
  if (!isMixed) return form
  const alike = LOOK_ALIKES[form] ?? LOOK_ALIKES[form.toLowerCase()]
  return alike ?? form
}

const plainForms = new Map<string, string>()
const MAX_FORMS = 5000

function plainForm(sign: string): string {
  const known = plainForms.get(sign)
  if (known !== undefined) return known
  const form = findPlainForm(sign)
  if (plainForms.size < MAX_FORMS) plainForms.set(sign, form)
  return form
}

/** A digit of any script as the digit that it is: ٤, ४, ๔. */
const OTHER_DIGIT = /(?![0-9])\p{Nd}/u

function findPlainForm(sign: string): string {
  if (OTHER_DIGIT.test(sign)) return String(valueOfDigit(sign.codePointAt(0) ?? 0))
  const squared = squaredLetter(sign.codePointAt(0) ?? 0)
  if (squared !== undefined) return squared
  const wide = sign.normalize('NFKC')
  const form = [...wide].length > MOST_LETTERS ? sign : wide
  const parts = form.normalize('NFD')
  const letter = parts !== form && MARKED_LETTER.test(parts) ? parts.replace(/\p{M}+/gu, '') : form
  return PLAIN_LETTERS[letter] ?? letter
}

/** The digits of a script follow each other from zero on, those of several styles one after the other (Unicode 4.6). */
function valueOfDigit(code: number): number {
  let zero = code
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return (code - zero) % 10
}

/** Letters of flags and in squares, which NFKC leaves: 🇦, 🅰, 🅐 */
function squaredLetter(code: number): string | undefined {
  for (const first of [0x1f1e6, 0x1f130, 0x1f150, 0x1f170]) {
    if (code >= first && code < first + 26) return String.fromCodePoint(0x61 + code - first)
  }
  return undefined
}

function placesOfMarkup(text: string): ReadonlySet<number> {
  const places = new Set<number>()
  for (const { 0: marks, index } of text.matchAll(MARKUP)) {
    for (let at = index; at < index + marks.length; at += 1) places.add(at)
  }
  return places
}

/** Places in words that have Latin letters and such of another script that look like them. */
function placesOfMixedWords(text: string): ReadonlySet<number> {
  const places = new Set<number>()
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const form = compatibilityForm(word)
    const isStyled = /[\u0250-\u02af\u1d00-\u1d7f\ua730-\ua7ff]/u.test(word)
    if (!(isStyled || (LATIN.test(form) && OTHER.test(form)))) continue
    for (let at = index; at < index + word.length; at += 1) places.add(at)
  }
  return places
}

function placesOf(text: string): readonly number[] {
  return Array.from({ length: text.length + 1 }, (_, at) => at)
}

/** Digits and signs that stand for the letters they look like: `p4ssw0rd`. */
const LEET: Readonly<Record<string, string>> = {
  ...{ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' },
}
const LEET_SIGN =
  /(?<=[A-Za-z013457@$!])[013457@$!](?=[013457@$!]?[A-Za-z])|(?<![\p{L}\p{N}])[013457@$](?=[A-Za-z013457@$!]{0,20}[A-Za-z]{2})/gu

/** A folded text in which digits amid letters are the letters they look like; as long as it was. */
export function withoutLeet(folded: string): string {
  return /[013457@$!]/u.test(folded) ? folded.replace(LEET_SIGN, sign => LEET[sign] ?? sign) : folded
}

const SPACED = /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][ .\-_]){3,200}[\p{L}\p{N}](?![\p{L}\p{N}])/gu

/** A folded text in which letters that were set apart stand together again, without spaces where they had none of their own. */
export function withoutSpacing(folded: string): string {
  return folded.replace(SPACED, letters => letters.replace(/[ .\-_]/gu, ''))
}
