import { expect, test } from 'vitest'
import { findFactOfNote } from '../../../src/memory/editing/correct.ts'
import { knownFact } from '../support/extraction.ts'

const lisbon = knownFact('1', 'The user lives in Lisbon.')
const fair = knownFact('2', 'The user goes to the fair (in March).')

test.each([
  ['The user lives in Lisbon.', lisbon],
  ['the user  lives in LISBON', lisbon],
  ['2026-11-02: The user lives in Lisbon.', lisbon],
  ['> - 2026-11-02: The user lives in Lisbon. (in March 2026)', lisbon],
  ['The user goes to the fair (in March).', fair],
  ['- 2026-11-02: The user goes to the fair (in March). (on 2026-03-05)', fair],
  ['The user lives in Lisbon, and is happy.', undefined],
  ['lives in Lisbon', undefined],
  ['> - 2026-11-02, planned, unsure (ask if it matters): The user lives in Lisbon.', lisbon],
  ['2026-11-02, until 2026-11-16: The user lives in Lisbon.', undefined],
  ['', undefined],
])('a note that a model gives back: %s', (note, fact) => {
  expect(findFactOfNote(note, [lisbon, fair])).toBe(fact)
})
