import { expect, test } from 'vitest'
import { languageLabel } from '../../../src/memory/text/language.ts'

test.each([
  ['Ich wohne in Wien.', 'de', 'latin-de'],
  ['Moro em São Paulo.', 'pt-BR', 'latin-pt'],
  ['I live in Wien.', undefined, 'latin'],
  ['Ich wohne in Wien.', 'ru', 'latin'],
  ['a locale that nobody has', '../evil', 'latin'],
  ['живу в Химках', 'en-US', 'cyrillic'],
  ['今日から 東京', 'ja', 'japanese'],
  ['我住在 东京', 'zh-CN', 'chinese'],
  ['망원동으로 이사했어', 'ko', 'korean'],
  ['मैं पुणे में रहता हूं', 'hi', 'devanagari'],
  ['اسكندرية', 'en-US', 'arabic'],
  ['Μένω στην Αθήνα', 'el', 'greek'],
  ['👍 42', 'de', 'other'],
  ['', undefined, 'other'],
])('%s, in Discord in %s, is %s', (text, locale, label) => {
  expect(languageLabel(text, locale)).toBe(label)
})
