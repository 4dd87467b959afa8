import { describe, expect, test } from 'vitest'
import { foldWords, isAbbreviatedIn, isNameIn } from '../../../src/memory/text/compare-names.ts'

describe('a name in other forms', () => {
  test.each([
    ['الأهلي', 'وانا اهلاوي'],
    ['الزمالك', 'طول عمري زملكاوي'],
    ['الأردن', 'انا اردنية من عمان'],
    ['ירושלים', 'אני מירושלים'],
    ['Казань', 'мы из казани'],
    ['Japón', 'en japon'],
  ])('%s stands in “%s”', (name, text) => {
    expect(isNameIn(name, foldWords(text))).toBe(true)
  })

  test.each([
    ['الأهلي', 'انا مع الهلال'],
    ['ياسين', 'انا في ياسمين الشام'],
    ['سارة', 'رحت السوق'],
  ])('%s does not stand in “%s”', (name, text) => {
    expect(isNameIn(name, foldWords(text))).toBe(false)
  })
})

describe('a name that is cut short', () => {
  const isAbbreviated = (name: string, sentence: string, text: string) =>
    isAbbreviatedIn(name, sentence, foldWords(text))

  test.each([
    ['Mühendisliğinde', 'Kullanıcı ODTÜ Bilgisayar Mühendisliğinde okudu.', 'odtü bilgisayar müh. okudum'],
    ['Computer Engineering', 'The user studied Computer Engineering.', 'did computer eng at metu'],
    ['Goethe Universität', 'Der Nutzer ist an der Goethe Universität.', 'bin an der goethe uni'],
  ])('%s of “%s” is meant in “%s”', (name, sentence, text) => {
    expect(isAbbreviated(name, sentence, text)).toBe(true)
  })

  test.each([
    ['Marlene', 'The user likes Marlene.', 'mar is my favourite month'],
    ['Goethe Universität', 'Der Nutzer ist an der Goethe Universität.', 'die uni mag goethe nicht'],
    ['Dermont', 'Der Nutzer wohnt mit Dermont zusammen.', 'ich wohn mit der freundin zusammen'],
    ['Sarah Connor', 'Sarah Connor is a friend.', 'my friend con called'],
  ])('%s of “%s” is not in “%s”', (name, sentence, text) => {
    expect(isAbbreviated(name, sentence, text)).toBe(false)
  })
})
