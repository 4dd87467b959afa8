import { describe, expect, test } from 'vitest'
import {
  canBeKept,
  type QuestionWithRejectedQuotes,
  rejectedQuoteReasons,
  rejectedWords,
} from '../../../src/memory/knowledge/rejected-quotes.ts'
import { audienceOfScope } from '../../../src/memory/scope.ts'
import { knownFact, MONDAY } from '../support/extraction.ts'

const DAY = 86_400_000
const alone = { kind: 'user' } as const
const nobodyElse = { facts: [] }

function question(parts: Partial<QuestionWithRejectedQuotes> = {}): QuestionWithRejectedQuotes {
  const quotes = [{ reason: 'name', from: 0, to: 6 } as const]
  return { message: '1', text: 'I live in Lisbon.', channel: '10', scope: 'dm', saidAt: MONDAY, quotes, ...parts }
}

const told = (...args: Parameters<typeof rejectedWords>) => rejectedWords(...args).map(({ words }) => words)

describe('what was not learned', () => {
  test('is told in the words of the question, newest first', () => {
    const older = question({
      message: '0',
      text: 'I like tea.',
      saidAt: MONDAY - 1,
      quotes: [{ reason: 'name', from: 2, to: 10 }],
    })

    expect(told([older, question()], nobodyElse, alone, MONDAY)).toEqual(['I live', 'like tea'])
  })

  test('is told for a week', () => {
    expect(told([question()], nobodyElse, alone, MONDAY + 7 * DAY)).toEqual(['I live'])
    expect(told([question()], nobodyElse, alone, MONDAY + 7 * DAY + 1)).toEqual([])
  })

  test('is told where it was heard, and in the direct message', () => {
    const inServer = question({ scope: 'guild:5', guild: '5' })

    expect(
      told([inServer, question({ text: 'My own secret' })], nobodyElse, audienceOfScope('guild:5', '5'), MONDAY),
    ).toEqual(['I live'])
    expect(told([inServer], nobodyElse, audienceOfScope('guild:6', '6'), MONDAY)).toEqual([])
    expect(told([inServer], nobodyElse, { kind: 'unknown' }, MONDAY)).toEqual([])
    expect(told([inServer], nobodyElse, alone, MONDAY)).toEqual(['I live'])
  })

  test('is not told once it is known in the same words', () => {
    const known = { facts: [knownFact('k', 'The user lives.', { quote: 'i  LIVE' })] }

    expect(told([question()], known, alone, MONDAY)).toEqual([])
  })

  test('says of a secret only that there was one', () => {
    const secret = question({ quotes: [{ reason: 'secret', from: 0, to: 17 }] })

    expect(rejectedWords([secret], nobodyElse, alone, MONDAY)).toMatchObject([{ reason: 'secret', words: '' }])
  })
})

test('neither a secret nor a rule for the bot can be kept', () => {
  expect(rejectedQuoteReasons.filter(reason => !canBeKept({ reason }))).toEqual(['secret', 'instruction'])
})
