import { SECRET_NAMES, type SecretKind } from './names.ts'

/** What a secret is called, where it stands in a text. */
export interface FoundName {
  readonly kind: SecretKind
  readonly start: number
  readonly end: number
}

interface SecretName {
  readonly kind: SecretKind
  /** In lower case; a space stands for whatever parts words. */
  readonly name: string
}

const SCRIPTS_WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
const WORD = /[\p{L}\p{N}]+/gu
const GAP = /[\s_-]/u

const all = (Object.keys(SECRET_NAMES) as SecretKind[]).flatMap(kind =>
  SECRET_NAMES[kind]
    .split(/[|\n]/u)
    .map(name => name.trim())
    .filter(name => name !== '')
    .flatMap(name => (name.includes('[cs]') ? [name.replace('[cs]', 'c'), name.replace('[cs]', 's')] : [name]))
    .flatMap(spellingsOf)
    .map((name): SecretName => ({ kind, name })),
)
/** The longest first, so that a name that is part of another one does not hide it. */
const names = [...new Map(all.map(secret => [secret.name, secret])).values()].toSorted(
  (a, b) => b.name.length - a.name.length,
)
const isUnspaced = ({ name }: SecretName) => SCRIPTS_WITHOUT_SPACES.test(name)

/** By their first words, or first characters: one pattern of all of them takes long to make, and to look for. */
const spaced = Map.groupBy(
  names.filter(name => !isUnspaced(name)),
  ({ name }) => name.match(WORD)?.[0] ?? '',
)
const unspaced = Map.groupBy(names.filter(isUnspaced), ({ name }) => name[0] ?? '')

/** A hyphen of a name may be left out, or be another mark. */
function spellingsOf(name: string): readonly string[] {
  const [begin = '', ...parts] = name.split('-')
  return parts.reduce(
    (spellings: readonly string[], part) => spellings.flatMap(known => [`${known}${part}`, `${known} ${part}`]),
    [begin],
  )
}

/** The names of secrets in a text; those of languages with spaces between words are whole words. */
export function findSecretNames(text: string): readonly FoundName[] {
  const plain = lowerCaseOf(text)
  return [...findSpaced(plain), ...(SCRIPTS_WITHOUT_SPACES.test(plain) ? findUnspaced(plain) : [])]
}

function findSpaced(plain: string): readonly FoundName[] {
  const found: FoundName[] = []
  for (const { 0: word, index } of plain.matchAll(WORD)) {
    const known = spaced.get(word)
    if (known === undefined || index < (found.at(-1)?.end ?? 0) || ENDS_IN_LETTER.test(charactersBefore(plain, index)))
      continue
    const name = known
      .flatMap(secret => nameAt(plain, index, secret) ?? [])
      .find(({ end }) => !beginsWithLetter(plain, end))
    if (name !== undefined) found.push(name)
  }
  return found
}

function findUnspaced(plain: string): readonly FoundName[] {
  const found: FoundName[] = []
  for (let at = 0; at < plain.length; at = Math.max(at + 1, found.at(-1)?.end ?? 0)) {
    const name = unspaced
      .get(plain[at] ?? '')
      ?.flatMap(secret => nameAt(plain, at, secret) ?? [])
      .at(0)
    if (name !== undefined) found.push(name)
  }
  return found
}

function nameAt(plain: string, start: number, { kind, name }: SecretName): FoundName | undefined {
  const isThere = [...name].every((sign, offset) => {
    const there = plain[start + offset] ?? ''
    return sign === ' ' ? GAP.test(there) : sign === there
  })
  return isThere ? { kind, start, end: start + name.length } : undefined
}

/** An underscore parts the words of a variable: `DB_PASSWORD`. */
const ENDS_IN_LETTER = /[\p{L}\p{N}]$/u

function charactersBefore(plain: string, at: number): string {
  return plain.slice(Math.max(0, at - 2), at)
}

function beginsWithLetter(plain: string, at: number): boolean {
  return /^[\p{L}\p{N}_]/u.test(plain.slice(at, at + 2))
}

/** In lower case, each character where it stood: `İ` would become two. */
function lowerCaseOf(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replace(/\p{Lu}/gu, sign => lowerCaseOfSign(sign))
}

function lowerCaseOfSign(sign: string): string {
  const lower = sign.toLowerCase()
  return lower.length === sign.length ? lower : sign
}
