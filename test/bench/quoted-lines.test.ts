import { expect, test } from 'vitest'
import { factMeant } from '../../bench/learning-quality/known-facts.ts'
import { quotedLine } from '../../bench/learning-quality/quoted-lines.ts'
import { knownFact } from '../memory/support/extraction.ts'

const lines = [
  { who: 'user', text: 'Tom plays chess, I don’t.' },
  { who: 'bot', text: 'And tea?' },
  { who: 'user', text: 'Yes.' },
  { who: 'bot', text: 'And coffee, with milk?' },
  { who: 'user', text: 'Yes! Black coffee, at 9.' },
]

test.each([
  ['in whatever case and marks', 'tom plays chess', 'Tom plays chess.', 0],
  ['in the one of several that tells more of it', 'yes', 'The user drinks black coffee.', 4],
  ['in the first of several that tell as much', 'yes', 'The user agrees.', 2],
  ['only in what the user said', 'with milk', 'The user takes milk.', undefined],
  ['in the nearest where the words are not quite the same', 'black coffee at nine', 'The user drinks coffee.', 4],
  ['nowhere', 'Zelda sings', 'Zelda sings.', undefined],
])('a quote stands %s', (_, quote, said, line) => {
  expect(quotedLine(lines, quote, said)).toBe(line)
})

test('some words mean the known fact that holds them: of the same facet, else the newest', () => {
  const home = knownFact('1', 'The user lives in Oslo.', { facet: 'home' })
  const work = knownFact('2', 'The user works in Oslo.', { facet: 'employer' })

  expect(factMeant('in oslo', 'home', [home, work])).toBe(home)
  expect(factMeant('in oslo', 'pet', [home, work])).toBe(work)
  expect(factMeant('in Rome', 'home', [home, work])).toBeUndefined()
})
