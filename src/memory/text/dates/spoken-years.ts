import { possibleNumbers } from '../numbers/numbers.ts'

/** Whether a text tells a year (yyyy) in words: `in nineteen eighty-seven`, `o seven`. */
export function isSpokenYear(date: string, text: string): boolean {
  return /^(?:19|20)\d\d$/u.test(date) && possibleNumbers(text.replace(/\p{Nd}+/gu, ' ')).has(Number(date))
}
