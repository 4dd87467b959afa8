import { BEGINNING_OF_KEY, KEY_FORMS } from './key-forms.ts'
import { HASH_WORDS, KEY_WORDS } from './names.ts'
import { findCheckedNumbers, type Span } from './numbers.ts'
import { LONG_RUN, looksLikeKey, looksRandom } from './randomness.ts'
import { findSeedPhrases } from './seed-phrases.ts'
import { type SpelledOut, withDigits } from './spelled-numbers.ts'
import { findToldSecrets, namesSecret } from './told.ts'

/** Where secrets stand in a folded text, in order and apart from each other, those among them that are told in number words. */
export function findSecrets(text: string): readonly Span[] {
  const spelled = namesSecret(text) ? withDigits(text) : undefined
  return merged([...findWritten(text), ...(spelled === undefined ? [] : spansBefore(spelled))])
}

/** The secrets of a text in which numbers were put for their words, where they stood before. */
function spansBefore({ text, starts }: SpelledOut): readonly Span[] {
  return findWritten(text).map(([start, end]) => [starts[start] ?? 0, starts[end] ?? 0])
}

function findWritten(text: string): readonly Span[] {
  return [
    ...findKeys(text),
    ...findRandomRuns(text),
    ...findCheckedNumbers(text),
    ...findSeedPhrases(text),
    ...findToldSecrets(text),
  ]
}

function findKeys(text: string): readonly Span[] {
  const forms = KEY_FORMS.flatMap(form => [...text.matchAll(form)])
  const begun = [...text.matchAll(BEGINNING_OF_KEY)].filter(({ groups = {} }) => looksLikeKey(groups['rest'] ?? ''))
  return [...forms, ...begun].map(({ 0: found, index }) => [index, index + found.length])
}

/** What a generator made, unless it is a part of a link: there it names a page. */
function findRandomRuns(text: string): readonly Span[] {
  const links = [...text.matchAll(LINK)].map(({ 0: link, index }) => [index, index + link.length] as const)
  const isInLink = (at: number) => links.some(([start, end]) => at >= start && at < end)
  const runs = [...text.matchAll(LONG_RUN)].filter(({ 0: run, index }) => looksRandom(run) && !isInLink(index))
  return [...runs, ...privateKeysOf(text)].map(({ 0: run, index }) => [index, index + run.length])
}

const LINK = /\bhttps?:\/\/\S{1,2000}/giu

/** 64 hexadecimal digits are a private key (secp256k1) or a hash: a key by its words, or with 0x and no word for a hash. */
const HEX_KEY = /(?<![\p{L}\p{N}])(?:0x)?[0-9a-f]{64}(?![\p{L}\p{N}])/giu
const NAMED_KEY = /(?<![\p{L}\p{N}:@/])(?!0x|bc1|tb1|ltc1)[0-9a-z]{24,63}(?![\p{L}\p{N}])/giu
const KEY_WORD = new RegExp(String.raw`(?<!\p{L})(?:${KEY_WORDS})(?!\p{L})`, 'iu')
const HASH_WORD = new RegExp(String.raw`(?<!\p{L})(?:${HASH_WORDS})(?!\p{L})`, 'iu')

function privateKeysOf(text: string): readonly RegExpExecArray[] {
  const isKey = KEY_WORD.test(text)
  const isHash = HASH_WORD.test(text)
  const whole = [...text.matchAll(HEX_KEY)].filter(({ 0: run }) => (isKey || /^0x/iu.test(run)) && !(isHash && !isKey))
  const short = isKey && !isHash ? [...text.matchAll(NAMED_KEY)] : []
  return [...whole, ...short].filter(({ 0: run }) => /\d\D+\d\D+\d/u.test(run))
}

function merged(spans: readonly Span[]): readonly Span[] {
  const apart: [number, number][] = []
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = apart.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else apart.push([start, end])
  }
  return apart
}
