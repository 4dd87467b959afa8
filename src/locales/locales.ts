import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { zh } from './zh.ts'

type Translated<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [Key in keyof T]: Translated<T[Key]> }

/** All that Keepsake says, in one language: sentences, and functions that make one of what they are given. */
export type Texts = Translated<typeof en>

/** Names a sentence that is said in the place of an answer, or under it. */
export type AnswerTextKey = keyof Texts['answers']

/** The languages there are, by the first part of Discord's locales (https://docs.discord.com/developers/reference#locales). */
export const catalogues: Readonly<Record<string, Texts>> = { en, de, fr, es, ja, zh }

/** The texts for one of Discord's locales, `de` or `es-419`; English for a language that is not spoken, or not known. */
export function textsFor(locale: string | undefined): Texts {
  const language = locale?.split('-')[0] ?? ''
  return Object.entries(catalogues).find(([name]) => name === language)?.[1] ?? en
}

/** Discord's locales for our languages: Spanish and Chinese have two each. */
const discordLocales: Readonly<Record<string, readonly string[]>> = {
  de: ['de'],
  fr: ['fr'],
  es: ['es-ES', 'es-419'],
  ja: ['ja'],
  zh: ['zh-CN', 'zh-TW'],
}

/** The description of a command or an option, as Discord is told it: in English, and in every language there is. */
export function localizedDescription(key: keyof Texts['descriptions']) {
  const translated = Object.entries(catalogues).flatMap(([language, texts]) =>
    (discordLocales[language] ?? []).map(locale => [locale, texts.descriptions[key]] as const),
  )
  return { description: en.descriptions[key], description_localizations: Object.fromEntries(translated) }
}
