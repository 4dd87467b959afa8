import { de } from './de.ts'
import { en, type Texts } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { zh } from './zh.ts'

/** The languages there are, by the first part of Discord's locales (https://docs.discord.com/developers/reference#locales). */
export const catalogues: Readonly<Record<string, Texts>> = { en, de, fr, es, ja, zh }

/** The texts for one of Discord's locales, `de` or `es-419`; English for a language that is not spoken, or not known. */
export function textsFor(locale: string | undefined): Texts {
  const language = locale?.split('-')[0] ?? ''
  return Object.entries(catalogues).find(([name]) => name === language)?.[1] ?? en
}

/** The languages by those first parts. */
export const languages: readonly string[] = Object.keys(catalogues)

/** What a language calls itself: `Deutsch`. */
export function languageName(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
}
