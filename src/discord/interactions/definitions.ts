import { Locale } from 'discord.js'
import { en, type Texts } from '../../locales/en.ts'
import { textsFor } from '../../locales/locales.ts'

/** The description of a command or an option, in English and in every language that the bot speaks. */
export function localizedDescription(key: keyof Texts['descriptions']) {
  const translated = Object.values(Locale).filter(locale => textsFor(locale) !== en)
  return {
    description: en.descriptions[key],
    description_localizations: Object.fromEntries(
      translated.map(locale => [locale, textsFor(locale).descriptions[key]] as const),
    ),
  }
}
