import { cleanText } from '../../../memory/text/clean.ts'
import { liftsRules } from '../../../memory/text/prompt-injection.ts'
import { mentionsSecretInUserText } from '../../../memory/text/secrets.ts'

/** The one field of the form for a persona. */
export const PERSONA_FIELD = 'persona'

/** Some 500 tokens of English, which every prompt of the place then has; 2,000 of Japanese, a quarter of the usual room. */
export const MAX_PERSONA_LENGTH = 2000

type PersonaRefusal = 'tooLong' | 'secret' | 'liftsRules'

/** An admin's words for how the bot is to be, as they are kept: '' where there are none; or why they can't be. */
export function checkPersona(words: string): { readonly persona: string } | { readonly refusal: PersonaRefusal } {
  if (words.length > MAX_PERSONA_LENGTH) return { refusal: 'tooLong' }
  const persona = cleanText(words).trim()
  if (mentionsSecretInUserText(persona)) return { refusal: 'secret' }
  if (liftsRules(persona)) return { refusal: 'liftsRules' }
  return { persona }
}
