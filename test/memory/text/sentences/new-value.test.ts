// biome-ignore-all lint/security/noSecrets: sentences of languages that are written without spaces
import { describe, expect, test } from 'vitest'
import { loadDateVocabulary } from '../../../../src/memory/text/dates/word-index.ts'
import { compareSentences } from '../../../../src/memory/text/sentences/compare-sentences.ts'
import { tellsNewValue } from '../../../../src/memory/text/sentences/new-value.ts'
import { sentenceParts } from '../../../../src/memory/text/sentences/sentence-parts.ts'
import { DAY, MONDAY } from '../../support/knowledge.ts'

await loadDateVocabulary()

function isReplaced(old: string, fresh: string, facet?: string): boolean {
  const [was, is] = [sentenceParts(old, MONDAY - 40 * DAY), sentenceParts(fresh, MONDAY)]
  return compareSentences(is, was) === 'contradicts' && tellsNewValue(is, was, facet)
}

describe('a sentence that takes the place of another without anybody being asked', () => {
  test.for<readonly [old: string, fresh: string]>([
    ['I live in Lisbon', 'I live in Porto'],
    ['The user lives in Lisbon.', 'I live in Porto now'],
    ['I live in Lisbon', 'I moved to Porto'],
    ['I live in Lisbon', "We've just moved to Porto"],
    ['i live in lisbon', 'i moved to porto'],
    ['I live in Lisbon', 'I moved to Oslo last week'],
    ['I live in Lisbon', 'Yesterday we moved to Oslo'],
    ['I live in Lisbon', 'I moved to Oslo in October'],
    ['Ich wohne in Kiel', 'Ich bin letzte Woche nach Bonn gezogen'],
    ["J'habite à Lyon", "J'ai déménagé à Paris la semaine dernière"],
    ['Vivo en Cádiz', 'Me mudé a Sevilla ayer'],
    ['Abito a Roma', 'Ieri mi sono trasferita a Milano'],
    ['大阪に住んでいます', '先週京都に引っ越しました'],
    ['Я живу в Москве', 'Я переехал в Казань на прошлой неделе'],
    ['I work at Google', 'I now work at Meta'],
    ['Tom works at Google', 'Tom works at Meta'],
    ['My birthday is May 3', 'My birthday is May 5'],
    ["my sister's birthday is May 3", "my sister's birthday is May 4"],
    ["Mia's birthday is 3 May", 'Mia was born on 4 May'],
    ['My favourite colour is green', 'My favorite color is blue'],
    ['My name is Ada', 'My name is Grace'],
    ['My pronouns are she/her', 'My pronouns are they/them'],
    ['I am vegan', "I'm vegetarian"],
    ["I'm single", "I'm married"],
    ['My shoe size is 42', 'My shoe size is 43'],
    ['My phone number is 12345', 'My phone number is 67890'],
    ['Ich wohne in Kiel', 'Ich bin nach Bonn gezogen'],
    ['Meine Lieblingsfarbe ist Grün', 'Meine Lieblingsfarbe ist Blau'],
    ['Meine Schuhgröße ist 42', 'Meine Schuhgröße ist 43'],
    ['Meine Schwester hat am 3. Mai Geburtstag', 'Meine Schwester hat am 4. Mai Geburtstag'],
    ["J'habite à Lyon", "J'ai déménagé à Paris"],
    ["J'habite à Lyon", "J'habite maintenant à Paris"],
    ['Vivo en Cádiz', 'Me mudé a Sevilla'],
    ['Vivo en Cádiz', 'Ahora vivo en Sevilla'],
    ['Moro em Lisboa', 'Moro no Porto'],
    ['Abito a Roma', 'Mi sono trasferita a Milano'],
    ['大阪に住んでいます', '京都に引っ越しました'],
    ['私はリスボンに住んでいます', 'オスロに引っ越しました'],
    ['我住在上海', '我搬到北京了'],
    ['我住在上海', '我现在住在北京'],
    ['妹の誕生日は5月3日です', '妹の誕生日は5月4日です'],
    ['我姐姐的生日是5月3日', '我姐姐的生日是5月4日'],
    ['好きな色は緑です', '好きな色は青です'],
    ['Я живу в Москве', 'Я переехал в Казань'],
    ['Я живу в Москве', 'Я живу в Казани'],
    ['I live in New York', 'I live in San Francisco'],
  ])('“%s”, then “%s”', ([old, fresh]) => {
    expect(isReplaced(old, fresh)).toBe(true)
  })

  test.for<readonly [old: string, fresh: string]>([
    ['Ich wohne in Graz', 'Der Nutzer wohnt in Wien.'],
    ['大阪に住んでいます', 'ユーザーは京都に住んでいます。'],
  ])('“%s”, then “%s”, of which the learner knows that it tells a home', ([old, fresh]) => {
    expect(isReplaced(old, fresh, 'home')).toBe(true)
  })
})

describe('a sentence that leaves another where nobody is asked, as both may hold', () => {
  test.for<readonly [old: string, fresh: string]>([
    ['I work on a thesis about moths', 'I work on a game about frogs'],
    ['My cat is called Miso', 'My dog is called Miso'],
    ['My cat is called Miso', 'My cat is called Tofu'],
    ['I have a son called Ben', 'I have a son called Tim'],
    ['I have a cat named Miso', 'I have a cat named Tofu'],
    ['My phone number is 12345', 'My work phone number is 67890'],
    ['I was born in Kraków', 'I was born in 1990'],
    ['I was born in Kraków', 'I was born on a Sunday'],
    ['I moved to Oslo in 2019', 'I moved to Lisbon in 2023'],
    ['I live in Lisbon', 'I moved to Oslo in 2019'],
    ['I live in Lisbon', 'I moved to Oslo ten years ago'],
    ['I live in Lisbon', 'I am moving to Oslo next week'],
    ['I live in Lisbon', 'Last week I worked in Oslo'],
    ['I moved to Lisbon', 'In summer I live in Oslo'],
    ['I lived in Oslo for 3 years', 'I lived in Lisbon for 2 years'],
    ['I live in Oslo in summer', 'I live in Lisbon in winter'],
    ['I live in a flat', 'I live in Lisbon'],
    ['I like pizza', "I don't like pizza"],
    ['My favorite colour at school was red', 'My favourite colour is blue'],
    ['I have an appointment on Monday', 'I have an appointment on Friday'],
    ['Meine Katze heißt Miso', 'Mein Hund heißt Rex'],
    ['Meine Katze heißt Miso', 'Meine Katze heißt Tofu'],
    ['Meine Schuhgröße ist 42', 'Meine Hosengröße ist 38'],
    ['Meine Handynummer ist 0171 1', 'Meine Kundennummer ist 4711'],
    ['Mein Lieblingsessen ist Pizza', 'Meine Lieblingsfarbe ist Blau'],
    ['Mein Lieblingsfilm ist Alien', 'Mein Lieblingsbuch ist Momo'],
    ['Ich wohne im dritten Stock', 'Ich wohne in Kiel'],
    ['Ich ziehe im März nach Wien', 'Ich wohne in Kiel'],
    ['Ich ziehe mich warm an', 'Ich wohne in Kiel'],
    ["Mon chat s'appelle Miso", "Mon chien s'appelle Rex"],
    ["Mon chat s'appelle Miso", "Mon chat s'appelle Tofu"],
    ['Ma pointure est 42', 'Ma taille est 38'],
    ['Trabajo de noche', 'Trabajo en Seat'],
    ['Trabajo como enfermera', 'Trabajo en Seat'],
    ['Mi gato se llama Miso', 'Mi perro se llama Rex'],
    ['Mi gato se llama Miso', 'Mi gato se llama Tofu'],
    ['Vivo sola', 'Vivo en Cádiz'],
    ['猫の名前はミソです', '犬の名前はレックスです'],
    ['猫の名前はミソです', '猫の名前はトーフです'],
    ['夜に働いています', 'トヨタで働いています'],
    ['東京に引っ越したい', '京都に住んでいます'],
    ['我的猫叫咪咪', '我的狗叫旺财'],
    ['我的猫叫咪咪', '我的猫叫豆腐'],
    ['我在家工作', '我在华为工作'],
    ['我住在学校旁边', '我住在北京'],
    ['My email address is a@b.de', 'My address is Hauptstr. 3'],
    ["I don't live in Berlin", "I don't live in Bonn"],
    ['My favourite colour is not green', 'My favourite colour is not blue'],
    ['I live in Lisbon', 'I moved from Berlin'],
    ['Vivo en Sevilla', 'Me mudé de Cádiz'],
    ['i work at night', 'i work at siemens'],
    ['i live at home', 'i live in oslo'],
    ['Ich arbeite in Teilzeit', 'Ich arbeite in Kiel'],
    ['実家に住んでいます', '大阪に住んでいます'],
    ['One of my kids was born on May 3', 'One of my kids was born on June 9'],
    ['I was born in Kraków', 'I was born in Kiel'],
    ['I work at Bosch on Mondays', 'I work at Aldi on Saturdays'],
    ['My size in jeans is 32', 'My size in shirts is 40'],
    ['I was married to Tom', 'I am married to Kim'],
    ['My first wedding was on May 3', 'My second wedding was on June 3'],
    ["J'habite à Lyon la semaine", "J'habite à Nice le week-end"],
    ['Tengo un hermano que vive en Cádiz', 'Tengo un hermano que vive en Jerez'],
    ['I have a brother who lives in Rome', 'I have a brother who lives in Bern'],
    ['A friend of mine lives in Rome', 'A friend of mine lives in Bern'],
    ['Ein Freund von mir wohnt in Rom', 'Ein Freund von mir wohnt in Bern'],
    ['友達が大阪に住んでいます', '友達が京都に住んでいます'],
    ['我有个朋友住在上海', '我有个朋友住在北京'],
    ['I need to work on Monday', 'I need to work on Friday'],
    ['京都に住んでいます', '東京に引っ越したい'],
    ['I live in Lisbon', 'I might move to Canada'],
  ])('“%s”, then “%s”', ([old, fresh]) => {
    expect(isReplaced(old, fresh)).toBe(false)
  })

  test.for<readonly [old: string, fresh: string, facet: string]>([
    ['The user lives in Lisbon.', 'I live in a flat', 'home'],
    ['Ich wohne im dritten Stock', 'Der Nutzer wohnt in Kiel.', 'home'],
    ["The user's cat is called Miso.", 'My cat is called Tofu', 'name'],
  ])('“%s”, then “%s”, though one tells the %s', ([old, fresh, facet]) => {
    expect(isReplaced(old, fresh, facet)).toBe(false)
  })
})

describe('who does what to whom', () => {
  test.for<readonly [old: string, fresh: string]>([
    ['I live with my parents', 'My parents live with me'],
    ['我喜欢她', '她喜欢我'],
    ['私は彼が好き', '彼は私が好き'],
  ])('“%s” is not repeated by “%s”', ([old, fresh]) => {
    expect(compareSentences(sentenceParts(fresh, MONDAY), sentenceParts(old, MONDAY))).not.toBe('repeats')
  })
})
