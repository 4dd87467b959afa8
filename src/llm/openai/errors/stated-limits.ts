import type { Limits } from '../../server/limits.ts'

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** What a refusal says of sizes: those that the server takes, and how large the prompt was by its own count. */
export interface StatedSizes {
  readonly limits: Limits
  readonly promptTokens?: number | undefined
}

/** No model that chats has less. */
const LEAST_CONTEXT = 128

/** The sizes in the words, and in the fields (llama.cpp's `n_ctx`), of a prompt that is too long. */
export function contextIn(error: unknown, wording: string): StatedSizes {
  const fields = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {}
  const [field, promptField] = [numberIn(fields['n_ctx']), numberIn(fields['n_prompt_tokens'])]
  const numbers = /token|length|context/.test(wording)
    ? numbersIn(wording).filter(number => number >= LEAST_CONTEXT)
    : []
  const stated = field ?? comparedContext(wording) ?? statedContext(wording) ?? largestBelow(numbers)
  const told = PROMPT_TOKENS.map(pattern => firstNumber(wording, pattern))
  const promptTokens = promptField ?? told.find(number => number !== undefined)
  return { limits: stated === undefined ? {} : { contextTokens: stated }, promptTokens }
}

const CONTEXT =
  /(?:maximum|max\.?|limited to|limit(?: of| is|:)?|up to|at most|available) (?:\p{L}+[ _-]){0,4}(?:(?:length|size|window|limit|tokens?)[^\d]{0,20})?(?<n>\d[\d,]*)|context[ _](?:length|size|window|limit)[^\d]{0,25}(?<m>\d[\d,]*)|tokens? > (?<o>\d[\d,]*)/u
/** Where two sizes are compared, the other one is what there is: "3900 + 1000 > 4096", "(5000) exceeds the limit (4096)", "<= 4096". */
const COMPARED =
  /(?<!\p{L})\d\s?>=? ?(?<n>\d[\d,]*)|<=? ?(?<m>\d[\d,]*)(?=[^\d,>]|$)|exceed(?:s|ed)?[^\d]{0,60}?\((?<o>\d[\d,]*)\)|\[\d{1,9}, ?(?<p>\d[\d,]*)\]/u

function comparedContext(wording: string): number | undefined {
  const number = firstNumber(wording, COMPARED)
  return number !== undefined && number >= LEAST_CONTEXT ? number : undefined
}

/** The prompt alone is more telling than what was asked for in all. */
const PROMPT_TOKENS: readonly RegExp[] = [
  /(?<n>\d[\d,]{0,20}) (?:tokens? )?(?:in|for|from|of) (?:the |your )?(?:messages|prompt|text input|input)/u,
  /(?:prompt|messages|input)[^\d.]{0,40}(?<n>\d[\d,]*) tokens|(?:requested|resulted in|contains|has)[^\d]{0,20}(?<m>\d[\d,]*)/u,
]

function statedContext(wording: string): number | undefined {
  const number = firstNumber(wording, CONTEXT)
  return number !== undefined && number >= LEAST_CONTEXT ? number : undefined
}

/** "… is 4096 tokens, you asked for 5000": the largest number that is not the largest of all; that one if it is alone. */
function largestBelow(numbers: readonly number[]): number | undefined {
  const sorted = [...new Set(numbers)].sort((a, b) => b - a)
  return sorted[1] ?? sorted[0]
}

/** What is said of pictures that are too many or too large. */
export function pictureLimitsIn(wording: string): Limits {
  const limits: Mutable<Limits> = {}
  const count = pictureCount(wording)
  if (count !== undefined) limits.images = count
  if (!/too small|at least|minimum/.test(wording)) {
    const bytes = [...wording.matchAll(/(\d{1,20}(?:\.\d{1,20})?)\s{0,5}(bytes?|[kmg]i?b)\b/gu)].map(
      ([, n, unit = '']) => bytesIn(Number(n), unit),
    )
    if (bytes.length > 0) limits.imageBytes = Math.min(...bytes)
    const sides = pixelsIn(wording)
    if (sides.length > 0) limits.imageSide = Math.min(...sides)
  }
  return limits
}

const COUNT_WORDS: Readonly<Record<string, number>> = { a: 1, one: 1, single: 1, two: 2, three: 3, four: 4, five: 5 }
const PICTURES = '(?:image|picture|photo|multi-?modal)'
const COUNTS: readonly RegExp[] = [
  new RegExp(
    `(?:at most|only|up to|max(?:imum)?(?: of| is|:)?|limit(?:ed to| of| is|:)?|more than)\\s{0,5}(?:a )?(\\d{1,9}|one|two|three|four|five|single)\\s{0,5}(?:\\(?s?\\)?\\s{0,5})?${PICTURES}`,
  ),
  new RegExp(
    `(\\d{1,9}|one|two|three|four|five|single) ${PICTURES}s?(?:\\(s\\))? (?:per|in one|in a|is|are|allowed|at most|maximum)`,
  ),
  new RegExp(
    `${PICTURES}s?.{0,40}(?:at most|limit(?:ed to| of| is|:)?|max(?:imum)?(?: of| is|:)?|>|exceeds?(?: the)?(?: limit)?(?: of)?)\\s*(\\d+|one|two|three|four|five)\\b(?!\\s*(?:[kmg]i?b|bytes|px|pixels|x|×|\\d|\\.))`,
  ),
  new RegExp(`max(?:imum)? ${PICTURES}s?[ :=]{1,3}(\\d{1,9})`),
  new RegExp(
    `multiple ${PICTURES}s?.{0,30}not|more than (one) ${PICTURES}|expected (1) ${PICTURES}|(?:process|accept|support|take)s? (?:only )?(one) ${PICTURES}`,
  ),
]

function pictureCount(wording: string): number | undefined {
  for (const pattern of COUNTS) {
    const match = pattern.exec(wording)
    if (match === null) continue
    const word = match[1] ?? 'one'
    return COUNT_WORDS[word] ?? Number(word)
  }
  return undefined
}

function bytesIn(number: number, unit: string): number {
  const factor = { k: 1000, m: 1_000_000, g: 1_000_000_000 }[unit[0] ?? ''] ?? 1
  return Math.floor(number * factor)
}

function pixelsIn(wording: string): number[] {
  const pairs = [...wording.matchAll(/(\d{2,5})\s?[x×]\s?(\d{2,5})/gu)].map(([, a, b]) =>
    Math.max(Number(a), Number(b)),
  )
  const singles = [...wording.matchAll(/(\d{2,5})\s?(?:px|pixels?)\b/gu)].map(([, n]) => Number(n))
  return [...pairs, ...singles].filter(number => number >= 64)
}

/** The longest answer that a server grants, where it says that more was asked for. */
export function responseLimitIn(wording: string): number | undefined {
  if (!/max_(?:completion_|output_|new_)?tokens|completion tokens|output tokens/.test(wording)) return undefined
  if (!/too (?:large|big|high)|at most|less than|exceed|maximum|must be|valid range/.test(wording)) return undefined
  return firstNumber(
    wording,
    /(?:at most|less than or equal to|<=|≤|up to|maximum(?: value)?(?: of| is|:)?|between \d+ and|limit(?: of| is)?|\[\d{1,9},)\s*[`'"]?(?<n>\d[\d,]*)/u,
  )
}

/** The texts in one request that an embedding server takes, where it says so. */
export function batchLimitIn(wording: string): number | undefined {
  if (!/batch|inputs?|texts?|items?|array|elements/.test(wording)) return undefined
  const numbers = numbersIn(wording).filter(
    number => number > 0 && number < 10_000 && ![400, 413, 422].includes(number),
  )
  return numbers.length === 0 ? undefined : Math.min(...numbers)
}

function firstNumber(wording: string, pattern: RegExp): number | undefined {
  const groups = pattern.exec(wording)?.groups ?? {}
  return numberIn(Object.values(groups).find(value => value !== undefined))
}

function numberIn(value: unknown): number | undefined {
  const number = Number(String(value ?? '').replaceAll(',', ''))
  return Number.isInteger(number) && number > 0 ? number : undefined
}

function numbersIn(wording: string): number[] {
  return [...wording.matchAll(/\d[\d,]*/gu)].flatMap(([text]) => numberIn(text) ?? [])
}
