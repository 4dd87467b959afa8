import { en } from './en.ts'
import { languages, type Texts } from './texts.ts'

/** Discord's locales for our languages: Spanish and Chinese have two each. */
const locales: Readonly<Record<string, readonly string[]>> = {
  de: ['de'],
  fr: ['fr'],
  es: ['es-ES', 'es-419'],
  ja: ['ja'],
  zh: ['zh-CN', 'zh-TW'],
}

/** The description of a command or an option, as Discord is told it: in English, and in every language there is. */
export function described(key: keyof Texts['descriptions']) {
  const translated = Object.entries(languages).flatMap(([language, texts]) =>
    (locales[language] ?? []).map(locale => [locale, texts.descriptions[key]] as const),
  )
  return { description: en.descriptions[key], description_localizations: Object.fromEntries(translated) }
}
