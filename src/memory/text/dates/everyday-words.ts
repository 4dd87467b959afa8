import type { Sense } from './senses.ts'

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
vår/våren, sommar/sommaren, höst/hösten, vinter/vintern, helg/helgen
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

/** The other words. Counts are seen from now. */
const OTHER_WORDS: readonly (readonly [string, Sense])[] = [
  ['day after tomorrow', { kind: 'relative', unit: 'day', count: 2 }],
  ['day before yesterday', { kind: 'relative', unit: 'day', count: -2 }],
  ['tonight', { kind: 'relative', unit: 'day', count: 0 }],
  ['last night', { kind: 'relative', unit: 'day', count: -1 }],
  ['きのう', { kind: 'relative', unit: 'day', count: -1 }],
  ['おととい', { kind: 'relative', unit: 'day', count: -2 }],
  ['あした', { kind: 'relative', unit: 'day', count: 1 }],
  ['あさって', { kind: 'relative', unit: 'day', count: 2 }],
  ['再来週', { kind: 'relative', unit: 'week', count: 2 }],
  ['先々週', { kind: 'relative', unit: 'week', count: -2 }],
  ['再来月', { kind: 'relative', unit: 'month', count: 2 }],
  ['先々月', { kind: 'relative', unit: 'month', count: -2 }],
  ['再来年', { kind: 'relative', unit: 'year', count: 2 }],
  ['一昨年', { kind: 'relative', unit: 'year', count: -2 }],
  ['fortnight', { kind: 'unit', unit: 'fortnight', isSingular: true }],
  ['हफ्ते', { kind: 'unit', unit: 'week', isSingular: false }],
  ['महीने', { kind: 'unit', unit: 'month', isSingular: false }],
  ['साल', { kind: 'unit', unit: 'year', isSingular: false }],
  ['달', { kind: 'unit', unit: 'month', isSingular: false }],
  ['两', { kind: 'number', value: 2, isOrdinal: false }],
  ['한', { kind: 'number', value: 1, isOrdinal: false }],
  ['두', { kind: 'number', value: 2, isOrdinal: false }],
]

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

/** What holidays are called in languages that write them with a capital, as they do names. */
const HOLIDAYS = `
christmas xmas christmas's eve boxing day easter halloween thanksgiving new year year's valentine mother's father's labor
labour independence memorial lent ramadan eid diwali holi hanukkah chanukah passover kwanzaa juneteenth carnival nowruz
noël pâques toussaint pentecôte ascension carême saint-sylvestre
navidad nochebuena nochevieja reyes pascua semana santa día muertos
natal páscoa carnaval réveillon natale pasqua capodanno ferragosto epifania befana
kerst kerstmis pasen pinksteren sinterklaas koningsdag hemelvaart
boże narodzenie wigilia wielkanoc sylwester trzech króli
crăciun paște revelion lebaran idul fitri nyepi imlek
рождество пасха масленица новый год різдво великдень
χριστούγεννα πάσχα πρωτοχρονιά
ramazan kurban bayram bayramı noel karácsony húsvét vánoce velikonoce silvestr jul påsk midsommar juhannus joulu pääsiäinen`

/** The words of which the names of holidays are made. */
export const holidayWords: ReadonlySet<string> = new Set(HOLIDAYS.trim().split(/\s+/u))

/** Each word with what it means, as it is written. */
export const everydayWords: readonly (readonly [string, Sense])[] = [
  ...SEASONS_AND_WEEKEND.trim()
    .split('\n')
    .flatMap(line =>
      line.split(', ').flatMap((words, at) => words.split('/').map(word => [word, seasonOrWeekend(at)] as const)),
    ),
  ...OTHER_WORDS,
]

function seasonOrWeekend(at: number): Sense {
  return at === 4 ? { kind: 'weekend' } : { kind: 'season', season: at }
}
