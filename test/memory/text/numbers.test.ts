import { describe, expect, test } from 'vitest'
import { possibleNumbers } from '../../../src/memory/text/numbers/numbers.ts'

describe('numbers that are told in words', () => {
  test.each([
    ['hes raising it to fourteen fifty', 1450],
    ['built in nineteen eighty-seven', 1987],
    ['two hundred ten thousand miles', 210_000],
    ['two hundred and ten', 210],
    ['kostet zweihundertfünfzig euro', 250],
    ['zwölfhundert im monat', 1200],
    ['driehonderd vijftig', 350],
    ['vijfentwintighonderd euro', 2500],
    ['millecinquecento', 1500],
    ['una px125 a millecinque', 1500],
    ['deux mille cinq cents balles', 2500],
    ['mil quinientos euros', 1500],
    ['doscientos cincuenta', 250],
    ['пятьсот двадцать рублей', 520],
    ['tvåhundratio', 210],
    ['四千五', 4500],
    ['三万二', 32_000],
  ])('%s can mean %d', (text, value) => {
    expect(possibleNumbers(text)).toContain(value)
  })

  test.each([
    ['nineteen eighty-seven', 106],
    ['fourteen fifty', 64],
    ['fifty fourteen thousand birds', 1450],
    ['千零五', 1500],
    ['drei Katzen und zwei Hunde', 5],
  ])('%s can’t mean %d', (text, value) => {
    expect(possibleNumbers(text)).not.toContain(value)
  })
})
