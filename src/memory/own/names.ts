import { plain, standsIn } from '../plain.ts'
import { keywordsIn, wordsOf } from '../recalling/words.ts'
import { isRelationOnly } from '../relations.ts'
import type { Statement } from '../types.ts'
import { isCommon } from './clues.ts'

/** What somebody or something is called. */
export interface Name {
  /** As it was told, in compatibility form (NFKC). */
  readonly written: string
  readonly plain: string
  /** Other words are written the same: only in capitals it is a name. */
  readonly isWord: boolean
}

/** English words that are names as well, besides those that every question is made of. */
const WORDS = new Set(
  wordsOf(
    `amber angel april art august autumn bill bob chase christian dawn daisy dean faith frank grace grant hope hunter iris
    jack joy june lily mark max may miles olive page pat penny ray rich rob robin rose ruby summer sue victor violet`,
  ),
)

/** The names among what was said of an entity: `name` and `alias:…`; not what only says whose it is: `my sister`. */
export function namesAmong(statements: readonly Statement[]): readonly Name[] {
  const told = statements.filter(({ field }) => field === 'name' || field.startsWith('alias:'))
  const names = told.map(({ value }) => nameOf(value)).filter(name => isCalled(name))
  return [...new Map(names.map(name => [name.plain, name])).values()]
}

/** Whether a name stands in a text. @param plainText the same text, plain. */
export function isNamed(name: Name, text: string, plainText: string): boolean {
  if (!standsIn(name.plain, plainText)) return false
  return !name.isWord || standsIn(name.written, text.normalize('NFKC'))
}

function nameOf(value: string): Name {
  const words = wordsOf(value)
  const isWord = keywordsIn(['lisbon', ...words])
    .slice(1)
    .every(word => isCommon(word) || WORDS.has(word))
  const written = value.normalize('NFKC').trim()
  const capital = written.slice(0, 1).toUpperCase() + written.slice(1)
  return { written: isWord ? capital : written, plain: plain(value), isWord }
}

/** A single letter or character stands for too much. */
function isCalled({ plain }: Name): boolean {
  return plain.length > 1 && !isRelationOnly(plain)
}
