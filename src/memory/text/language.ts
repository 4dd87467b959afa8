const SCRIPTS = {
  japanese: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  korean: /\p{Script=Hangul}/gu,
  chinese: /\p{Script=Han}/gu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  greek: /\p{Script=Greek}/gu,
  arabic: /\p{Script=Arabic}/gu,
  hebrew: /\p{Script=Hebrew}/gu,
  devanagari: /\p{Script=Devanagari}/gu,
  thai: /\p{Script=Thai}/gu,
  latin: /\p{Script=Latin}/gu,
} as const

type Script = keyof typeof SCRIPTS | 'other'

/** What a text is written in, as cheaply as can be told: for counting, never for deciding anything. */
export type LanguageLabel = Script | `latin-${string}`

/** Languages that Discord has, and that are written in Latin letters: its list is short, and so are the labels. */
const LATIN_LOCALES = new Set('da de en es fr hr hu id it lt nl no pl pt ro fi sv vi cs tr'.split(' '))

/** The script that most of a text is written in; where that is Latin, with the language in which its user has Discord. */
export function languageLabel(text: string, locale?: string): LanguageLabel {
  const script = scriptOf(text)
  const language = locale?.split('-')[0]?.toLowerCase() ?? ''
  return script === 'latin' && LATIN_LOCALES.has(language) ? `latin-${language}` : script
}

function scriptOf(text: string): Script {
  const counts = Object.entries(SCRIPTS).map(([script, letters]) => ({
    script: script as keyof typeof SCRIPTS,
    // Japanese is written with Chinese characters as well, Chinese never with kana.
    count: (text.match(letters)?.length ?? 0) * (script === 'japanese' ? 3 : 1),
  }))
  const most = counts.reduce((best, one) => (one.count > best.count ? one : best))
  return most.count === 0 ? 'other' : most.script
}
