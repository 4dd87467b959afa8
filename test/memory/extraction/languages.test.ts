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
