/**
 * How dates are told in twelve languages, from the CLDR data that Node brings (Intl): `yesterday`, `nächste Woche`,
 * `hace 3 días`, `来月`, names of months and weekdays. All words are normalized, ready for matching. A language of which
 * CLDR has the data needs its tag in LANGUAGES, and a word in the lists below where people say more than CLDR has.
 */
const LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'pt', 'nl', 'pl', 'ru', 'ja', 'zh', 'ko']

export const dateUnits = ['day', 'week', 'month', 'year'] as const
export type DateUnit = (typeof dateUnits)[number]

/** Word list: relative phrases that CLDR does not have, with the unit and how many of it they are from now. */
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

/** Word list: words, as patterns, that stand before or behind the name of a weekday to come or past: `next Friday`, `vendredi prochain`. */
export const weekdayModifiers = {
  next: {
    before: 'next, coming, this coming, nächste[nrs]?, kommende[nrs]?, próximo, 来週の?, 次の, 다음 주?'.split(', '),
    behind: 'que viene, próximo, prochain, che viene'.split(', '),
  },
  last: {
    before: 'last, past, this past, letzte[nrs]?, vergangene[nrs]?, 先週の?, この前の, 지난 주?'.split(', '),
    behind: 'pasado, dernier, scorso'.split(', '),
  },
}

/** Made once for each language: a format costs more than all that it says. */
const relativeFormats = LANGUAGES.map(language => ({
  always: new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: 'always' }),
  auto: new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: 'auto' }),
}))

/** `tomorrow`, `last week`, `来年`: each with the unit and how many of it from now. */
export const relativePhrases: ReadonlyMap<string, { readonly unit: DateUnit; readonly count: number }> = new Map(
  [
    ...relativeFormats.flatMap(({ auto }) =>
      dateUnits.flatMap(unit =>
        [-2, -1, 0, 1, 2].map(count => [relativePhrase(auto, unit, count), unit, count] as const),
      ),
    ),
    ...COLLOQUIAL_PHRASES,
  ]
    .filter(([words]) => !/\d/u.test(words))
    .map(([words, unit, count]) => [words, { unit, count }]),
)

/** `in # weeks`, `vor # Tagen`, `#年前`: for a unit, before now or after. */
export function countedPhrases(unit: DateUnit, sign: 1 | -1): readonly string[] {
  const phrases = relativeFormats.flatMap(({ always }) =>
    [1, 2, 5].map(count => relativePhrase(always, unit, sign * count).replace(/\d+/u, '#')),
  )
  return [...new Set(phrases)]
}

/** Names of months, with the number of the month from 0 on: `march`, `märz`, `mars`; `marca` of a date in Polish. */
export const monthNames: ReadonlyMap<string, number> = namesByNumber(12, language => {
  const alone = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
  const inDate = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' })
  return month => {
    const day = Date.UTC(2026, month, 15)
    return [alone.format(day), inDate.formatToParts(day).find(({ type }) => type === 'month')?.value ?? '']
  }
})

/** Names of weekdays, Monday is 0. */
export const weekdayNames: ReadonlyMap<string, number> = namesByNumber(7, language => {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  return weekday => {
    const long = format.format(Date.UTC(2026, 5, 1 + weekday))
    return [long, long.replace(/曜日$/u, '曜').replace(/-feira$/u, '')]
  }
})

function namesByNumber(count: number, inLanguage: (language: string) => (at: number) => readonly string[]) {
  const namesAt = LANGUAGES.map(inLanguage)
  const all = Array.from({ length: count }, (_, at) =>
    namesAt.flatMap(names => names(at).map(name => [name.toLowerCase(), at] as const)),
  )
  return new Map(all.flat().filter(([name]) => /^\D{2,}$/u.test(name)))
}

function relativePhrase(format: Intl.RelativeTimeFormat, unit: DateUnit, count: number): string {
  return format.format(count, unit).normalize('NFKC').toLowerCase()
}
