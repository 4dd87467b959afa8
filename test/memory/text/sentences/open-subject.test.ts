// biome-ignore-all lint/security/noSecrets: sentences of languages that are written without spaces
import { describe, expect, test } from 'vitest'
import { loadDateVocabulary } from '../../../../src/memory/text/dates/word-index.ts'
import { findAntecedent, hasOpenSubject } from '../../../../src/memory/text/sentences/open-subject.ts'

await loadDateVocabulary()

describe('a sentence that does not name whom it tells of', () => {
  test.for([
    "She's been there for 3 years and loves it.",
    'And he loves it',
    'Her dog is called Rex.',
    'They moved to Rome',
    'Last year she moved to Rome',
    'In 2019 he moved to Rome',
    'Er arbeitet dort seit drei Jahren',
    'Aber sie wohnt in Kiel',
    'Seine Schwester wohnt in Kiel',
    'Il travaille là-bas depuis trois ans',
    'Elle habite à Lyon',
    'Ella trabaja allí',
    'Su hermano vive en Cádiz',
    'Lei lavora a Roma',
    'Ela mora no Porto',
    'Hij werkt bij Philips',
    'Han jobbar på Volvo sedan tre år',
    'Ona pracuje w banku',
    'Он работает там',
    'Вона живе у Києві',
    '彼女は看護師です',
    'でも彼は東京に住んでいる',
    '他在上海工作',
    '但是她住在北京',
    '그녀는 간호사예요',
  ])('%s', sentence => {
    expect(hasOpenSubject(sentence)).toBe(true)
  })

  test.for([
    'My sister lost her job',
    'Sarah loves her dog',
    'I think she is right',
    'I love her',
    'It rains in Oslo',
    'When he was small, Tom lived in Rome',
    'Theo is my friend',
    'Last year I moved to Rome',
    'Meine Schwester hat ihre Stelle verloren',
    'Il mio cane si chiama Rex',
    "Il y a trois ans j'ai déménagé à Paris",
    'Mi hermana vive con su novio',
    'Son las tres',
    'Han pasado tres años',
    'Moja siostra kocha jego psa',
    '他の人は来ない',
    '妹は彼女の犬が好きです',
    '我喜欢她',
  ])('but not: %s', sentence => {
    expect(hasOpenSubject(sentence)).toBe(false)
  })
})

describe('whom it tells of', () => {
  test.for<readonly [before: string, meant: string]>([
    ['My friend Sarah works at Google as a software engineer.', 'My friend Sarah'],
    ['my friend sarah works at google', 'my friend'],
    ['Sarah works at Google.', 'Sarah'],
    ["Sarah's brother works at Lidl.", "Sarah's brother"],
    ['John Smith is my boss.', 'John Smith'],
    ['My boss is John Smith.', 'My boss'],
    ['I met Tom in Oslo.', 'Tom'],
    ['I work with Tom.', 'Tom'],
    ["My sister's a nurse.", 'My sister'],
    ['My friend Sarah works at Google. I like her a lot.', 'My friend Sarah'],
    ['My friend Sarah works at Google. She is nice. It rains.', 'My friend Sarah'],
    ['I have a younger sister.', 'a younger sister'],
    ['Ich habe einen Bruder.', 'einen Bruder'],
    ['Meine Freundin Sarah arbeitet bei Google.', 'Meine Freundin Sarah'],
    ['Mi hermana Mia vive en Cádiz.', 'Mi hermana Mia'],
    ['Моя сестра Аня живёт в Казани.', 'Моя сестра Аня'],
    ['妹は東京で働いています。', '妹'],
    ['我妹妹在上海工作。', '我妹妹'],
  ])('after “%s” it is “%s”', ([before, meant]) => {
    expect(findAntecedent([before])).toBe(meant)
  })

  test.for([
    'I live in Lisbon.',
    "I'm Alex",
    'My name is Alex.',
    'My sister met Tom.',
    "Sarah's brother works at Lidl and my sister as well.",
    'Thanks!',
    'Yesterday was hard.',
    '我昨天很忙。',
    'It is raining in London.',
    'I work in the mornings.',
    '',
  ])('after “%s” nobody can tell', before => {
    expect(findAntecedent([before])).toBeUndefined()
  })

  test('is the one who was named last', () => {
    expect(findAntecedent(['My sister Mia sings.', 'My brother Tom dances.'])).toBe('My brother Tom')
    expect(findAntecedent(['My sister Mia sings.', 'My brother met Tom.'])).toBeUndefined()
  })
})
