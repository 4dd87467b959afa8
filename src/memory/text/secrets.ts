/** Forms by which a key is known, as their makers document them; GitHub's supported secret scanning patterns name most. */
const KEY_PATTERNS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/gu,
  /\b(?:sk|pk|rk)[-_][\w-]{16,}/gu, // OpenAI, Anthropic, Stripe
  /\b(?:gh[pousr]_|github_pat_|glpat-|npm_|hf_|dop_v1_|shpat_|xox[abeoprs]-|xapp-|SG\.|pypi-)[\w.-]{16,}/gu,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/gu, // AWS
  /\bAIza[\w-]{30,}/gu, // Google
  /\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/gu, // Discord's bot tokens
  /\bmfa\.[\w-]{20,}/gu, // Discord's user tokens
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/gu, // JSON web tokens
  /\b\d{8,10}:[\w-]{30,}/gu, // Telegram
  /\bhttps?:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\S+/gu,
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,100}:[^\s/@]{1,200}@/giu, // a password in an address
  /\bbearer\s+[\w.~+/-]{16,}=*/giu,
  /\b(?=[\w-]{0,100}\d)(?=[\w-]{0,100}[a-z])(?=[\w-]{0,100}[A-Z])[\w-]{32,}/gu, // long, and mixed as no word is
  /\b(?=[a-f]{0,60}\d)[0-9a-f]{32,}\b/giu,
  /\b\d{3}-\d{2}-\d{4}\b/gu, // social security numbers of the USA
]

/** Word lists: what people call a secret, here and in the lists below. */
const PASSWORD = ['pass ?words?', 'pass ?codes?', 'pass ?phrases?', 'pwd', 'passwort', 'kennwort', 'contraseña']
const PASSWORD_ELSEWHERE = ['mot de passe', 'senha', 'пароль', 'wachtwoord', 'hasło', 'şifre', 'كلمة السر', 'סיסמה']
const CODE = ['pin(?: code| number)?', 'cvv', 'cvc', 'security code', 'otp', 'verification code', '2fa code']
const KEY_OF = ['api', 'access', 'secret', 'private', 'licen[cs]e', 'product', 'recovery', 'backup', 'wi-?fi', 'door']
const ACCOUNT = ['(?:bank )?account', 'konto', 'cuenta', 'routing', 'sort code', 'iban', 'credit card', 'debit card']
const DOCUMENT = ['passport', 'reisepass', "driver'?s licen[cs]e", 'social security', 'ssn', 'national insurance']
const TAX = ['tax(?:payer)? id', 'steuer-?id', 'personalausweis', 'dni', 'cpf']

const IS = String.raw`(?:\s+(?:is|was|are|ist|lautet|es|est|é|è|to)\s+|\s*[:=]\s*|\s+[-–—]\s+|\s+(?=["'“„«]))`
const WHOSE = String.raw`(?:\s+(?:for|of|to|on|at|für|von|de|para|pour)\s[^\n.!?:=]{1,40}?)?`
const NUMBER = String.raw`(?: ?(?:number|no\.?|nr\.?|nummer|#))?`

/** What people call a secret, followed by the secret itself. */
const DISCLOSURE_PATTERNS: readonly RegExp[] = [
  disclosurePattern([...PASSWORD, ...PASSWORD_ELSEWHERE], String.raw`["'“„«]?\S{3,}`),
  /(?:パスワード|暗証番号|密码|密碼|비밀번호)[^\n。]{0,10}?(?:は|是|为|:|=|는)\s*[^\s。]{3,}/giu,
  disclosurePattern(CODE, String.raw`\d[\d -]{2,9}`),
  disclosurePattern(
    [`(?:${KEY_OF.join('|')}) ?(?:key|token|code)s?`, 'token', 'client secret'],
    String.raw`["'“]?(?=\S{0,100}[\d_-])\S{4,}`,
  ),
  disclosurePattern(['(?:seed|recovery|secret|backup) (?:phrase|words)'], String.raw`\S[^\n]{10,}`),
  disclosurePattern(
    [`(?:${[...ACCOUNT, ...DOCUMENT, ...TAX].join('|')})${NUMBER}`],
    String.raw`(?=[\w -]{0,40}\d{3})[A-Z0-9](?:[ -]?[A-Z0-9]){3,33}`,
  ),
]

/** Words beside which a secret stands in whatever form: no fact that has them is kept. */
const SECRET_MENTION = new RegExp(
  String.raw`(?<!\p{L})(?:${[...PASSWORD, ...PASSWORD_ELSEWHERE].join('|')})(?!\p{L}| manager)|パスワード|暗証番号|密码|密碼|비밀번호|(?<!\p{L})(?:${CODE.join('|')})(?!\p{L})[^\p{N}]{0,20}\d{3}`,
  'iu',
)

function disclosurePattern(called: readonly string[], value: string): RegExp {
  return new RegExp(String.raw`(?<!\p{L})(?:${called.join('|')})(?!\p{L})${WHOSE}${IS}(?:${value})`, 'giu')
}

/** What stands in the place of a secret that was taken out. */
const REDACTION_MARK = '…'

/** Numbers of cards and bank accounts, which their check digits give away. */
const CARD_NUMBER = /\b\d(?:[ -]?\d){11,18}\b/gu
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/gu

/** Whether a text holds a secret: a key, a token, a password, or the number of a card, an account or a document. */
export function hasSecret(text: string): boolean {
  return redactSecrets(text) !== text.normalize('NFKC')
}

/** Whether a text holds a secret, or a gap where one stood, or names one in words beside which it may stand in any form. */
export function mentionsSecret(text: string): boolean {
  return text.includes(REDACTION_MARK) || SECRET_MENTION.test(text.normalize('NFKC')) || hasSecret(text)
}

/** The same for a text as its author wrote it, in which an ellipsis is no gap. */
export function mentionsSecretInUserText(words: string): boolean {
  return mentionsSecret(words.replaceAll(REDACTION_MARK, '...'))
}

/** A text without its secrets, in compatibility form (NFKC): what is kept for matching and embedded. */
export function redactSecrets(text: string): string {
  let rest = text.normalize('NFKC')
  for (const pattern of [...KEY_PATTERNS, ...DISCLOSURE_PATTERNS]) rest = rest.replace(pattern, REDACTION_MARK)
  rest = rest.replace(IBAN, found => redactIban(found))
  return rest.replace(CARD_NUMBER, found => (isCardNumber(found) ? REDACTION_MARK : found))
}

/** Words that look like more of an account number may follow it: only as much as its check digits cover is taken out. */
function redactIban(found: string): string {
  for (let end = found.length; end >= 15; end--) {
    if (isIban(found.slice(0, end))) return REDACTION_MARK + found.slice(end)
  }
  return found
}

/** Whether digits are the number of a payment card, by their last one (Luhn, ISO/IEC 7812-1). Spaces and dashes are left out. */
function isCardNumber(text: string): boolean {
  const digits = [...text.replace(/[ -]/gu, '')].map(Number).reverse()
  if (digits.length < 12 || digits.length > 19 || new Set(digits).size === 1) return false
  const sum = digits.reduce((total, digit, at) => total + (at % 2 === 0 ? digit : doubled(digit)), 0)
  return sum % 10 === 0
}

function doubled(digit: number): number {
  return digit > 4 ? digit * 2 - 9 : digit * 2
}

/** Whether something is an IBAN, by its check digits (ISO 13616: modulo 97 is 1). */
function isIban(text: string): boolean {
  const sign = text.replace(/ /gu, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(sign)) return false
  let rest = 0
  for (const character of sign.slice(4) + sign.slice(0, 4)) {
    rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97
  }
  return rest === 1
}
