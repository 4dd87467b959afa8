const ENGLISH_ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const ENGLISH_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'
const ENGLISH_ORDINALS = '- first - third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'

/** From zero on, as far as people write them out. */
const COUNTED = [
  ENGLISH_ONES,
  ENGLISH_ORDINALS, // `second` is a time as well
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve',
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
  'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici',
  'zero um dois três quatro cinco seis sete oito nove dez onze doze',
  'ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать',
]
const TENS = [
  ENGLISH_TENS,
  'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
  'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  'vingt trente quarante cinquante soixante',
]

const counted = COUNTED.flatMap(line => line.split(' ').map((word, value) => [word, value] as const))
const tens = TENS.flatMap(line => line.split(' ').map((word, at) => [word, (at + 2) * 10] as const))
/** Words by what they count. */
const ODD: readonly (readonly [number, string])[] = [
  [1, 'a an once ein eine einen einem una une'],
  [2, 'second twice both couple pair double zwo beide'],
  [3, 'thrice triple'],
  [0.5, 'half halb'],
  [12, 'dozen dutzend'],
  [100, 'hundred hundert cien cent'],
  [1000, 'thousand tausend mil mille k'],
  [1e6, 'million millionen'],
  [1e9, 'billion'],
]
const odd = ODD.flatMap(([value, words]) => words.split(' ').map(word => [word, value] as const))

/** What a word can count, in the languages above; ambiguous ones (`once`, `sei`) among them. */
export const GIVEN: ReadonlyMap<string, number> = new Map([...counted, ...tens, ...odd])

/** Words that are something else more often. */
const SELDOM = new Set('- zero one un uno um first null sei once six due tre onze mil cent elf dos dix'.split(' '))

/** Words that can be nothing but a number: `one` and `first` are often none. */
export const CLAIMED: ReadonlyMap<string, number> = new Map([
  ...counted.filter(([word]) => !SELDOM.has(word)),
  ...tens,
  ['six', 6],
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1e6],
  ['billion', 1e9],
  ['dozen', 12],
])

/** Chinese and Japanese numerals, and what stands behind digits: 3万 is 30,000. */
export const NUMERALS: ReadonlyMap<string, number> = new Map(
  ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'].map((numeral, value) => [numeral, value]),
)
export const POWERS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
  ['万', 10_000],
  ['萬', 10_000],
  ['億', 1e8],
  ['亿', 1e8],
])
