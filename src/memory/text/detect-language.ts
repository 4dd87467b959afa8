import { francAll } from 'franc'

/** Runs of letters; below these there is too little to tell a language by. */
const MIN_LETTERS = 8

/** The languages that are told apart, by ISO 639-3, as the library names them: what is spoken by few is taken for one of these. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ...{
    eng: 'en',
    deu: 'de',
    nld: 'nl',
    swe: 'sv',
    dan: 'da',
    nob: 'nb',
    fin: 'fi',
    isl: 'is',
    ltz: 'lb',
    cat: 'ca',
    glg: 'gl',
  },
  ...{ spa: 'es', fra: 'fr', ita: 'it', por: 'pt', ron: 'ro', pol: 'pl', ces: 'cs', slk: 'sk', hrv: 'hr', slv: 'sl' },
  ...{ hun: 'hu', tur: 'tr', lit: 'lt', lav: 'lv', est: 'et', vie: 'vi', ind: 'id', tgl: 'tl', swh: 'sw', rus: 'ru' },
  ...{ ukr: 'uk', ell: 'el', arb: 'ar', heb: 'he', pes: 'fa', hin: 'hi', ben: 'bn', tha: 'th' },
  ...{ jpn: 'ja', kor: 'ko', cmn: 'zh' },
}
const only = Object.keys(LANGUAGES)

/** Of the likeliest language's score: what comes so near is as likely in a short sentence. */
const LIKELY = 0.9

/**
 * The languages in which a sentence may be written, by its letters, the likeliest first: ISO 639-1, as `de`; none where that
 * can't be told. For rules of one language only, as German writes each noun with a capital: nothing may hang on it alone.
 */
export function likelyLanguages(text: string): readonly string[] {
  if ((text.match(/\p{L}/gu) ?? []).length < MIN_LETTERS) return []
  const scores = francAll(text, { only, minLength: MIN_LETTERS })
  return scores.flatMap(([language, score]) => (score >= LIKELY ? (LANGUAGES[language] ?? []) : []))
}

/** The likeliest language. */
export function languageOf(text: string): string | undefined {
  return likelyLanguages(text)[0]
}
