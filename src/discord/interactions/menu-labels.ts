import { toSingleLine } from '../../memory/text/normalize.ts'
import { commonBeginning } from '../../memory/text/same-word.ts'

/** How often what tells texts apart is looked for anew: texts of which two differ in one place and two in another. */
const MOST_ROUNDS = 4
/** What stands before a place that is to be read, so that it can be understood: as far as a word begins there. */
const MOST_BEFORE = 16
const CUT = '…'

/**
 * Texts as they stand in one menu, in their order, each in one line of `maxLength` code units at most. Of a text that is
 * longer what is shown is the part that matters: around what was asked for, where `isAsked` finds a word of that, and
 * where it differs from the others. So no two labels are the same unless the texts are.
 */
export function menuLabels(
  texts: readonly string[],
  maxLength: number,
  isAsked: (word: string) => boolean = () => false,
): readonly string[] {
  const lines = texts.map(toSingleLine)
  const places = placesToTell(lines)
  const shown = lines.map((line, at) =>
    line.length <= maxLength ? [] : [...new Set([askedPlace(line, isAsked) ?? places[at] ?? 0])],
  )
  let labels = lines.map((line, at) => excerpt(line, shown[at] ?? [], maxLength))
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const alike = [...Map.groupBy(lines.keys(), at => labels[at]).values()].filter(
      group => new Set(group.map(at => lines[at])).size > 1,
    )
    if (alike.length === 0) return labels
    for (const group of alike) {
      const apart = placesToTell(group.map(at => lines[at] as string))
      for (const [place, at] of group.entries()) {
        if ((lines[at]?.length ?? 0) > maxLength) shown[at] = [...new Set([...(shown[at] ?? []), apart[place] ?? 0])]
      }
    }
    labels = lines.map((line, at) => excerpt(line, shown[at] ?? [], maxLength))
  }
  return numbered(labels, lines, maxLength)
}

/** The place from which on each text differs from that of the others which begins most like it. */
function placesToTell(lines: readonly string[]): readonly number[] {
  const sorted = [...new Set(lines)].sort()
  const place = new Map(
    sorted.map((line, at) => [
      line,
      Math.max(commonBeginning(line, sorted[at - 1] ?? ''), commonBeginning(line, sorted[at + 1] ?? '')),
    ]),
  )
  return lines.map(line => place.get(line) ?? 0)
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu

function askedPlace(line: string, isAsked: (word: string) => boolean): number | undefined {
  for (const { 0: word, index } of line.matchAll(WORD)) if (isAsked(word)) return index
  return undefined
}

/** A text with the words around some of its places; its beginning where there are none. */
function excerpt(line: string, places: readonly number[], maxLength: number): string {
  if (line.length <= maxLength) return line
  const wanted = places.length === 0 ? [0] : places.toSorted((a, b) => a - b)
  // Each piece may need a mark before it, and the last one behind it.
  const room = Math.floor((maxLength - wanted.length - 1) / wanted.length)
  // Near the end of a text there is room for more before it.
  const last = wanted.length === 1 ? line.length - room : line.length
  let text = ''
  let copiedTo = 0
  for (const place of wanted) {
    if (place < copiedTo) continue
    const before = Math.max(Math.min(MOST_BEFORE, Math.floor(room / 2)), place - last)
    const from = Math.max(copiedTo, beginningBefore(line, place, before))
    const to = endWithin(line, from, Math.max(room, place - from + 1))
    text += `${from > copiedTo ? CUT : ''}${line.slice(from, to)}`
    copiedTo = to
  }
  // What is left of the room goes to what follows.
  const end = endWithin(line, copiedTo, maxLength - text.length - 1)
  text += line.slice(copiedTo, end)
  return end < line.length ? `${text}${CUT}` : text
}

/** The beginning of a word shortly before a place; the place itself where there is none. */
function beginningBefore(line: string, place: number, most: number): number {
  const from = Math.max(0, place - most)
  if (from === 0) return 0
  const space = line.slice(from, place + 1).search(/(?<=\s)\S/u)
  const begin = space < 0 ? from : from + space
  return isInsidePair(line, begin) ? begin - 1 : begin
}

function endWithin(line: string, from: number, room: number): number {
  const to = Math.min(line.length, from + Math.max(0, room))
  return isInsidePair(line, to) ? to - 1 : to
}

/** Whether a character of two code units would be cut there. */
function isInsidePair(line: string, at: number): boolean {
  return at > 0 && /[\uD800-\uDBFF]/.test(line[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(line[at] ?? '')
}

/** What can't be told apart by parts is told apart by numbers. */
function numbered(labels: readonly string[], lines: readonly string[], maxLength: number): readonly string[] {
  const taken = new Map<string, string>()
  return labels.map((label, at) => {
    const line = lines[at] as string
    for (let number = 1; ; number += 1) {
      const mark = number === 1 ? '' : `(${number}) `
      const candidate = mark + (mark === '' ? label : label.slice(0, endWithin(label, 0, maxLength - mark.length)))
      const owner = taken.get(candidate)
      if (owner !== undefined && owner !== line) continue
      taken.set(candidate, line)
      return candidate
    }
  })
}
