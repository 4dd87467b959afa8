import { describe, expect, test } from 'vitest'
import { claimedNumbers, isClaimIn, possibleNumbers } from '../../../src/memory/text/numbers/numbers.ts'

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

/** What somebody writes, and how a careful model tells the same number. */
const SAME = `
1,2jt sebulan = 1,2 juta sebulan | 900rb aja = Harganya 900.000 rupiah | dua setengah juta = Harganya 2,5 juta | 1jt200 = Harganya 1.200.000
пробег 84к = Пробег 84 тысячи | по полторы тыщи = Скидываются по 1500 | полтора миллиона = Квартира стоит 1,5 миллиона | 3 тысячи 500 = Стоит 3500
две с половиной тысячи = Стоит 2500 рублей | тысяч пять = Стоит около 5000 | за 7 тис = Кімната за 7000 | півтори тисячі = Коштує 1500 гривень
डेढ़ लाख में = 1.5 लाख में | डेढ़ लाख = कीमत 1,50,000 रुपये है | 1 लाख 35 में = 1 लाख 35 हज़ार में | ढाई हज़ार = 2500 रुपये
1.35 lakh = It sold for 135,000 rupees | 5 crore = It costs 50 million | 2 lakh 40 thousand = It costs 240,000 | 2L = It cost 2 lakh
7万8千円 = 最安は78,000円だった | 7万8000円 = 78,000円 | 3億5千万 = 3億5000万円 | 年収500万 = 年収は5,000,000円 | 二万五千 = 25,000円
2万5 = 25000元 | 3千8 = 3800元 | 1.2w = 12000元 | 年薪30w = 年薪30万 | 3k5 = 3500 | 15萬 = 150,000
7만8천원 = 78,000원이었다 | 1억 5천 = 1억 5천만 원 | 300만원 = 3,000,000원 | 오천원 = 5000원 | 월세 85 = 월세 85만 원
2 mil 500 = Cuesta 2.500 euros | un millón y medio = Son 1,5 millones | 6 mil e 800 = O salário é de 6.800 | 2 mi = São 2 milhões
18tr = 18 triệu | 2tr5 = 2,5 triệu | 1 triệu 2 = 1,2 triệu | 500 ngàn = 500.000 đồng
2 buçuk milyon = 2,5 milyon | 1 milyon 200 bin = 1.200.000 | 3 tys = 3000 zł | 3,5 tysiąca = 3500 zł | półtora tysiąca = 1500 zł | dwa i pół tysiąca = 2500 zł
zweieinhalbtausend = 2.500 Euro | anderthalbtausend = 1.500 Euro | 3 tausend 500 = 3.500 | 50 tsd = 50.000 | 2 Mio = 2 Millionen
2 mille 500 = 2500 euros | 2k5 = 2500 euros | 2 mila = 2000 euro | un milione e mezzo = 1,5 milioni | anderhalf duizend = 1500 euro | 15 tusen = 15 000 kronor
5 آلاف = 5000 ريال | ٣ ألف = 3000 | مليون ونص = 1.5 مليون
o seven = graduated in 2007 | nineteen oh five = in 1905 | '07 = in 2007 | half a mil = 500,000 | two grand = 2000 dollars | two dozen = 24 eggs`
  .trim()
  .split(/\n|\|/u)
  .map(line => line.split('=').map(part => part.trim()))

describe('numbers that are shortened or built of several', () => {
  test.each(SAME)('%s is %s', (said = '', told = '') => {
    const possible = possibleNumbers(said)
    expect(claimedNumbers(told).length).toBeGreaterThan(0)
    expect(claimedNumbers(told).every(claim => isClaimIn(claim, possible))).toBe(true)
  })

  test.each([
    ['5k', '50,000'],
    ['2,5 Mio', '25 Millionen'],
    ['84к', '48 тысяч'],
    ['1,2jt', '12 juta'],
    ['7万8千円', '68,000円'],
    ['1 लाख 35', '1 लाख 53 हज़ार'],
    ['2 lakh', '20 lakh'],
    ['3 tys', '30 tys'],
    ['900rb', '800 ribu'],
    ['2tr5', '5,2 triệu'],
    ['o seven', '2017'],
    ['15 минут', '50 минут'],
    ['je fais 1m92', '1,29 m'],
  ])('%s is not %s', (said, told) => {
    expect(claimedNumbers(told).every(claim => isClaimIn(claim, possibleNumbers(said)))).toBe(false)
  })
})
