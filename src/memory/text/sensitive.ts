import { sensitiveWords } from './content-words.ts'

/** Whether a text tells something sensitive, which is not to be learned unless the user asks for it. */
export function isSensitive(text: string): boolean {
  const form = text.normalize('NFKC')
  return sensitiveWords.some(words => words.test(form))
}
