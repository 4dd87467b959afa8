/** Word list, a line for each language: from zero on, as far as people write numbers out. */
const COUNTING_WORDS = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  '- first - third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth', // `second` is a time as well
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve',
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
  'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici',
  'zero um dois três quatro cinco seis sete oito nove dez onze doze',
  'ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать',
].flatMap(line => line.split(' ').map((word, value) => [word, value] as const))

/** Word list, a line for each language: from twenty on, in steps of ten. */
const TENS_WORDS = [
  'twenty thirty forty fifty sixty seventy eighty ninety',
  'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
  'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  'vingt trente quarante cinquante soixante',
].flatMap(line => line.split(' ').map((word, at) => [word, (at + 2) * 10] as const))

/** Word list of all languages, by what is counted. */
const OTHER_WORDS: readonly (readonly [string, number])[] = [
  [1, 'a an once ein eine einen einem una une'],
  [2, 'second twice both couple pair double zwo beide'],
  [3, 'thrice triple'],
  [0.5, 'half halb'],
  [12, 'dozen dutzend'],
  [100, 'hundred hundert cien cent'],
  [1000, 'thousand tausend mil mille k'],
  [1e6, 'million millionen'],
  [1e9, 'billion'],
].flatMap(([value, words]) =>
  String(words)
    .split(' ')
    .map(word => [word, Number(value)] as const),
)

/** What a word can count in any of the languages above; words that mean something else more often (`once`, `sei`) among them. */
const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([...COUNTING_WORDS, ...TENS_WORDS, ...OTHER_WORDS])

/** Word list: number words that mean something else more often, in one language or another. */
const AMBIGUOUS_WORDS = new Set(
  '- zero one un uno um first null sei once six due tre onze mil cent elf dos dix'.split(' '),
)

/** Words that can be nothing but a number. */
const UNAMBIGUOUS_NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...COUNTING_WORDS.filter(([word]) => !AMBIGUOUS_WORDS.has(word)),
  ...TENS_WORDS,
  ['six', 6],
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1e6],
  ['billion', 1e9],
  ['dozen', 12],
])

/** Chinese and Japanese numerals, and the powers of ten that stand behind numerals and digits: 3万 is 30,000. */
const NUMERALS = new Map('〇 一 二 三 四 五 六 七 八 九'.split(' ').map((numeral, value) => [numeral, value]))
const POWERS = new Map(Object.entries({ 十: 10, 百: 100, 千: 1000, 万: 10_000, 萬: 10_000, 億: 1e8, 亿: 1e8 }))

const DIGITS = /[1-9]\d{0,2}(?: 000)+(?!\d)|\d+(?:[.,'’]\d{3})*(?!\d)(?:[.,]\d+)?|\d+/u
const KANJI = new RegExp(`[${[...NUMERALS.keys(), ...POWERS.keys()].join('')}]+`, 'u')
const TOKEN = new RegExp(
  String.raw`(?<digits>${DIGITS.source})(?<power>[万萬億亿])?|(?<kanji>${KANJI.source})|(?<word>(?:(?!\p{sc=Han})\p{L})+)`,
  'gu',
)

/** By themselves these are parts of words more often than numbers: 一緒, 十分, 千葉. */
const AMBIGUOUS_KANJI = new Set(['一', '十', '百', '千', '万'])

/** The code points of the digit zero in other scripts: Arabic, Persian, Hindi, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

/**
 * The numbers that a sentence claims, by value: `3`, `three`, `三` are one, `1,000` is 1000, `5 million` is 5000000.
 * Words that only may be numbers (`one`, `a`, `first`) claim none.
 */
export function claimedNumbers(text: string): readonly number[] {
  const found: number[] = []
  let open = false // whether the last token was a number that the next one can build on
  for (const token of tokensOf(text)) {
    const value = tokenValue(token, UNAMBIGUOUS_NUMBER_WORDS)
    const last = found.at(-1)
    if (value === undefined) {
      open = token.word === 'and' && open
      continue
    }
    if (open && last !== undefined && token.word !== undefined) found[found.length - 1] = combineNumbers(last, value)
    else found.push(value)
    open = true
  }
  return found
}

/** All numbers that a user's words can be read as: `1.000` is 1000 and 1, `5k` 5 and 5000, `7 pm` 7 and 19. */
export function possibleNumbers(text: string): ReadonlySet<number> {
  const given = new Set<number>(claimedNumbers(text))
  let last: number | undefined
  for (const token of tokensOf(text)) {
    const value = tokenValue(token, NUMBER_WORDS)
    if (value !== undefined) given.add(value)
    if (token.digits !== undefined) given.add(Number.parseFloat(token.digits.replace(',', '.')))
    if (last !== undefined && value !== undefined && token.word !== undefined) given.add(combineNumbers(last, value))
    if (last !== undefined && token.word === 'pm') given.add(last + 12).add(0)
    if (last !== undefined && token.word === 'am') given.add(0)
    last = value
  }
  return given
}

interface Token {
  readonly digits?: string | undefined
  readonly power?: string | undefined
  readonly kanji?: string | undefined
  readonly word?: string | undefined
}

function tokensOf(text: string): readonly Token[] {
  const plainDigits = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?![0-9])\p{Nd}/gu, toAsciiDigit)
  return [...plainDigits.matchAll(TOKEN)].map(match => match.groups as Token)
}

function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = ZEROS.find(start => code >= start && code < start + 10)
  return zero === undefined ? digit : String(code - zero)
}

function tokenValue(token: Token, words: ReadonlyMap<string, number>): number | undefined {
  if (token.digits !== undefined) return digitsValue(token.digits) * (POWERS.get(token.power ?? '') ?? 1)
  if (token.kanji !== undefined)
    return words === UNAMBIGUOUS_NUMBER_WORDS && AMBIGUOUS_KANJI.has(token.kanji) ? undefined : kanjiValue(token.kanji)
  return token.word === undefined ? undefined : words.get(token.word)
}

/** A mark before three digits groups thousands; before any other number of digits it begins the decimals. */
function digitsValue(digits: string): number {
  const isGrouped = /^[1-9]\d{0,2}\D/u.test(digits)
  const whole = isGrouped ? digits.replace(/[.,'’ ](?=\d{3}(?!\d))/gu, '') : digits
  return Number.parseFloat(whole.replace(',', '.'))
}

/** `twenty three` is 23, `three hundred` 300, `two hundred five` 205; otherwise the second number is one by itself. */
function combineNumbers(before: number, value: number): number {
  if (value >= 100) return before * value
  const room = before % 100 === 0 ? 100 : 10
  return before >= 20 && before % 10 === 0 && value < room ? before + value : value
}

function kanjiValue(kanji: string): number {
  let [sum, section, digit] = [0, 0, 0]
  for (const sign of kanji) {
    const power = POWERS.get(sign)
    if (power === undefined) digit = digit * 10 + (NUMERALS.get(sign) ?? 0)
    else if (power < 10_000) [section, digit] = [section + (digit || 1) * power, 0]
    else [sum, section, digit] = [sum + (section + digit || 1) * power, 0, 0]
  }
  return sum + section + digit
}
