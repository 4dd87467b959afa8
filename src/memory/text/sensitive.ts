import { sensitiveWords } from './content-words.ts'
import { compatibilityForm } from './normalize.ts'

/** Whether a text tells something sensitive, which is not to be learned unless the user asks for it. */
export function isSensitive(text: string): boolean {
  const form = compatibilityForm(text)
  return sensitiveWords.some(words => words.test(form))
}
