import { expect, test } from 'vitest'
import { hideLinks } from '../../../src/discord/outgoing/links.ts'
import { splitAnswer } from '../../../src/discord/outgoing/split-answer.ts'
import { splitMessage } from '../../../src/discord/outgoing/split-message.ts'
import { fc, runs } from '../../support/property.ts'

const known: ReadonlySet<string> = new Set(['https://docs.example.org'])
const piece = fc.oneof(
  fc.constantFrom('`', '```', '```ts\n', '\n', ' ', '](', '\\', 'https://docs.example.org', 'https://evil.example/x'),
  fc.integer({ min: 1, max: 900 }).map(length => 'word '.repeat(length / 5)),
  fc.integer({ min: 1, max: 900 }).map(length => 'x'.repeat(length)),
  fc.integer({ min: 1, max: 30 }).map(count => '`a` https://evil.example/y '.repeat(count)),
)

test('wherever an answer is cut, no message holds a link that can be opened, and each fits', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
      for (const isGrowing of [false, true]) {
        for (const part of splitAnswer(pieces.join(''), { known, isGrowing })) {
          expect(part.length).toBeLessThanOrEqual(2000)
          expect(hideLinks(part, { known })).toBe(part)
        }
      }
    }),
    runs(200),
  )
})

test('an answer without other links is split as it stands', () => {
  const text = `${'word '.repeat(900)}https://docs.example.org ${'\n```ts\nconst x = 1\n```'.repeat(40)}`

  expect(splitAnswer(text, { known })).toEqual(splitMessage(text))
})
