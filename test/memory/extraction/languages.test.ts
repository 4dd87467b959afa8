// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { describe, expect, test } from 'vitest'
import { talk, verifiedFrom } from '../support/extraction.ts'

/** What people type, and what a model makes of it: that somebody goes hiking, and where they live. */
const sentences: readonly (readonly [
  language: string,
  hiking: string,
  text: string,
  home: string,
  text: string,
  place: string,
])[] = [
  [
    'en',
    'i go hiking every wednesday',
    'The user goes hiking every Wednesday.',
    'i live in oslo',
    'The user lives in Oslo.',
    'Oslo',
  ],
  [
    'de',
    'ich geh gern wandern',
    'Der Nutzer geht gern wandern.',
    'wohn in lüneburg',
    'Der Nutzer wohnt in Lüneburg.',
    'Lüneburg',
  ],
  [
    'de f',
    'geh jeden mittwoch wandern',
    'Die Nutzerin geht jeden Mittwoch wandern.',
    'ich wohn in zuerich',
    'Die Nutzerin wohnt in Zürich.',
    'Zürich',
  ],
  [
    'nl',
    'ik ga graag wandelen',
    'De gebruiker gaat graag wandelen.',
    'ik woon in den haag',
    'De gebruiker woont in Den Haag.',
    'Den Haag',
  ],
  ['sv', 'jag gillar att vandra', 'Användaren gillar att vandra.', 'bor i malmo', 'Användaren bor i Malmö.', 'Malmö'],
  [
    'da',
    'jeg går tit på vandretur',
    'Brugeren går tit på vandretur.',
    'jeg bor i aarhus',
    'Brugeren bor i Aarhus.',
    'Aarhus',
  ],
  [
    'fi',
    'käyn usein vaeltamassa',
    'Käyttäjä käy usein vaeltamassa.',
    'asun helsingissä',
    'Käyttäjä asuu Helsingissä.',
    'Helsinki',
  ],
  [
    'es',
    'voy de senderismo los domingos',
    'El usuario va de senderismo los domingos.',
    'vivo en malaga',
    'El usuario vive en Málaga.',
    'Málaga',
  ],
  [
    'es f',
    'me encanta el senderismo',
    'A la usuaria le encanta el senderismo.',
    'vivo en la coruña',
    'La usuaria vive en La Coruña.',
    'La Coruña',
  ],
  [
    'pt',
    'faço trilha todo domingo',
    'O usuário faz trilha todo domingo.',
    'moro em sao paulo',
    'O usuário mora em São Paulo.',
    'São Paulo',
  ],
  [
    'pt f',
    'adoro fazer trilha',
    'A usuária adora fazer trilha.',
    'moro em campinas',
    'A usuária mora em Campinas.',
    'Campinas',
  ],
  [
    'it',
    'vado spesso a camminare in montagna',
    'L’utente va spesso a camminare in montagna.',
    'abito a forli',
    'L’utente abita a Forlì.',
    'Forlì',
  ],
  [
    'fr',
    'je fais de la rando',
    'L’utilisateur fait de la randonnée.',
    "j'habite a saint-etienne",
    'L’utilisateur habite à Saint-Étienne.',
    'Saint-Étienne',
  ],
  [
    'fr f',
    'j’adore la rando',
    'L’utilisatrice adore la randonnée.',
    'jhabite à lyon',
    'L’utilisatrice habite à Lyon.',
    'Lyon',
  ],
  [
    'ro',
    'merg des pe munte',
    'Utilizatorul merge des pe munte.',
    'locuiesc in bucuresti',
    'Utilizatorul locuiește în București.',
    'București',
  ],
  [
    'ro f',
    'îmi place drumeția',
    'Utilizatoarei îi place drumeția.',
    'stau la cluj',
    'Utilizatoarea stă la Cluj.',
    'Cluj',
  ],
  [
    'pl',
    'lubię chodzić po górach',
    'Użytkownik lubi chodzić po górach.',
    'mieszkam w krakowie',
    'Użytkownik mieszka w Krakowie.',
    'Kraków',
  ],
  [
    'pl f',
    'chodzę po górach',
    'Użytkowniczka chodzi po górach.',
    'mieszkam w lodzi',
    'Użytkowniczka mieszka w Łodzi.',
    'Łódź',
  ],
  ['cs', 'chodím rád na túry', 'Uživatel rád chodí na túry.', 'bydlím v praze', 'Uživatel bydlí v Praze.', 'Praha'],
  ['cs f', 'chodím na túry', 'Uživatelka chodí na túry.', 'bydlim v brne', 'Uživatelka bydlí v Brně.', 'Brno'],
  ['ru', 'хожу в походы', 'Пользователь ходит в походы.', 'живу в казани', 'Пользователь живёт в Казани.', 'Казань'],
  [
    'ru f',
    'люблю походы',
    'Пользовательница любит походы.',
    'живу в твери',
    'Пользовательница живёт в Твери.',
    'Тверь',
  ],
  ['uk', 'ходжу в походи', 'Користувач ходить у походи.', 'живу у львові', 'Користувач живе у Львові.', 'Львів'],
  ['uk f', 'люблю походи', 'Користувачка любить походи.', 'живу в києві', 'Користувачка живе в Києві.', 'Київ'],
  [
    'el',
    'πάω για πεζοπορία',
    'Ο χρήστης πάει για πεζοπορία.',
    'μένω στην αθηνα',
    'Ο χρήστης μένει στην Αθήνα.',
    'Αθήνα',
  ],
  [
    'el f',
    'μου αρέσει η πεζοπορία',
    'Στη χρήστρια αρέσει η πεζοπορία.',
    'μένω στη θεσσαλονικη',
    'Η χρήστρια μένει στη Θεσσαλονίκη.',
    'Θεσσαλονίκη',
  ],
  [
    'tr',
    'her pazar yürüyüşe giderim',
    'Kullanıcı her pazar yürüyüşe gider.',
    'izmirde yaşıyorum',
    'Kullanıcı İzmir’de yaşıyor.',
    'İzmir',
  ],
  [
    'hu',
    'szeretek túrázni',
    'A felhasználó szeret túrázni.',
    'budapesten élek',
    'A felhasználó Budapesten él.',
    'Budapest',
  ],
  [
    'vi',
    'mình hay đi leo núi',
    'Người dùng hay đi leo núi.',
    'mình sống ở hà nội',
    'Người dùng sống ở Hà Nội.',
    'Hà Nội',
  ],
  [
    'id',
    'aku suka mendaki gunung',
    'Pengguna suka mendaki gunung.',
    'aku tinggal di bandung',
    'Pengguna tinggal di Bandung.',
    'Bandung',
  ],
  [
    'ja',
    '毎週ハイキングに行きます',
    'ユーザーは毎週ハイキングに行く。',
    '横浜に住んでます',
    'ユーザーは横浜に住んでいる。',
    '横浜',
  ],
  ['zh', '我每周去爬山', '用户每周去爬山。', '我住在成都', '用户住在成都。', '成都'],
  ['ko', '주말마다 등산해요', '사용자는 주말마다 등산한다.', '부산에 살아요', '사용자는 부산에 산다.', '부산'],
  [
    'ar',
    'احب المشي في الجبال',
    'المستخدم يحب المشي في الجبال.',
    'ساكن في الاسكندرية',
    'المستخدم يسكن في الإسكندرية.',
    'الإسكندرية',
  ],
  ['ar f', 'احب المشي', 'المستخدمة تحب المشي.', 'ساكنة بالقاهرة', 'المستخدمة تسكن في القاهرة.', 'القاهرة'],
  ['hi', 'मुझे पहाड़ों में घूमना पसंद है', 'उपयोगकर्ता को पहाड़ों में घूमना पसंद है।', 'मैं पुणे में रहता हूं', 'उपयोगकर्ता पुणे में रहता है।', 'पुणे'],
]

describe.each(sentences)('in %s', (...row) => {
  const [, hiking, goesHiking, home, livesThere, place] = row
  const kept = (line: string, text: string, names: readonly string[]) => {
    const { facts, rejected } = verifiedFrom({ turns: talk([`user: ${line}`]) }, [{ text, names }])
    return facts[0]?.text ?? rejected
  }

  test('what the user does is kept', () => {
    expect(kept(hiking, goesHiking, [])).toBe(goesHiking)
  })

  test('where they live is kept, by whatever ending and spelling of the place', () => {
    expect(kept(home, livesThere, [place])).toBe(livesThere)
    expect(kept(home, livesThere, [])).toBe(livesThere)
  })

  test('a place that they did not name is not', () => {
    expect(kept(hiking, livesThere, [place])).toEqual({ name: 1 })
  })
})

/** The same with other verbs and places, twice in each language: what people type, what a model makes of it, and the place. */
const ELSEWHERE = `
en | im from leeds | The user is from Leeds. | Leeds
en | just moved to new york | The user moved to New York. | New York
de | komm aus münchen | Der Nutzer kommt aus München. | München
de | arbeite in köln als köchin | Die Nutzerin arbeitet in Köln als Köchin. | Köln
nl | kom uit den bosch | De gebruiker komt uit Den Bosch. | Den Bosch
nl | werk in gent | De gebruikster werkt in Gent. | Gent
sv | kommer från göteborg | Användaren kommer från Göteborg. | Göteborg
sv | jobbar i umea | Användaren jobbar i Umeå. | Umeå
da | jeg er fra københavn | Brugeren er fra København. | København
da | arbejder i odense | Brugeren arbejder i Odense. | Odense
nb | jeg er fra bergen | Brukeren er fra Bergen. | Bergen
nb | jobber i tromso | Brukeren jobber i Tromsø. | Tromsø
fi | olen kotoisin tampereelta | Käyttäjä on kotoisin Tampereelta. | Tampere
fi | muutin turkuun | Käyttäjä muutti Turkuun. | Turku
es | soy de cordoba | El usuario es de Córdoba. | Córdoba
es | trabajo en merida | La usuaria trabaja en Mérida. | Mérida
pt | sou de belem | O usuário é de Belém. | Belém
pt | trabalho em maceio | A usuária trabalha em Maceió. | Maceió
it | vengo da napoli | L’utente viene da Napoli. | Napoli
it | lavoro a cefalu | L’utente lavora a Cefalù. | Cefalù
fr | je viens de besançon | L’utilisateur vient de Besançon. | Besançon
fr | jbosse à nimes | L’utilisatrice travaille à Nîmes. | Nîmes
ro | sunt din iasi | Utilizatorul este din Iași. | Iași
ro | lucrez la timisoara | Utilizatoarea lucrează la Timișoara. | Timișoara
pl | jestem z gdanska | Użytkownik jest z Gdańska. | Gdańsk
pl | pracuje w poznaniu | Użytkowniczka pracuje w Poznaniu. | Poznań
cs | jsem z ostravy | Uživatel je z Ostravy. | Ostrava
cs | pracuju v plzni | Uživatelka pracuje v Plzni. | Plzeň
ru | я из омска | Пользователь из Омска. | Омск
ru | работаю в перми | Пользовательница работает в Перми. | Пермь
uk | я з одеси | Користувач з Одеси. | Одеса
uk | працюю в харкові | Користувачка працює в Харкові. | Харків
bg | аз съм от пловдив | Потребителят е от Пловдив. | Пловдив
bg | работя във варна | Потребителката работи във Варна. | Варна
el | είμαι από την πατρα | Ο χρήστης είναι από την Πάτρα. | Πάτρα
el | δουλεύω στο ηρακλειο | Η χρήστρια δουλεύει στο Ηράκλειο. | Ηράκλειο
tr | ankaralıyım | Kullanıcı Ankaralı. | Ankara
tr | bursada çalışıyorum | Kullanıcı Bursa'da çalışıyor. | Bursa
hu | szegedi vagyok | A felhasználó szegedi. | Szeged
hu | pécsen dolgozom | A felhasználó Pécsett dolgozik. | Pécs
vi | quê mình ở huế | Người dùng quê ở Huế. | Huế
vi | mình làm ở da nang | Người dùng làm việc ở Đà Nẵng. | Đà Nẵng
id | aku dari medan | Pengguna berasal dari Medan. | Medan
id | kerja di surabaya | Pengguna bekerja di Surabaya. | Surabaya
ja | 名古屋出身です | ユーザーは名古屋出身である。 | 名古屋
ja | 札幌で働いてる | ユーザーは札幌で働いている。 | 札幌
zh | 我是武汉人 | 用户是武汉人。 | 武汉
zh | 在深圳上班 | 用户在深圳上班。 | 深圳
ko | 나 대구 사람이야 | 사용자는 대구 사람이다. | 대구
ko | 인천에서 일해 | 사용자는 인천에서 일한다. | 인천
ar | انا من دمشق | المستخدم من دمشق. | دمشق
ar | بشتغل في عمان | المستخدمة تعمل في عمّان. | عمّان
he | אני מחיפה | המשתמש מחיפה. | חיפה
he | עובדת בירושלים | המשתמשת עובדת בירושלים. | ירושלים
hi | मैं लखनऊ से हूँ | उपयोगकर्ता लखनऊ से है। | लखनऊ
hi | जयपुर में काम करती हूँ | उपयोगकर्ता जयपुर में काम करती है। | जयपुर
th | ฉันอยู่เชียงใหม่ | ผู้ใช้อยู่เชียงใหม่ | เชียงใหม่
th | ทำงานที่ภูเก็ต | ผู้ใช้ทำงานที่ภูเก็ต | ภูเก็ต`

const elsewhere = ELSEWHERE.trim()
  .split('\n')
  .map(line => line.split(' | '))
  .map(([language = '', said = '', text = '', place = ''], at, all) => {
    const saidElsewhere = all[at % 2 === 0 ? at + 1 : at - 1]?.[1] ?? ''
    return { language, said, text, place, saidElsewhere }
  })

describe.each(elsewhere)('in $language, of $place', ({ said, text, place, saidElsewhere }) => {
  const kept = (line: string, names: readonly string[]) => {
    const { facts, rejected } = verifiedFrom({ turns: talk([`user: ${line}`]) }, [{ text, names }])
    return facts[0]?.text ?? rejected
  }

  test('what is told is kept, whether the model lists the place or not', () => {
    expect(kept(said, [place])).toBe(text)
    expect(kept(said, [])).toBe(text)
  })

  test('it is not where another place was named', () => {
    expect(kept(saidElsewhere, [place])).toEqual({ name: 1 })
  })
})
