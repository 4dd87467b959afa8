// biome-ignore-all lint/security/noSecrets: words of languages that are written without spaces
import { describe, expect, test } from 'vitest'
import { isEcho, mayBecomeEcho } from '../../../../src/memory/text/sentences/echo.ts'

const said = [
  'I promise to send you the photos of Rex on my birthday.',
  'We decided to use MariaDB for the shop.',
  'Ich wohne seit 2019 in Hamburg.',
  '私は東京に住んでいます。',
]
const message = 'What did I promise you?'
const echoable = { message, said }

describe('an answer that says of the bot what the person said of themselves', () => {
  test.each([
    'I promised to send you the photos of Rex on your birthday.',
    'I promise to send you the photos!',
    'I promised to mail you the photos of Rex on your birthday.',
    'We decided to use MariaDB.',
    'Ich wohne in Hamburg.',
    '私は東京に住んでいます',
    'what did I promise you',
    '**What did I promise you?**',
  ])('is an echo, and may become one as long as it is written: %s', answer => {
    expect(isEcho(answer, echoable)).toBe(true)
    const beginnings = [...answer].map((_, at) => answer.slice(0, at + 1))
    expect(beginnings.filter(begun => !mayBecomeEcho(begun, echoable))).toEqual([])
  })

  test.each([
    'You promised to send me the photos of Rex on your birthday.',
    'I know that you promised to send me the photos of Rex.',
    'I promise nothing to anybody at all.',
    'I promise that you will have the photos of Rex when you want them, and that they are good.',
    'My birthday is in May.',
    'I see.',
    'We decided.',
    'Du wohnst in Hamburg.',
    'あなたは東京に住んでいます。',
    'What did I promise you? Photos of Rex!',
    'Photos of Rex.',
  ])('is none: %s', answer => {
    expect(isEcho(answer, echoable)).toBe(false)
  })

  test('is held back no longer than that', () => {
    const shownFrom = (answer: string) =>
      [...answer].findIndex((_, at) => !mayBecomeEcho(answer.slice(0, at + 1), echoable))

    expect(shownFrom('You promised it.')).toBeLessThan(4)
    expect(shownFrom('I know that you promised it.')).toBeLessThan(8)
    expect(shownFrom('Hello!')).toBeLessThan(4)
  })
})
