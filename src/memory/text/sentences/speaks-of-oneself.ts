import { wordsOf } from '../words.ts'
import { ONESELF } from './function-words.ts'

/** Whether whoever says this speaks of themselves: the same words from somebody else would be of them. */
export function speaksOfOneself(text: string): boolean {
  return wordsOf(text).some(word => ONESELF.has(word))
}
