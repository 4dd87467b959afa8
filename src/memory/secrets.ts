import { isAccountNumber, isCardNumber } from './believing/account-numbers.ts'
import { KEYS, NAMED, TOLD } from './believing/secret-forms.ts'

/** What stands where a secret stood. */
const GONE = '…'

/** Card and bank account numbers, told by their check digits. */
const DIGITS = /\b\d(?:[ -]?\d){11,18}\b/gu
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/gu

/** Whether something in a text is a secret: keys, tokens, passwords, numbers of cards, accounts and documents. */
export function hasSecret(text: string): boolean {
  return withoutSecrets(text) !== text.normalize('NFKC')
}

/** Whether a text holds a secret, or a gap where one stood, or speaks of one in words that may be told any way. */
export function speaksOfSecret(text: string): boolean {
  return text.includes(GONE) || NAMED.test(text.normalize('NFKC')) || hasSecret(text)
}

/** The same of words as somebody wrote them: an ellipsis of theirs is no gap. */
export function tellsSecret(words: string): boolean {
  return speaksOfSecret(words.replaceAll(GONE, '...'))
}

/** A text without its secrets, in compatibility form (NFKC): what is kept for matching and embedded. */
export function withoutSecrets(text: string): string {
  let rest = text.normalize('NFKC')
  for (const pattern of [...KEYS, ...TOLD]) rest = rest.replace(pattern, GONE)
  rest = rest.replace(IBAN, found => withoutAccount(found))
  return rest.replace(DIGITS, found => (isCardNumber(found) ? GONE : found))
}

/** Words that look like more of an account number may follow it: as much as its check digits cover is taken out. */
function withoutAccount(found: string): string {
  for (let end = found.length; end >= 15; end--) {
    if (isAccountNumber(found.slice(0, end))) return GONE + found.slice(end)
  }
  return found
}
