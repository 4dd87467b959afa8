import { holidayNames } from './holidays.ts'
import type { DateUnit, Sense } from './senses.ts'

/**
 * Word list: what dates are told with every day, and neither Intl nor another kept source names: the seasons and the weekend
 * of each language, halves, holidays, and the few other words for a day, week or month. A list is right here as it adds to
 * one: all else comes from the CLDR, which has no seasons, and without them "next summer" would be no date. A line each: spring, summer, autumn,
 * winter, weekend; `/` between words for one thing.
 */
const SEASONS_AND_WEEKEND = `
spring, summer, autumn/fall, winter, weekend
frühling/frühjahr, sommer, herbst, winter, wochenende
primavera, verano, otoño, invierno, fin de semana/finde
printemps, été, automne, hiver, week-end
primavera, estate, autunno, inverno, fine settimana
primavera, verão, outono, inverno, fim de semana/fds
voorjaar/lente, zomer, herfst/najaar, winter, weekend
wiosna/wiosną/wiosnę, lato/latem, jesień/jesienią, zima/zimą/zimę, weekend
весна/весной, лето/летом, осень/осенью, зима/зимой, выходные/выхи
весна/навесні, літо/влітку, осінь/восени, зима/взимку, вихідні
jaro/jaře, léto/létě, podzim, zima/zimě, víkend
tavasz/tavasszal, nyár/nyáron, ősz/ősszel, tél/télen, hétvége
primăvară/primăvara, vară/vara, toamnă/toamna, iarnă/iarna, weekend
vår/våren/våras, sommar/sommaren/somras, höst/hösten/höstas, vinter/vintern/vintras, helg/helgen
forår/foråret, sommer/sommeren, efterår/efteråret, vinter/vinteren, weekend
kevät/keväällä, kesä/kesällä, syksy, talvi, viikonloppu
άνοιξη, καλοκαίρι, φθινόπωρο, χειμώνας, σαββατοκύριακο
ilkbahar/bahar, yaz/yazın, sonbahar, kış/kışın, hafta sonu
الربيع, الصيف, الخريف, الشتاء, نهاية الأسبوع
אביב, קיץ, סתיו, חורף, סוף שבוע
वसंत, गर्मी/गर्मियों, पतझड़, सर्दी/सर्दियों, सप्ताहांत/वीकेंड
mùa xuân, mùa hè, mùa thu, mùa đông, cuối tuần
musim semi, musim panas, musim gugur, musim dingin, akhir pekan
春, 夏, 秋, 冬, 週末
春天, 夏天, 秋天, 冬天, 周末
봄, 여름, 가을, 겨울, 주말`

/** Other words for a day, week, month or year, by the unit and the count from now. */
const RELATIVE_WORDS = `
day 0 | tonight, stasera, esta noche, hoje à noite, ce soir, 今夜, 今晩, 今晚
day -1 | last night, anoche, noche pasada, 昨晚, 昨夜, きのう, вчора, امبارح, مبارح, kemaren, semalam
day -2 | day before yesterday, antier, antes de ayer, l'altroieri, おととい, 엊그제, kemarin lusa, kemarin dulu, أول امبارح, اول امس
day -3 | 大前天, さきおととい
day 1 | tmr, あした, 明早, 明晚, 明儿, بكرة, بكره, بكرا
day 2 | day after tomorrow, day after tmrw, あさって, ngày mốt, ngày kia, بعد بكرة, بعد بكره, بعد بكرا
day 3 | 大后天, 大後天, しあさって, 明々後日, 글피
week 1 | 담주, 담 주, jövő hét, jövő héten, haftaya
week -1 | múlt hét, múlt héten
week 2 | 再来週, week after next, the week after next, 다다음 주, 다다음주
week -2 | 先々週, 지지난주
month 0 | 月底, 月末, 월말, ay sonu
month 1 | 담달, 담 달, 내달
month 2 | 再来月
month -2 | 先々月
year 1 | seneye, jövőre, του χρόνου, taun depan, thn depan, ปีหน้า
year -1 | taun lalu, thn lalu, торік, l'an dernier, lannée dernière, tavaly
year 2 | 再来年
year -2 | 一昨年, おととし`

/** What counts. */
const OTHER_WORDS: readonly (readonly [string, Sense])[] = [
  ...RELATIVE_WORDS.trim()
    .split('\n')
    .flatMap(line => {
      const [meant = '', words = ''] = line.split(' | ')
      const [unit, count] = meant.split(' ')
      return words.split(', ').map(word => [word, relative(unit as DateUnit, Number(count))] as const)
    }),
  ['fortnight', { kind: 'unit', unit: 'fortnight', isSingular: true }],
  ['हफ्ते', { kind: 'unit', unit: 'week', isSingular: false }],
  ['महीने', { kind: 'unit', unit: 'month', isSingular: false }],
  ['साल', { kind: 'unit', unit: 'year', isSingular: false }],
  ['달', { kind: 'unit', unit: 'month', isSingular: false }],
  ...['полгода', 'півроку', 'halbjahr', '반년'].map(
    word => [word, { kind: 'unit', unit: 'halfYear', isSingular: true }] as const,
  ),
  ...[
    '年底',
    '年末',
    '연말',
    'akhir tahun',
    'end of the year',
    'end of year',
    'ende des jahres',
    'jahresende',
    'fin de año',
    "fin d'année",
  ].map(word => [word, { kind: 'month', month: 11 }] as const),
  ...['这', '这个', '這', '這個'].map(word => [word, { kind: 'modifier', sign: 0 }] as const),
  ['feber', { kind: 'month', month: 1 }],
  ['两', { kind: 'number', value: 2, isOrdinal: false }],
  ['한', { kind: 'number', value: 1, isOrdinal: false }],
  ['두', { kind: 'number', value: 2, isOrdinal: false }],
]

function relative(unit: DateUnit, count: number): Sense {
  return { kind: 'relative', unit, count }
}

/** Halves, which n2words does not spell. */
export const halfWords: ReadonlyMap<string, number> = new Map([
  ...'half halb halbe halben halbes medio media demi demie mezzo mezza meio meia pół half halv halva puoli yarım buçuk fél půl пол половина половиной половиною نص نصف rưỡi setengah आधा साढ़े 半 반'
    .split(' ')
    .map(word => [word, 0.5] as const),
  ...'anderthalb eineinhalb anderhalf anderhalve полтора полторы півтора півтори półtora półtorej másfél डेढ़ डेढ halvannan halvanden'
    .split(' ')
    .map(word => [word, 1.5] as const),
  ...'ढाई'.split(' ').map(word => [word, 2.5] as const),
])

/** Each word with what it means, as it is written. */
export const everydayWords: readonly (readonly [string, Sense])[] = [
  ...SEASONS_AND_WEEKEND.trim()
    .split('\n')
    .flatMap(line =>
      line.split(', ').flatMap((words, at) => words.split('/').map(word => [word, seasonOrWeekend(at)] as const)),
    ),
  ...holidayNames.map(([name, holiday]) => [name, { kind: 'holiday', holiday }] as const),
  ...OTHER_WORDS,
]

function seasonOrWeekend(at: number): Sense {
  return at === 4 ? { kind: 'weekend' } : { kind: 'season', season: at }
}
