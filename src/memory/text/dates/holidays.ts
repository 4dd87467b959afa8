import { DAY_MS, type DayRange, monthRange, weekdayOf } from './calendar.ts'

/**
 * The part of the words of everyday-words.ts that tells holidays, with their days, which the CLDR does not have. A line each: days of
 * the year, or days from a day that moves; then the names, `,` between them. Names without days are known to be no names of
 * people, as languages write them with a capital.
 */
const HOLIDAYS = `
12-24 12-27 | christmas, xmas, weihnachten, noël, navidad, natal, natale, kerst, kerstmis, boże narodzenie, święta, vánoce, karácsony, crăciun, jul, joulu, χριστούγεννα, クリスマス, 圣诞, 聖誕, 크리스마스, 성탄절, giáng sinh, noel, الكريسماس, क्रिसमस, kalėdos
12-25 12-25 01-06 01-08 | рождество, різдво
12-24 12-24 | christmas eve, xmas eve, heiligabend, heilig abend, nochebuena, wigilia, julafton, クリスマスイブ, 平安夜
12-26 12-26 | boxing day, święto szczepana
12-31 12-31 | new year's eve, new years eve, nye, silvester, nochevieja, noche vieja, réveillon, sylwester, silvestr, szilveszter, saint sylvestre, oudjaar, oudejaarsavond, oud en nieuw, nyårsafton, 大晦日, hogmanay
12-31 12-31 01-01 01-02 | new year, new year's, new years, neujahr, nouvel an, año nuevo, ano novo, capodanno, nowy rok, nový rok, новый год, нового года, новым годом, нг, новий рік, újév, nyår, yılbaşı, πρωτοχρονιά, 元旦, 正月, お正月, 신정, 새해, revelion
01-06 01-06 | epiphany, reyes, epifania, befana, trzech króli, dreikönig
02-14 02-14 | valentine's, valentines, valentine, valentinstag, st valentin, saint valentin, san valentín, san valentino, バレンタイン, 情人节, 발렌타인
10-31 10-31 | halloween, allerheiligen
11-01 11-02 | toussaint, día de muertos, wszystkich świętych
12-05 12-06 | sinterklaas, nikolaus, pakjesavond
08-13 08-16 | お盆
08-15 08-15 | ferragosto
04-29 05-06 | ゴールデンウィーク
05-01 05-11 | майские
10-01 10-07 | 国庆, 國慶
05-01 05-05 | 五一
06-19 06-26 | midsommar, juhannus
09-01 09-30 | la rentrée
easter -2 1 | easter, ostern, pâques, pascua, pasqua, páscoa, pasen, wielkanoc, velikonoce, húsvét, påsk, påske, pääsiäinen
easter -7 0 | semana santa, karwoche
easter -52 -46 | carnival, carnaval, karneval, fasching, fastnacht
easter 39 39 | himmelfahrt, ascension, hemelvaart
easter 49 50 | pfingsten, pinksteren, pentecôte
orthodox -2 1 | пасха, пасху, великдень, πάσχα, paște, paşte
thanksgiving 0 3 | thanksgiving
chinese-1-1 -1 8 | 春节, 春節, 过年, 過年, 旧正月, tết, tết nguyên đán, 설날, 구정, lunar new year, chinese new year, imlek
chinese-8-15 -1 1 | 中秋, 中秋节, 추석, trung thu
islamic-9-1 0 29 | ramadan, ramazan, رمضان, puasa
islamic-10-1 -1 3 | eid al-fitr, eid ul fitr, lebaran, idul fitri, ramazan bayramı, şeker bayramı, عيد الفطر
islamic-12-10 -1 4 | eid al-adha, idul adha, kurban bayramı, عيد الأضحى
islamic-10-1 -1 3 islamic-12-10 -1 4 | eid, bayram, العيد
| lent, diwali, holi, hanukkah, chanukah, passover, kwanzaa, juneteenth, nowruz, mother's, father's, labor, labour, independence, memorial, koningsdag, nyepi, масленица, Kwanzaa, day`

interface Holiday {
  readonly names: readonly string[]
  readonly spans: readonly Span[]
}

/** From one day to another: of the year, or counted from the day of a holiday that moves. */
interface Span {
  readonly moving?: string
  readonly from: string
  readonly to: string
}

const holidays: readonly Holiday[] = HOLIDAYS.trim()
  .split('\n')
  .map(line => {
    const [days = '', names = ''] = line.split('|').map(part => part.trim())
    return { names: names.split(', '), spans: spansIn(days.split(' ').filter(word => word !== '')) }
  })

function spansIn(words: readonly string[]): readonly Span[] {
  if (words.length === 0) return []
  const isMoving = /^[a-z]/u.test(words[0] ?? '')
  const [from = '', to = ''] = words.slice(isMoving ? 1 : 0)
  const rest = words.slice(isMoving ? 3 : 2)
  return [{ ...(isMoving && { moving: words[0] ?? '' }), from, to }, ...spansIn(rest)]
}

/** The words of which the names of holidays are made. */
export const holidayWords: ReadonlySet<string> = new Set(
  holidays.flatMap(({ names }) => names.flatMap(name => name.toLowerCase().split(' '))),
)

/** Each name with the number of its holiday. */
export const holidayNames: readonly (readonly [name: string, holiday: number])[] = holidays.flatMap(
  ({ names, spans }, at) => (spans.length === 0 ? [] : names.map(name => [name, at] as const)),
)

/** The days of a holiday in a year: several where it is kept on more than one date. */
export function holidayRanges(holiday: number, year: number): readonly DayRange[] {
  return (holidays[holiday]?.spans ?? []).flatMap(({ moving, from, to }) => {
    if (moving !== undefined)
      return movingDays(moving, year).map(day => ({ from: day + Number(from), to: day + Number(to) }))
    const start = dayOfYear(year, from)
    const end = dayOfYear(year, to)
    return [{ from: start, to: end < start ? dayOfYear(year + 1, to) : end }]
  })
}

function dayOfYear(year: number, date: string): number {
  return Date.parse(`${year}-${date}T00:00:00Z`) / DAY_MS
}

function movingDays(name: string, year: number): readonly number[] {
  if (name === 'easter') return [easter(year)]
  if (name === 'orthodox') return [orthodoxEaster(year)]
  if (name === 'thanksgiving') {
    const first = monthRange(year, 10, 1).from
    return [first + ((3 - weekdayOf(first) + 7) % 7) + 21]
  }
  const [calendar = '', month = '', day = ''] = name.split('-')
  return daysInCalendar(calendar, { year, month, day })
}

/** Gauss's rule as Butcher has it (https://en.wikipedia.org/wiki/Date_of_Easter). */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1) / DAY_MS
}

/** Meeus's rule for the Julian calendar, which is 13 days behind until 2099. */
function orthodoxEaster(year: number): number {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const f = d + e + 114
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1) / DAY_MS + 13
}

const CALENDARS: Readonly<Record<string, string>> = { chinese: 'chinese', islamic: 'islamic-umalqura' }
const knownDays = new Map<string, readonly number[]>()

/** The days of a year of ours that are the day of a month in another calendar. */
function daysInCalendar(
  calendar: string,
  { year, month, day }: { readonly year: number; readonly month: string; readonly day: string },
): readonly number[] {
  const key = `${calendar}-${month}-${day}-${year}`
  const known = knownDays.get(key)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat(`en-u-ca-${CALENDARS[calendar]}`, {
    ...{ month: 'numeric', day: 'numeric', timeZone: 'UTC' },
  })
  const { from, to } = monthRange(year, 0, 12)
  const days = Array.from({ length: to - from + 1 }, (_, at) => from + at).filter(at => {
    const parts = format.formatToParts(at * DAY_MS)
    const partOf = (wanted: string) => parts.find(({ type }) => type === wanted)?.value
    return partOf('month') === month && partOf('day') === day
  })
  knownDays.set(key, days)
  return days
}
