import { parseLeniently } from './lenient-json.ts'

type JsonObject = Readonly<Record<string, unknown>>

/** How many braces are tried as the beginning of an object: a text full of them must not take long. */
const MOST_TRIES = 20

const FENCE = '```'

/**
 * The JSON object in what a model said: all of it, the block it put in fences, or the first `{…}` that can be read; where
 * none is JSON as it should be, the longest as weak models write it. What a reasoning model thought aloud before its answer
 * is passed over. Undefined if there is none.
 */
export function findJsonObject(said: string): JsonObject | undefined {
  const text = said.replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/iu, '').trim()
  const objects = objectsIn(text)
  return parsed(text) ?? parsed(fencedIn(text)) ?? firstOf(objects, parsed) ?? firstOf(byLength(objects), repaired)
}

/** What stands between the line of the first fence and the next line that begins with one. */
function fencedIn(text: string): string {
  const begin = text.indexOf(FENCE)
  const line = begin < 0 ? -1 : text.indexOf('\n', begin)
  const end = line < 0 ? -1 : text.indexOf(`\n${FENCE}`, line)
  return end < 0 ? '' : text.slice(line, end)
}

/** The texts from one brace to the one that closes it, the first ones. */
function objectsIn(text: string): readonly string[] {
  const objects: string[] = []
  let from = text.indexOf('{')
  while (from >= 0 && objects.length < MOST_TRIES) {
    const end = closing(text, from)
    // An object that is never closed was cut, and the objects within it are not what was asked for.
    if (end === undefined) break
    objects.push(text.slice(from, end + 1))
    from = text.indexOf('{', end + 1)
  }
  return objects
}

const byLength = (texts: readonly string[]) => texts.toSorted((a, b) => b.length - a.length)

function firstOf(texts: readonly string[], read: (text: string) => JsonObject | undefined): JsonObject | undefined {
  for (const text of texts) {
    const found = read(text)
    if (found !== undefined) return found
  }
  return undefined
}

/** Where the brace at `from` is closed; braces in strings do not count. */
function closing(text: string, from: number): number | undefined {
  let depth = 0
  let isQuoted = false
  for (let at = from; at < text.length; at += 1) {
    const mark = text[at]
    if (mark === '"') isQuoted = !isQuoted
    else if (isQuoted && mark === '\\') at += 1
    else if (!isQuoted && mark === '{') depth += 1
    else if (!isQuoted && mark === '}') depth -= 1
    if (depth === 0) return at
  }
  return undefined
}

function parsed(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return undefined
  }
}

const repaired = (text: string) => asObject(parseLeniently(text))

function asObject(value: unknown): JsonObject | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as JsonObject) : undefined
}
