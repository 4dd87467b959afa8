// biome-ignore-all lint/security/noSecrets: sentences of languages that are written without spaces
import { describe, expect, test } from 'vitest'
import { loadDateVocabulary } from '../../../../src/memory/text/dates/word-index.ts'
import { compareSentences } from '../../../../src/memory/text/sentences/compare-sentences.ts'
import { sentenceParts } from '../../../../src/memory/text/sentences/sentence-parts.ts'
import { DAY, MONDAY } from '../../support/knowledge.ts'

await loadDateVocabulary()

function compare(old: string, fresh: string) {
  return compareSentences(sentenceParts(fresh, MONDAY), sentenceParts(old, MONDAY - 40 * DAY))
}

describe('a sentence that says otherwise of the same', () => {
  test.for<readonly [old: string, fresh: string]>([
    ["my sister's birthday is 3 May", "my sister's birthday is 4 May"],
    ["The user's sister's birthday is on May 3.", "My sister's birthday is 4 May"],
    ['I live in Lisbon', 'I live in Oslo'],
    ['The user lives in Lisbon.', 'I live in Oslo now'],
    ['The user lives in Lisbon.', 'I moved to Oslo'],
    ['i live in lisbon', 'i live in oslo'],
    ['i live in new york', 'i live in oslo'],
    ['My favourite colour is green', 'My favorite color is blue'],
    ['Tom works at Google', 'Tom works at Meta'],
    ['my friend Tom lives in Berlin', 'my friend Tom lives in Paris'],
    ['My cat is called Miso', 'My cat is called Nori'],
    ["my sister's birthday is in May", "my sister's birthday is in June"],
    ['I eat meat', "I don't eat meat"],
    ["I don't eat fish", 'I eat fish'],
    ['I have two cats', 'I have three cats'],
    ['My dentist is Dr. Weber', 'My dentist is Dr. Klein'],
    ['I am vegan', 'I am vegetarian'],
    ["I'm single", "I'm married"],
    ['I am 30 years old', 'I am 31 years old'],
    ['My shoe size is 42', 'My shoe size is 43'],
    ["Mia's birthday is 3 May", 'Mia was born on 4 May'],
    ['Meine Schwester hat am 3. Mai Geburtstag', 'Meine Schwester hat am 4. Mai Geburtstag'],
    ['Ich wohne in Graz', 'Ich wohne in Wien'],
    ['Ich wohne in Graz', 'Ich bin nach Wien gezogen'],
    ['Der Nutzer wohnt in Graz.', 'Ich wohne jetzt in Wien'],
    ['Meine Lieblingsfarbe ist Grün', 'Meine Lieblingsfarbe ist Blau'],
    ['Meine Katze heißt Miso', 'Meine Katze heißt Nori'],
    ["L'anniversaire de ma sœur est le 3 mai", "L'anniversaire de ma sœur est le 4 mai"],
    ["J'habite à Lyon", "J'habite à Paris"],
    ["J'habite à Lyon", "J'ai déménagé à Paris"],
    ['Vivo en Madrid', 'Vivo en Sevilla'],
    ['Vivo en Madrid', 'Me mudé a Sevilla'],
    ['El cumpleaños de mi hermana es el 3 de mayo', 'El cumpleaños de mi hermana es el 4 de mayo'],
    ['妹の誕生日は5月3日です', '妹の誕生日は5月4日です'],
    ['私の妹の誕生日は5月3日です', '妹の誕生日は5月4日'],
    ['リスボンに住んでいます', 'オスロに住んでいます'],
    ['私はリスボンに住んでいます', 'オスロに引っ越しました'],
    ['好きな色は緑です', '好きな色は青です'],
    ['我姐姐的生日是5月3日', '我姐姐的生日是5月4日'],
    ['我住在上海', '我住在北京'],
    ['我住在上海', '我搬到北京了'],
    ['день рождения моей сестры 3 мая', 'день рождения моей сестры 4 мая'],
    ['Я живу в Москве', 'Я живу в Казани'],
    ['Я живу в Москве', 'Я переехал в Казань'],
    ['서울에 살아요', '부산에 살아요'],
    ['여동생 생일은 5월 3일이에요', '여동생 생일은 5월 4일이에요'],
    ["İstanbul'da yaşıyorum", "Ankara'da yaşıyorum"],
    ['Mieszkam w Krakowie', 'Mieszkam w Gdańsku'],
    ['Moro em Lisboa', 'Moro no Porto'],
    ['Abito a Roma', 'Mi sono trasferita a Milano'],
    ['Ik woon in Utrecht', 'Ik woon in Gent'],
    ['My flight to Oslo leaves on 3 May', 'My flight to Oslo leaves on 4 May'],
    ['My wifi is called Foo', 'My wifi is called Bar'],
    ['أعيش في لشبونة', 'أعيش في أوسلو'],
    ['मेरी बहन का जन्मदिन 3 मई है', 'मेरी बहन का जन्मदिन 4 मई है'],
    ['My email is ada@example.org', 'My email is ada@example.net'],
    ["The user's favourite food is pizza.", 'My favourite food is sushi'],
    ['Mi color favorito es el verde', 'Mi color favorito es el azul'],
    ['Ma couleur préférée est le vert', 'Ma couleur préférée est le bleu'],
    ['Mein Lieblingsessen ist Pizza', 'Mein Lieblingsessen ist Sushi'],
    ['Mi hermana vive en Madrid', 'Mi hermana vive en Sevilla'],
    ['Meine Schwester arbeitet bei Siemens', 'Meine Schwester arbeitet bei Bosch'],
    ['My boss is called Erik', 'My boss is called Nina'],
    ['My anniversary is June 12', 'Our anniversary is June 13'],
    ['My appointment with Dr. Klein is on Monday', 'My appointment with Dr. Klein is on Tuesday'],
    ['My brother has two kids', 'My brother has three kids'],
    ['I weigh 70 kg', 'I weigh 72 kg'],
    ['My name is Ada', 'My name is Grace'],
    ["Je m'appelle Ada", "Je m'appelle Léa"],
    ['Ich heiße Ada', 'Ich heiße Lea'],
    ['Ich esse Fleisch', 'Ich esse kein Fleisch'],
    ['私の名前はアダです', '私の名前はレアです'],
    ['猫の名前はミソです', '猫の名前はノリです'],
    ['グーグルで働いています', 'メタで働いています'],
    ['我叫小明', '我叫小红'],
    ['我在谷歌工作', '我在微软工作'],
    ['Papa hat am 3. Mai Geburtstag', 'Papa hat am 4. Mai Geburtstag'],
    ["My car's license plate is W-1234", "My car's license plate is W-5678"],
    ['The gate code word is Sesame', 'The gate code word is Papaya'],
  ])('“%s”, then “%s”', ([old, fresh]) => {
    expect(compare(old, fresh)).toBe('contradicts')
  })
})

describe('a sentence that merely resembles it', () => {
  test.for<readonly [old: string, fresh: string]>([
    ["my sister's birthday is 3 May", "my brother's birthday is 4 May"],
    ["my sister's birthday is 3 May", 'my birthday is 4 May'],
    ['I have been to Lisbon', 'I have been to Oslo'],
    ['I like green tea', 'I like black tea'],
    ['Tom works at Google', 'Sarah works at Google'],
    ['my brother lives in Graz', 'I moved to Wien'],
    ['my friend Tom lives in Berlin', 'my friend Anna lives in Berlin'],
    ['My cat is called Miso', 'My dog is called Nori'],
    ['I have two cats', 'I have three dogs'],
    ['My sister is kind', 'My sister is tall'],
    ['My older sister is kind', 'My older sister is tall'],
    ['I play the guitar', 'I play the piano'],
    ['Anna loves Tom', 'Tom loves Anna'],
    ["My mother's phone number is 555 1234", "My mother's birthday is 5 May"],
    ['I live with Tom', 'I live with Anna'],
    ['I live in Lisbon', 'I live with Anna'],
    ['I am allergic to nuts', 'I am allergic to eggs'],
    ["Mia's birthday is 3 May", 'My birthday is 4 May'],
    ["Mia's birthday is 3 May", "Tom's birthday is 4 May"],
    ['I work as a nurse', 'I work at Google'],
    ['Meine Schwester hat am 3. Mai Geburtstag', 'Mein Bruder hat am 4. Mai Geburtstag'],
    ['Ich wohne in Graz', 'Mein Bruder wohnt in Wien'],
    ['Ich mag Jazz', 'Ich mag Rock'],
    ["L'anniversaire de ma sœur est le 3 mai", "L'anniversaire de mon frère est le 4 mai"],
    ["J'aime le thé vert", "J'aime le thé noir"],
    ['El cumpleaños de mi hermana es el 3 de mayo', 'El cumpleaños de mi hermano es el 4 de mayo'],
    ['妹の誕生日は5月3日です', '弟の誕生日は5月4日です'],
    ['妹はリスボンに住んでいます', '弟はオスロに住んでいます'],
    ['妹はリスボンに住んでいます', '弟はリスボンに住んでいます'],
    ['リスボンに行きました', 'オスロに行きました'],
    ['緑茶が好きです', '紅茶が好きです'],
    ['我姐姐的生日是5月3日', '我弟弟的生日是5月4日'],
    ['我喜欢绿茶', '我喜欢红茶'],
    ['день рождения моей сестры 3 мая', 'день рождения моего брата 4 мая'],
    ['Я был в Москве', 'Я был в Казани'],
    ['톰은 서울에 살아요', '안나는 서울에 살아요'],
    ['여동생 생일은 5월 3일이에요', '남동생 생일은 5월 4일이에요'],
    ['My flight to Oslo leaves on 3 May', 'My flight to Rome leaves on 4 May'],
    ['I met Tom in Berlin', 'I met Tom in Paris'],
    ['I have a cat', 'I have a cat called Miso'],
    ['Remember to water the plants', 'Remember to call mum'],
    ['My sister likes Bach', 'My sister likes Mozart'],
    ['I was in Lisbon on 3 May', 'I was in Oslo on 4 May'],
    ['أختي تعيش في لشبونة', 'أخي يعيش في أوسلو'],
    ['Mi hermana vive en Madrid', 'Mi hermano vive en Sevilla'],
    ['Mi hermana vive en Madrid', 'Vivo en Sevilla'],
    ['Meine Schwester arbeitet bei Siemens', 'Meine Schwester arbeitet gern'],
    ['My appointment with Dr. Klein is on Monday', 'My appointment with Dr. Weber is on Tuesday'],
    ['I speak French', 'I speak Spanish'],
    ['I have a brother', 'I have a sister'],
    ['My brother has two kids', 'My sister has three kids'],
    ['I love hiking', 'I love swimming'],
    ['My mother likes roses', 'My father likes tulips'],
    ['Ich esse gern Pizza', 'Ich esse gern Nudeln'],
    ['I moved in 2020', 'I started running in 2021'],
    ['猫の名前はミソです', '犬の名前はノリです'],
    ['妹はグーグルで働いています', '妹はピアノを弾きます'],
    ['我妹妹在谷歌工作', '我弟弟在微软工作'],
    ["My friend's birthday is 3 May", "My best friend's birthday is 4 May"],
    ["Dad's birthday is 3 May", "Mum's birthday is 4 May"],
    ['Papa hat am 3. Mai Geburtstag', 'Mama hat am 4. Mai Geburtstag'],
    ['I need to buy milk', 'I need to buy bread'],
    ['My car needs new tires', 'My car needs new brakes'],
  ])('“%s”, then “%s”', ([old, fresh]) => {
    expect(compare(old, fresh)).toBeUndefined()
  })
})

describe('a sentence that says nothing that the old one does not', () => {
  test.for<readonly [old: string, fresh: string]>([
    ['I have a cat called Miso', 'My cat is called Miso'],
    ['I have a cat called Miso', 'I have a cat named Miso.'],
    ["My sister's birthday is on May 3rd", "my sister's birthday is 3 May"],
    ['The user lives in Lisbon.', 'I live in Lisbon'],
    ["my sister's birthday is 3 May", "my sister's birthday is in May"],
    ['Der Geburtstag meiner Schwester ist der 3. Mai', 'Meine Schwester hat am 3. Mai Geburtstag'],
    ['私の妹の誕生日は5月3日です', '妹の誕生日は5月3日'],
    ['Ich wohne in Graz', 'Ich wohne in Graz.'],
    ['The user is allergic to nuts.', "I'm allergic to nuts"],
    ['Der Nutzer ist allergisch gegen Nüsse.', 'Ich bin allergisch gegen Nüsse'],
    ["L'utilisateur habite à Lyon.", "J'habite à Lyon"],
    ['El usuario vive en Madrid.', 'Vivo en Madrid'],
    ['ユーザーはリスボンに住んでいます。', '私はリスボンに住んでいます'],
    ['用户住在上海。', '我住在上海'],
  ])('“%s”, then “%s”', ([old, fresh]) => {
    expect(compare(old, fresh)).toBe('repeats')
  })
})

describe('a sentence that says the same, and more of it', () => {
  test.for<readonly [old: string, fresh: string]>([
    ["my sister's birthday is in May", "my sister's birthday is 3 May"],
  ])('“%s”, then “%s”', ([old, fresh]) => {
    expect(compare(old, fresh)).toBe('restates')
  })
})

describe('a single-valued facet that the learner found', () => {
  test('is told by any words that are put alike', () => {
    const [old, fresh] = [
      sentenceParts('Ada rents a flat in Graz', MONDAY),
      sentenceParts('Ada rents a flat in Wien', MONDAY),
    ]
    expect(compareSentences(fresh, old)).toBeUndefined()
    expect(compareSentences(fresh, old, true)).toBe('contradicts')
  })
})

test('a text that is longer than a sentence is compared with none', () => {
  const long = `I live in Lisbon. ${'It is a nice town. '.repeat(20)}`
  expect(compare(`${long}I have a cat.`, `${long}I have a dog.`)).toBeUndefined()
})
