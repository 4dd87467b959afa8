/** A stretch of text that is shown as one thing, and is nothing when it is cut: a mention, an emoji, a link, an escaped character. */
export interface TextUnit {
  readonly from: number
  readonly to: number
}

/** Mentions, emoji, timestamps, commands and links in angle brackets: https://docs.discord.com/developers/reference#message-formatting */
const BRACKETED =
  /<(?:@[!&]?\d{1,25}|#\d{1,25}|a?:\w{1,40}:\d{1,25}|t:-?\d{1,20}(?::\w)?|\/[^<>\n:]{1,110}:\d{1,25}|id:[\w-]{1,50}|[^\s<>:]{1,30}:\/?[^\s<>]{1,2000})>/uy
const ADDRESS = /https?:\/\/[^\s<]{1,2000}/uy
/** What stands behind an address is no part of it. */
const AFTER_ADDRESS = /[.,:;"')\]]/u
const LINK_TARGET =
  /\]\(\s{0,20}<?(?:https?|discord|mailto|tel):(?:(?!\]\()[^\s<>()]|\([^\s<>()]{0,200}\)){1,2000}>?(?:\s{1,20}"[^"\n]{0,200}")?\s{0,20}\)/uy

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/** The end of what angle brackets hold at `from`. */
function endOfBracketed(text: string, from: number): number | undefined {
  const found = matchAt(BRACKETED, text, from)
  return found === undefined ? undefined : from + found.length
}

/** The end of a bare address at `from`. */
function endOfAddress(text: string, from: number): number | undefined {
  const found = matchAt(ADDRESS, text, from)
  if (found === undefined) return undefined
  let to = from + found.length
  while (AFTER_ADDRESS.test(text.charAt(to - 1))) to -= 1
  return to
}

/** Where links with words of their own begin and end: `[words](https://example.org)`. */
export function findMaskedLinks(text: string): ReadonlyMap<number, number> {
  const links = new Map<number, number>()
  const open: number[] = []
  for (const { 0: found, index } of text.matchAll(/\\[\s\S]|[[\]\n]/gu)) {
    if (found === '[') open.push(index)
    else if (found === '\n') open.length = 0
    else if (found === ']') {
      const from = open.pop()
      const target = from === undefined ? undefined : matchAt(LINK_TARGET, text, index)
      if (from !== undefined && target !== undefined) links.set(from, index + target.length)
    }
  }
  return links
}

/** The end of what is one thing at `at`: an escaped character, something in angle brackets, a link. */
export function endOfTextUnit(text: string, at: number, links: ReadonlyMap<number, number>): number | undefined {
  const sign = text[at]
  if (sign === '\\') return /[^\dA-Za-z\s]/u.test(text.charAt(at + 1)) ? at + 2 : undefined
  if (sign === '[') return links.get(at)
  if (sign === '<') return endOfBracketed(text, at)
  return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) ? undefined : endOfAddress(text, at)
}

/** Units in order; those that touch what others hold become one. */
export function mergeTextUnits(units: readonly TextUnit[]): readonly TextUnit[] {
  const merged: TextUnit[] = []
  for (const unit of units.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (unit.to === unit.from) continue
    if (last === undefined || last.to <= unit.from) merged.push(unit)
    else if (unit.to > last.to) merged[merged.length - 1] = { from: last.from, to: unit.to }
  }
  return merged
}
