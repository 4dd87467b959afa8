/**
 * How dates are told in twelve languages, from the CLDR data that Node brings (Intl): `yesterday`, `nächste Woche`,
 * `hace 3 días`, `来月`, names of months and weekdays. All in plain words, ready for matching.
 */
const LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'pt', 'nl', 'pl', 'ru', 'ja', 'zh', 'ko']

export const dateUnits = ['day', 'week', 'month', 'year'] as const
export type DateUnit = (typeof dateUnits)[number]

const formats = new Map<string, Intl.RelativeTimeFormat>()

/** Each is made once: they cost more than all that they say. */
function formatFor(language: string, numeric: 'always' | 'auto'): Intl.RelativeTimeFormat {
  const name = `${language} ${numeric}`
  const format = formats.get(name) ?? new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric })
  formats.set(name, format)
  return format
}

/** What people say beside what CLDR has. */
const COLLOQUIAL_PHRASES: readonly (readonly [string, DateUnit, number])[] = [
  ['tonight', 'day', 0],
  ['this morning', 'day', 0],
  ['this afternoon', 'day', 0],
  ['this evening', 'day', 0],
  ['last night', 'day', -1],
  ['day after tomorrow', 'day', 2],
  ['day before yesterday', 'day', -2],
  ['last weekend', 'week', -1],
  ['this weekend', 'week', 0],
  ['next weekend', 'week', 1],
  ['la semana que viene', 'week', 1],
  ['el mes que viene', 'month', 1],
  ['el año que viene', 'year', 1],
]

/** `tomorrow`, `last week`, `来年`: each with the unit and how many of it from now. The longest first. */
export const relativePhrases: ReadonlyMap<string, { readonly unit: DateUnit; readonly count: number }> = new Map(
  [
    ...LANGUAGES.flatMap(language =>
      dateUnits.flatMap(unit =>
        [-2, -1, 0, 1, 2].map(count => [relativePhrase(language, 'auto', unit, count), unit, count] as const),
      ),
    ),
    ...COLLOQUIAL_PHRASES,
  ]
    .filter(([words]) => !/\d/u.test(words))
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([words, unit, count]) => [words, { unit, count }]),
)

/** `in # weeks`, `vor # Tagen`, `#年前`: for a unit, before now or after. */
export function countedPhrases(unit: DateUnit, sign: 1 | -1): readonly string[] {
  const phrases = LANGUAGES.flatMap(language =>
    [1, 2, 5].map(count => relativePhrase(language, 'always', unit, sign * count).replace(/\d+/u, '#')),
  )
  return [...new Set(phrases)].toSorted((a, b) => b.length - a.length)
}

/** Names of months, with the number of the month from 0 on: `march`, `märz`, `mars`; `marca` of a date in Polish. */
export const monthNames: ReadonlyMap<string, number> = namesByNumber(12, language => {
  const alone = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
  const inDate = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' })
  return at => {
    const day = Date.UTC(2026, at, 15)
    return [alone.format(day), inDate.formatToParts(day).find(({ type }) => type === 'month')?.value ?? '']
  }
})

/** Names of weekdays, Monday is 0. */
export const weekdayNames: ReadonlyMap<string, number> = namesByNumber(7, language => {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  return at => {
    const long = format.format(Date.UTC(2026, 5, 1 + at))
    return [long, long.replace(/曜日$/u, '曜').replace(/-feira$/u, '')]
  }
})

function namesByNumber(count: number, teller: (language: string) => (at: number) => readonly string[]) {
  const tellers = LANGUAGES.map(teller)
  const all = Array.from({ length: count }, (_, at) =>
    tellers.flatMap(tell => tell(at).map(name => [name.toLowerCase(), at] as const)),
  )
  return new Map(all.flat().filter(([name]) => /^\D{2,}$/u.test(name)))
}

function relativePhrase(language: string, numeric: 'always' | 'auto', unit: DateUnit, count: number): string {
  return formatFor(language, numeric).format(count, unit).normalize('NFKC').toLowerCase()
}
