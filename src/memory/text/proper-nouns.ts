import { normalizeText } from './normalize.ts'

/** A word with a capital anywhere in it, with what belongs to it: `Sarah's`, `O'Brien`, `GitHub`, `GPT-4`. */
const CAPITAL = /[\p{L}\p{N}]*\p{Lu}[\p{L}\p{M}\p{N}]*(?:['’&.+-]+[\p{L}\p{N}]+)*\+*/gu
const POSSESSIVE = /['’]s?$|(?<=s)['’]$/u

/** Word list: with these words a sentence about somebody begins, in capitals and without naming anybody. */
const SENTENCE_BEGINNINGS = new Set(
  `the a an this that these those he she it they we i his her its their our my in on at by for from with since until
  after before during when while as if because although there every each both all some most many user users person
  people someone everyone has is was are were had have will would does did can likes loves enjoys prefers hates dislikes
  works worked lives lived moved moves plans planned wants wanted uses used owns owned studies studied speaks plays
  played went goes met knows knew thinks feels started finished decided promised bought got makes made needs hopes
  dreams drives drinks eats cooks reads watches listens travels traveled visits visited favourite favorite sister brother
  mother father friend wife husband son daughter partner boss colleague cousin aunt uncle dog cat home birthday name
  der die das ein eine sein seine ihr ihre nutzer benutzer nutzerin el la los las un una su sus le les son sa ses leur
  une il elle usuario usuaria lo gli o os as seu sua utilisateur l'utilisateur utente l'utente utilizador usuário`.split(
    /\s+/u,
  ),
)
/** Word list: words that name nobody wherever they stand, capitals or not. */
const NOT_NAMES = new Set([..."i i'm i've i'd i'll user users ok tv mr mrs ms dr".split(' '), 'the user'])

/** German writes every noun with a capital: there only what follows a word for a name or an employer counts as one. */
const GERMAN =
  /(?<!\p{L})(?:der|die|das|und|ist|ein|eine|einen|hat|mit|für|nicht|arbeitet|wohnt|mag|heißt|möchte)(?!\p{L})/u
const GERMAN_NAME = /(?:bei|namens|heißt|Firma)\s+(\p{Lu}[\p{L}\p{N}-]+)/gu

/**
 * The names a sentence uses: those the model lists, and every word with a capital that does not merely begin a sentence,
 * so that one it leaves out of its list is found too. Writing without capitals has the list alone.
 */
export function findProperNouns(text: string, listed: readonly string[]): readonly string[] {
  const names = [...listed, ...capitalizedWords(text)].map(name => normalizeText(name).replace(POSSESSIVE, ''))
  return [...new Set(names)].filter(name => /[\p{L}\p{N}]/u.test(name) && !NOT_NAMES.has(name))
}

function capitalizedWords(text: string): readonly string[] {
  if (GERMAN.test(text)) return [...text.matchAll(GERMAN_NAME)].map(([, name = '']) => name)
  return [...text.normalize('NFKC').matchAll(CAPITAL)]
    .filter(
      ({ 0: word, index }) =>
        !(beginsSentence(text.normalize('NFKC'), index) && SENTENCE_BEGINNINGS.has(withoutPossessive(word))),
    )
    .map(([word]) => word)
}

function beginsSentence(text: string, at: number): boolean {
  return (
    /(?:^|[.!?:;…]["'”’)]*\s)["'“‘(¿¡]*$/u.test(text.slice(Math.max(0, at - 8), at)) &&
    (at < 8 || /[.!?:;…]/u.test(text.slice(at - 8, at)))
  )
}

function withoutPossessive(word: string): string {
  return normalizeText(word).replace(POSSESSIVE, '')
}
