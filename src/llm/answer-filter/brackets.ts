/** Strings with their escapes, which count for nothing, and brackets. An apostrophe within a word opens no string. */
const STRINGS_AND_BRACKETS = /"(?:[^"\\]|\\.?)*(?:"|$)|(?<=[\s{[(,:=])'(?:[^'\\]|\\.?)*(?:'|$)|[{}[\]()]/gsu

/** After the bracket that closes the one at `from`; brackets in strings do not count. Undefined if it stays open. */
export function findClosing(text: string, from: number): number | undefined {
  let depth = 0
  for (const { 0: found, index } of text.slice(from).matchAll(STRINGS_AND_BRACKETS)) {
    if ('{[('.includes(found)) depth += 1
    else if ('}])'.includes(found)) depth -= 1
    if (depth === 0) return from + index + 1
  }
  return undefined
}
