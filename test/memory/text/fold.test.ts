// biome-ignore-all lint/security/noSecrets: signs that can’t be seen are written by their numbers
import { describe, expect, test } from 'vitest'
import { cleanText } from '../../../src/memory/text/clean.ts'
import { foldText, withoutLeet, withoutSpacing } from '../../../src/memory/text/fold.ts'

describe('a clean text', () => {
  test.each([
    ['zero width', 'pass\u200bword', 'password'],
    ['soft hyphen', 'pass\u00adword', 'password'],
    ['grapheme joiner', 'pass\u034fword', 'password'],
    ['direction', '\u202edrowssap\u202c', 'drowssap'],
    ['isolated direction', '\u2067a\u2069', 'a'],
    ['tags', 'hi\u{E0069}\u{E0067}', 'hi'],
    ['tags behind a flag of another kind', '🇩🇪\u{E0069}\u{E007F}', '🇩🇪'],
    ['variation', 'a\ufe0fb\u{E0101}', 'ab'],
    ['joiner amid Latin letters', 'a\u200db', 'ab'],
    ['blank letters', 'a\u3164\uffa0b', 'ab'],
    ['a pile of marks', `a${'\u0315'.repeat(50)}`, `a${'\u0315'.repeat(4)}`],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
    ['a control', 'a\u0007b', 'a b'],
  ])('has nothing that can’t be seen: %s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean.normalize('NFC'))
  })

  test.each([
    ['a family', '👨‍👩‍👧‍👦'],
    ['a skin tone', '👩🏽‍🚀'],
    ['the flag of Scotland', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}'],
    ['a heart and a keycap', '❤️ 1️⃣'],
    ['Persian', 'می‌خواهم'],
    ['Hindi', 'क्‍ष हूँ'],
    ['Sinhala', 'ශ්‍රී'],
    ['Hebrew with vowels', 'שָׁלוֹם'],
    ['Thai', 'น้ำตก'],
    ['Arabic with vowels', 'مُحَمَّد'],
    ['Vietnamese', 'tiếng Việt'],
    ['lines', 'a\n\tb'],
  ])('keeps what a language or an emoji needs: %s', (_, text) => {
    expect(cleanText(text)).toBe(text.normalize('NFC'))
  })
})

describe('a folded text', () => {
  test.each([
    ['full width', 'ｐａｓｓｗｏｒｄ', 'password'],
    ['mathematical', '𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝', 'password'],
    ['circled', 'ⓟⓐⓢⓢ', 'pass'],
    ['squared', '🅿🅰🆂🆂', 'pass'],
    ['small capitals', 'ᴘᴀꜱꜱ', 'pass'],
    ['Cyrillic amid Latin', 'pаsswоrd', 'password'],
    ['Greek amid Latin', 'pαsswοrd', 'password'],
    ['Discord’s marks', '**pass** __word__ ||x|| ~~y~~ `z`', 'pass word x y z'],
    ['accents', 'contraseña', 'contrasena'],
    ['a long sign', 'ﷺ', 'ﷺ'],
  ])('is read as people read it: %s', (_, text, folded) => {
    expect(foldText(text).text).toBe(folded)
  })

  test.each(['Миша живёт в Москве', 'Ελλάδα', 'こんにちは', 'สวัสดี', 'שָׁלוֹם'])('stays of its script: %s', text => {
    expect(foldText(text).text).not.toMatch(/[a-z]/u)
  })

  test('tells where each character stood', () => {
    const { clean, text, starts } = foldText('my **ｐw** is ½')
    expect(starts).toHaveLength(text.length + 1)
    expect(clean.slice(starts[text.indexOf('p')], starts[text.indexOf('w')])).toBe('ｐ')
  })

  test('digits amid letters are the letters they look like', () => {
    expect(withoutLeet('my p4ssw0rd, d3pression; 12:45, 3rd, v1')).toBe('my password, depression; 12:45, erd, v1')
  })

  test('letters that were set apart stand together', () => {
    expect(withoutSpacing('I g n o r e that')).toBe('Ignore that')
    expect(withoutSpacing('i.g.n.o.r.e')).toBe('ignore')
    expect(withoutSpacing('I am a man')).toBe('I am a man')
  })
})
