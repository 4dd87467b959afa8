import { expect, test } from 'vitest'
import { withMentions, withNames } from '../../../demo/discord-text/mentions.ts'
import { harmless, rowsShown, width, wrap } from '../../../demo/terminal/render/text.ts'
import { lastRows } from '../../../demo/terminal/tty-screen.ts'
import { fc } from '../../support/property.ts'

test.each([
  ['plain', 5],
  ['日本', 4],
  ['e\u0301', 1],
  ['👩‍👩‍👧', 2],
])('%s is %i columns wide', (text, columns) => {
  expect(width(text)).toBe(columns)
})

test('breaks between words, and within one that is too long', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
  expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
  expect(wrap('日本語', 4)).toEqual(['日本', '語'])
  expect(wrap('', 10)).toEqual([''])
})

test('no row is too wide, and no word is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (source, columns) => {
      const text = harmless(source).replaceAll('\n', ' ')
      const rows = wrap(text, columns)
      expect(Math.max(...rows.map(width))).toBeLessThanOrEqual(columns)
      expect(rows.join('').replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''))
    }),
  )
})

test('lets no message steer the terminal', () => {
  expect(harmless(`a${'\u001b'}[2J`)).toBe('a[2J')
  expect(harmless(`a${'\u202e'}b\t`)).toBe('ab    ')
  expect(harmless('a\r\nb\rc')).toBe('a\nbc')
})

test('counts rows as a narrower terminal breaks them', () => {
  expect(rowsShown(['12345678', '', '123'], 4)).toBe(4)
})

test('a preview that does not fit shows its end', () => {
  expect(lastRows(['1', '2', '3'], 3, '⋯')).toEqual(['1', '2', '3'])
  expect(lastRows(['1', '2', '3', '4'], 3, '⋯')).toEqual(['⋯', '3', '4'])
})

test('mentions are written and read as names', () => {
  const names = {
    users: [
      { id: '1', name: 'Keepsake' },
      { id: '2', name: 'Ada' },
      { id: '3', name: 'Ada B' },
    ],
    channels: [{ id: '9', name: 'general' }],
    roles: [],
  }
  const sent = withMentions('@keepsake tell @Ada B in #general, not x@Ada or @Adam', names)

  expect(sent).toBe('<@1> tell <@3> in <#9>, not x@Ada or @Adam')
  expect(withNames(sent, names)).toBe('@Keepsake tell @Ada B in #general, not x@Ada or @Adam')
})
