// biome-ignore-all lint/security/noSecrets: Chinese and Japanese put no spaces between words
import { expect, test } from 'vitest'
import { keywordsIn, wordsOf } from '../../../src/memory/text/words.ts'

test('endings, case and width do not matter', () => {
  expect(wordsOf('She LOVED ｈｉｋｉｎｇ')).toEqual(wordsOf('she loves hikes'))
})

test('a name is found with its genitive', () => {
  expect(wordsOf('Caroline’s necklace')).toContain(wordsOf('Caroline')[0])
})

test('numbers keep their points and commas', () => {
  expect(wordsOf('3.5 of 1,200 in 2026.')).toEqual(['3.5', 'of', '1,200', 'in', '2026'])
})

test('letters keep their marks, in any script', () => {
  expect(wordsOf('Straße, café, हिन्दी, 서울')).toEqual(['straße', 'café', 'हिन्दी', '서울'])
})

test('Japanese, Chinese and Thai are split into words', () => {
  expect(wordsOf('私は東京に住んでいます')).toContain('東京')
  expect(wordsOf('我住在北京')).toContain('北京')
  expect(wordsOf('iPhonesを買った')).toContain(wordsOf('iPhone')[0])
  expect(wordsOf('ฉันอยู่กรุงเทพ')).toContain('กรุงเทพ')
})

test('a text is split alike, whatever was split before', () => {
  const before = wordsOf('東京都')
  wordsOf('私は東京都に住んでいます。東京、都')

  expect(wordsOf('東京都')).toEqual(before)
})

test('a question is searched without its grammar', () => {
  expect(keywordsIn(wordsOf('What did I say about the trip to Japan?'))).toEqual(wordsOf('say trip Japan'))
})

test('a question of nothing but grammar keeps it', () => {
  expect(keywordsIn(wordsOf('Who is Will?'))).toContain('will')
})

test('words of any length and number are taken as they come', () => {
  expect(wordsOf('東京に住'.repeat(100_000)).length).toBeGreaterThan(200_000)
  const long = 'a'.repeat(10_000)

  expect(wordsOf(`${long} ${'word '.repeat(30_000)}`)).toHaveLength(30_001)
  expect(wordsOf(Array.from({ length: 30_000 }, (_, at) => `q${'xyz'[at % 3]}${at}`).join(' '))).toHaveLength(60_000)
})
