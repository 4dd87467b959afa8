import { jsonrepair } from 'jsonrepair'

/** JSON as weak models write it: with single quotes, Python's words, a comma too many. Undefined if there is nothing to it. */
export function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    try {
      return JSON.parse(jsonrepair(text.trim()))
    } catch {
      return undefined
    }
  }
}
