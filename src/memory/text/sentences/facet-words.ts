// biome-ignore-all lint/security/noSecrets: words of languages that are written without spaces
/**
 * Word list: how people tell those of their properties of which there is one at a time (knowledge/facets.ts). A list is right
 * here as no model reads what a user keeps by hand: by these words "live in Lisbon" and "live in Oslo" are told from "have been
 * to Lisbon" and "have been to Oslo", which are both true. Where a word or a language is missing nobody is asked, and both
 * sentences stay. A star stands for any ending; words of scripts without spaces may stand anywhere.
 */
const TELLING: Readonly<Record<string, string>> = {
  home: `live lives living reside* moved moving relocat* wohne wohnt wohnen lebe lebt umgezogen gezogen zog ziehe woon* verhuis*
    bor flyttade flyttet flyttat habite habites habitons habito habita déménag* emménag* vivo vive vivimos resido reside mudé mudado
    mudei moro mora abito abita trasferit* mieszkam mieszka przeprowadz* bydlím bydlí přestěhoval* живу живет живёт проживаю
    переехал* мешкаю переїхал* живе locuiesc mutat yaşıyor* oturuyor* taşındım tinggal pindah sống μένω μένει ζω μετακόμισα
    أسكن أعيش يعيش تعيش يسكن انتقلت גר גרה עברתי रहता रहती रहते 住 暮ら 引っ越 搬 살아 살고 삽니다 산다 이사 อาศัย`,
  birthday: `birthday* birthdate born geburtstag* geboren verjaar* jarig födelsedag* född fødselsdag* født anniversaire né née
    cumpleaños cumple nací nació aniversário nasci nasceu compleanno nato urodzin* urodził* narozenin* narozen* рождения родился
    родилась народження народився doğum ulang lahir γενέθλια γεννήθηκα γεννήθηκε ميلاد ولدت ولد הולדת נולדתי נולד
    誕生 生まれ 生日 出生 생일 태어 जन्मदिन जन्म วันเกิด`,
  age: `aged years year age jahre alter jaar leeftijd år ans âge años edad anos idade anni età lat wiek лет года роки років возраст
    yaş* umur tuổi χρονών ηλικία عمر גיל 歳 才 年齢 岁 歲 年龄 살 나이 साल`,
  name: `name* called nickname* heiße heißt heisse heisst heet heter hedder hvad spitzname appelle appelles prénom nom surnom llamo
    llama nombre apodo chamo chama nome apelido chiamo chiama soprannome imię nazywam nazywa jmenuji jmenuje jméno зовут имя звать
    звати adım adı ismim nama tên λένε όνομα اسم اسمي اسمه שמי שמו שם 名前 叫 名字 이름 नाम ชื่อ`,
  employer: `work works working employer arbeite arbeitet arbeiten arbeitgeber* angestellt werk werkt werkgever jobbar arbetar
    arbejder jobber travaille travailles employeur trabajo trabaja empleador trabalho trabalha empregador lavoro lavora pracuję
    pracuje pracodawca работаю работает працюю працює çalışıyor* bekerja δουλεύω δουλεύει أعمل يعمل تعمل עובד עובדת
    勤め 働 工作 上班 任职 일해 일하 다녀 다니 काम ทำงาน`,
  job: `profession* occupation beruf* beroep* yrke* métier profesión oficio profissão professione mestiere zawód povolání профессия
    profesi meslek* mesleğ* pekerjaan nghề επάγγελμα 職業 职业 직업 पेशा อาชีพ`,
  pronouns: 'pronouns pronomen pronoms pronombres pronomes pronomi zaimki местоимения 代名詞 代词 대명사',
  'time zone': 'timezone zeitzone tijdzone fuseau fuso huso strefa пояс タイムゾーン 时区 時區 시간대',
  favourite: `favourite* favorite* liebling* lieveling* favorit* yndling* préféré* preferid* preferit* ulubion* oblíben* любим*
    улюблен* sevdiğim favori* kesukaan αγαπημέν* المفضل* المفضلة האהוב* 好きな お気に入り 最喜欢 最喜歡 最爱 좋아하는 पसंदीदा`,
  quality: `colour* color size number phone address email type brand farbe *farbe *größe größe *nummer nummer adresse *adresse gewicht blutgruppe kleur
    maat nummer adres färg storlek couleur taille pointure numéro adresse talla número dirección tamanho endereço cor colore taglia
    numero indirizzo rozmiar numer adres kolor размер номер адрес цвет renk* numara* warna ukuran nomor alamat màu cỡ số χρώμα
    αριθμός لون رقم عنوان צבע מספר כתובת 色 サイズ 番号 住所 体重 身長 血液型 颜色 尺码 号码 地址 身高 体重 血型 색깔 크기 번호 주소 혈액형`,
}

/** Of the words for a home those that tell of a move: with a day behind them, they tell since when it is the home. */
const MOVING = `moved relocated umgezogen gezogen zog verhuisd flyttade flyttat flyttet déménagé emménagé mudé mudado mudei mudou trasferito
  trasferita trasferiti przeprowadził* przeprowadzi* přestěhoval* переехал* переїхал* mutat taşındım pindah μετακόμισα انتقلت עברתי 引っ越 搬 이사`

/** Words that are the value as well: what somebody is, and is not two of at once. */
const VALUES: Readonly<Record<string, string>> = {
  diet: `vegan* vegetarian* vegetar* végétarien* végan* vegano vegana wegan* wegetarian* веган* вегетариан* ヴィーガン ビーガン
    ベジタリアン 素食 纯素 비건 채식`,
  'relationship status': `married engaged single divorced widowed verheiratet verlobt ledig geschieden getrouwd vrijgezel gift
    singel marié mariée célibataire divorcé divorcée casado casada soltero soltera solteiro solteira divorciado divorciada sposato
    sposata żonaty mężatka rozwiedzion* женат замужем разведен* холост evli bekar menikah 結婚 独身 離婚 已婚 单身 单身 离婚 결혼 미혼 이혼`,
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u
const WORD = /[\p{L}\p{M}]+/gu

interface Meaning {
  readonly facet: string
  /** The word tells the value itself. */
  readonly isValue: boolean
}

/** A word for a facet in a text, and where it stands. */
export interface FacetMention extends Meaning {
  /** As it is written, in lower case. */
  readonly word: string
  readonly from: number
  readonly to: number
}

const whole = new Map<string, Meaning>()
const beginnings = new Map<string, Meaning>()
const endings = new Map<string, Meaning>()
const anywhere = new Map<string, Meaning>()

for (const [list, isValue] of [[TELLING, false] as const, [VALUES, true] as const]) {
  for (const [facet, words] of Object.entries(list)) {
    for (const word of words.split(/\s+/u)) mapOf(word).set(word.replace('*', ''), { facet, isValue })
  }
}

function mapOf(word: string): Map<string, Meaning> {
  if (UNSPACED.test(word)) return anywhere
  if (word.startsWith('*')) return endings
  return word.endsWith('*') ? beginnings : whole
}

const ANYWHERE = new RegExp([...anywhere.keys()].toSorted((a, b) => b.length - a.length).join('|'), 'gu')

/** The words of a text that tell facets with one value at a time, in their order. */
export function findFacetWords(text: string): readonly FacetMention[] {
  const spaced = [...text.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    const meaning = meaningOf(word.toLowerCase())
    return meaning === undefined ? [] : [mentionOf(word, index, meaning)]
  })
  if (!UNSPACED.test(text)) return spaced
  const unspaced = [...text.matchAll(ANYWHERE)].flatMap(({ 0: word, index }) => {
    const meaning = anywhere.get(word)
    return meaning === undefined ? [] : [mentionOf(word, index, meaning)]
  })
  return [...spaced, ...unspaced].toSorted((a, b) => a.from - b.from)
}

function mentionOf(word: string, from: number, meaning: Meaning): FacetMention {
  return { ...meaning, word: word.toLowerCase(), from, to: from + word.length }
}

const moves = MOVING.split(/\s+/u).map(word => ({
  word: word.replace('*', ''),
  isBeginning: word.endsWith('*') || UNSPACED.test(word),
}))

/** Whether a facet's words tell of a move that has been made. */
export function tellsOfMove(words: string): boolean {
  return words
    .split(' ')
    .some(said => moves.some(({ word, isBeginning }) => (isBeginning ? said.startsWith(word) : said === word)))
}

/** Letters of the shortest beginning or ending in the lists, and more than the longest has. */
const MIN_PART = 3
const MAX_PART = 20

function meaningOf(word: string): Meaning | undefined {
  const found = whole.get(word)
  if (found !== undefined) return found
  for (let length = Math.min(word.length, MAX_PART); length >= MIN_PART; length -= 1) {
    const part = beginnings.get(word.slice(0, length)) ?? endings.get(word.slice(-length))
    if (part !== undefined) return part
  }
  return undefined
}
