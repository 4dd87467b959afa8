import { Locale } from 'discord-api-types/v10'
import type { Form } from './form.ts'

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const MAX_DESCRIPTION = 100
const locales: readonly string[] = Object.values(Locale)

type Path = readonly (string | number)[]
type Check = (path: Path, text: string) => void

/** What commands, options and choices are called, in all languages. */
export interface LocalizedName {
  name: string
  name_localizations?: Readonly<Partial<Record<string, string | null>>> | null | undefined
  description?: string | undefined
  description_localizations?: Readonly<Partial<Record<string, string | null>>> | null | undefined
}

export function checkName(form: Form, path: Path, name: string): void {
  if (COMMAND_NAME.test(name) && name === name.toLowerCase()) return
  form.reject(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
}

export function checkNames(
  form: Form,
  path: Path,
  { name, name_localizations: names }: LocalizedName,
  check: Check,
): void {
  check([...path, 'name'], name)
  checkLocalized(form, [...path, 'name_localizations'], names, check)
}

export function checkDescriptions(
  form: Form,
  path: Path,
  { description = '', description_localizations: others }: LocalizedName,
): void {
  const check: Check = (here, text) => form.length(here, text, { min: 1, max: MAX_DESCRIPTION })
  check([...path, 'description'], description)
  checkLocalized(form, [...path, 'description_localizations'], others, check)
}

function checkLocalized(form: Form, path: Path, texts: LocalizedName['name_localizations'], check: Check): void {
  for (const [locale, text] of Object.entries(texts ?? {})) {
    if (!locales.includes(locale))
      form.reject([...path, locale], 'DICT_TYPE_INVALID_KEY', `Value must be one of {${locales.join(', ')}}.`)
    else if (typeof text === 'string') check([...path, locale], text)
  }
}

export type Sized = LocalizedName & { value?: number | string; options?: readonly Sized[]; choices?: readonly Sized[] }

/** Characters of a command and all in it; of several languages the longest counts. */
export function sizeOf(part: Sized): number {
  const longest = (text = '', others: LocalizedName['name_localizations'] = {}) =>
    Math.max(...[text, ...Object.values(others ?? {})].map(one => one?.length ?? 0))
  const own =
    longest(part.name, part.name_localizations) +
    longest(part.description, part.description_localizations) +
    (typeof part.value === 'string' ? part.value.length : 0)
  return [...(part.options ?? []), ...(part.choices ?? [])].reduce((sum, inner) => sum + sizeOf(inner), own)
}
