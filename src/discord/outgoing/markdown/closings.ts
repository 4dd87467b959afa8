/**
 * Where the marks of Discord's markdown end, by the rules of its client (simple-markdown with Discord's own spoilers, code and
 * strikethrough). Each function is given the place of an opening mark and the end of what it may reach, and returns where the closing
 * mark stands, `open` if the text ended before one came, or `none` if there can be none.
 */
export type Closing = number | 'open' | 'none'

const isSpace = (text: string, at: number) => /\s/u.test(text.charAt(at))

/** `*italic*`: no white space behind the first mark or before the last, and `**` within counts as a pair. */
function closingStar(text: string, from: number, end: number): Closing {
  let at = from + 1
  if (at >= end) return 'open'
  if (isSpace(text, at)) return 'none'
  while (at < end) {
    const isPair = text[at] === '*' && at + 1 < end && text[at + 1] === '*'
    if (text[at] === '*' && !isPair) return at === from + 1 || isSpace(text, at - 1) ? 'none' : at
    at += isPair || text[at] === '\\' ? 2 : 1
  }
  return 'open'
}

/** `_italic_`: the last mark stands before no letter or number, and `__` within counts as a pair. */
function closingUnderscore(text: string, from: number, end: number): Closing {
  let at = from + 1
  while (at < end) {
    const next = at + 1 < end ? text.charAt(at + 1) : ''
    if (text[at] === '_' && !/\w/u.test(next)) return at === from + 1 ? 'none' : at
    if (text[at] === '_' && next !== '_') return 'none'
    at += /[_\\]/u.test(text.charAt(at)) ? 2 : 1
  }
  return 'open'
}

/** `**bold**` and `__underlined__`: up to the last two of the marks that stand together. */
function closingPair(text: string, from: number, end: number): Closing {
  const mark = text[from]
  let at = from + 2
  if (text[at] === '\\') at += 1
  at += 1
  while (at < end) {
    if (text[at] === mark && text[at + 1] === mark && at + 1 < end && (at + 2 >= end || text[at + 2] !== mark))
      return at
    at += text[at] === '\\' ? 2 : 1
  }
  return 'open'
}

/** What ends at the next such mark, whatever stands between: spoilers, strikethrough, blocks of code. */
function closingNext(text: string, from: number, end: number, mark: string): Closing {
  const at = text.indexOf(mark, from + mark.length + 1)
  return at < 0 || at + mark.length > end ? 'open' : at
}

/** The closing mark of `mark`, which stands at `from`. */
export function findClosingMark(text: string, from: number, end: number, mark: string): Closing {
  if (mark === '*') return closingStar(text, from, end)
  if (mark === '_') return closingUnderscore(text, from, end)
  if (mark === '**' || mark === '__') return closingPair(text, from, end)
  return closingNext(text, from, end, mark)
}

/** Runs of backticks by their length, in order. */
export type BacktickRuns = ReadonlyMap<number, readonly number[]>

export function findBacktickRuns(text: string): BacktickRuns {
  const runs = new Map<number, number[]>()
  for (const { 0: run, index } of text.matchAll(/`+/gu)) {
    const places = runs.get(run.length)
    if (places === undefined) runs.set(run.length, [index])
    else places.push(index)
  }
  return runs
}

/** The run of exactly as many backticks that ends code which a run at `from` begins: how long it is, and where it stands. */
export function closingBackticks(runs: BacktickRuns, from: number, length: number, end: number) {
  for (let size = length; size > 0; size -= 1) {
    const places = runs.get(size)
    const at = places === undefined ? undefined : firstFrom(places, from + length + (size === length ? 1 : 0))
    if (at !== undefined && at + size <= end) return { size, at }
  }
  return undefined
}

/** The first of sorted numbers that is `least` or more. */
function firstFrom(numbers: readonly number[], least: number): number | undefined {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return numbers[low]
}
