import { describe, expect, test } from 'vitest'
import { confirmNearDuplicates } from '../../../src/memory/extraction/deduplicate.ts'
import { contextOfTurns, embeddingText, neighboursOf } from '../../../src/memory/knowledge/fact-context.ts'
import { currentFacts, replacementsOf } from '../../../src/memory/knowledge/facts.ts'
import { leastUsefulFacts } from '../../../src/memory/learning/eviction.ts'
import type { Fact, Statement } from '../../../src/memory/types.ts'
import { knownFact, knownOf, MINUTE, MONDAY, talk } from '../support/extraction.ts'

const DAY = 24 * 60 * MINUTE

/** Facts of an id each, a minute apart. */
function known(facts: readonly Partial<Fact>[], statements: readonly Statement[] = []) {
  const dated = facts.map((fact, at) =>
    knownFact(String(at + 1), fact.text ?? `text ${at + 1}`, { saidAt: MONDAY + at * MINUTE, ...fact }),
  )
  return { user: '1', facts: dated, statements }
}
const currentIds = (of: ReturnType<typeof known>) => currentFacts(of).map(({ id }) => id)
const pastIds = (of: ReturnType<typeof known>) =>
  [...replacementsOf(of)].map(([past, by]) => `${past}<${by.id}`).toSorted((a, b) => a.localeCompare(b))

describe('what holds still', () => {
  test('a replaced fact is past for who hears the new one, and nobody else', () => {
    const both = known([{}, { replaces: ['1'] }])
    expect([currentIds(both), pastIds(both)]).toEqual([['2'], ['1<2']])
    expect(currentIds(known([{}]))).toEqual(['1'])
    expect(currentIds(known([{ replaces: ['hidden'] }]))).toEqual(['1'])
  })

  test('edges in a circle leave the one that was said last', () => {
    expect(currentIds(known([{ replaces: ['3'] }, { replaces: ['1'] }, { replaces: ['2'] }]))).toEqual(['3'])
    expect(currentIds(known([{ replaces: ['1'] }]))).toEqual(['1'])
  })

  test('of two homes under scopes that did not know of each other the later holds', () => {
    const homes = known([
      { text: 'The user lives in Porto.', facet: 'home', scope: 'dm' },
      { text: 'The user lives in Oslo.', facet: 'home', scope: 'guild:5' },
      { text: 'The user plans to live in Rome.', facet: 'home', kind: 'plan' },
    ])
    expect([currentIds(homes), pastIds(homes)]).toEqual([['2', '3'], ['1<2']])
  })

  test('facets that can have several values keep them', () => {
    expect(currentIds(known([{ facet: 'likes' }, { facet: 'likes' }]))).toEqual(['1', '2'])
  })

  test('one Sarah told of in two places has one home', () => {
    const sarahs = [knownOf('a', 'name', 'Sarah'), knownOf('b', 'name', 'sarah', { scope: 'guild:5' })]
    expect(
      currentIds(
        known(
          [
            { subject: 'a', facet: 'home' },
            { subject: 'b', facet: 'home' },
          ],
          sarahs,
        ),
      ),
    ).toEqual(['2'])
    expect(
      currentIds(
        known(
          [
            { subject: 'a', facet: 'home' },
            { subject: 'c', facet: 'home' },
          ],
          sarahs,
        ),
      ),
    ).toEqual(['1', '2'])
  })

  test('what was said in two scopes is one, and both are past when one is', () => {
    const twice = { text: 'The user likes tea.' }
    expect(currentIds(known([twice, { ...twice, scope: 'guild:5' }]))).toEqual(['2'])
    expect(pastIds(known([twice, { ...twice, scope: 'guild:5' }]))).toEqual([])
    expect(pastIds(known([twice, { ...twice, scope: 'guild:5' }, { replaces: ['1'] }]))).toEqual(['1<3', '2<3'])
  })
})

describe('the context of a fact', () => {
  const contextAt = (lines: readonly string[], at: number) => contextOfTurns(neighboursOf(talk(lines), at)).split('\n')

  test('is what the user said before and after; secrets and long turns are cut', () => {
    const long = `user: ${'long '.repeat(100)}`
    expect(contextAt(['user: my password is hunter2\nok', 'user: it', long], 1)).toEqual([
      'my password is … ok',
      'long '.repeat(100).slice(0, 300),
    ])
  })

  test('has none of the bot’s words, nor names, quoted lines and files that somebody else wrote', () => {
    const lines = ['user: We hike', 'bot: How nice!', 'user: it', 'bot: I see.', 'user: > she said no\nwith @⟨Bo Li⟩']
    expect(contextAt(lines, 2)).toEqual(['We hike', 'with'])
  })

  test('is embedded with the fact as far as it was said before', () => {
    expect(embeddingText({ near: 'We hike\nWe swim', text: 'The fact.' })).toBe('We hike\nThe fact.')
    expect(embeddingText({ near: '\nWe swim', text: 'The fact.' })).toBe('The fact.')
  })
})

describe('said again by meaning', () => {
  const green = knownFact('k', 'The user likes green tea a lot.')
  const settle = (fact: Partial<Fact>, similarity = 0.98) =>
    confirmNearDuplicates(
      [knownFact('n', 'Green tea: the user likes it a lot.', { saidAt: MONDAY, ...fact })],
      new Map([['n', [{ fact: green, similarity }]]]),
    )

  test('a near sentence in the known one’s words confirms it', () => {
    expect(settle({})).toEqual({
      facts: [],
      confirmed: [{ fact: 'k', saidAt: MONDAY }],
      merged: new Map([['n', 'k']]),
    })
  })

  test.each<[string, Partial<Fact>, number?]>([
    ['far', {}, 0.8],
    ['of another word', { text: 'The user likes black tea a lot.' }],
    ['denied', { text: 'The user does not like green tea a lot.' }],
    ['of another number', { text: 'The user likes 2 green tea.' }],
    ['of a name', { text: 'The user likes green tea from Kyoto.' }],
    ['of somebody else', { subject: 'e1' }],
    ['of another scope', { scope: 'guild:5' }],
    ['of a day', { eventAt: '2026-11-20' }],
    ['a correction of it', { replaces: ['k'] }],
  ])('one that is %s is new', (_, fact, similarity) => {
    expect(settle(fact, similarity)).toMatchObject({ facts: [{ id: 'n' }], confirmed: [] })
  })
})

describe('what goes first when there is no room', () => {
  test('the past, then what is old, never confirmed and of others', () => {
    const facts = [
      knownFact('confirmed', 'a', { confirmations: 3, confirmedAt: MONDAY }),
      knownFact('fresh', 'b', { saidAt: MONDAY }),
      knownFact('other', 'c', { saidAt: MONDAY, subject: 'e1' }),
      knownFact('old', 'd', { saidAt: MONDAY - 900 * DAY }),
      knownFact('past', 'e', { saidAt: MONDAY - DAY, confirmations: 9 }),
      knownFact('new', 'f', { saidAt: MONDAY, replaces: ['past'], confirmations: 1 }),
    ]
    expect(leastUsefulFacts(facts, 4, MONDAY)).toEqual(['past', 'old', 'other', 'fresh'])
    expect(leastUsefulFacts(facts, 0, MONDAY)).toEqual([])
    expect(leastUsefulFacts(facts, 99, MONDAY)).toHaveLength(6)
  })

  test('a plan whose day has passed goes before one that is to come', () => {
    const plans = [
      knownFact('to come', 'a', { kind: 'plan', eventAt: '2027-03' }),
      knownFact('over', 'b', { kind: 'plan', eventAt: '2026-03' }),
    ]
    expect(leastUsefulFacts(plans, 1, MONDAY)).toEqual(['over'])
  })

  test('what the user asked to be kept goes after what was picked up, but not for ever', () => {
    const facts = [
      knownFact('asked', 'a', { asked: 'command', saidAt: MONDAY - 30 * DAY }),
      knownFact('learned', 'b', { saidAt: MONDAY - 30 * DAY }),
      knownFact('asked long ago', 'c', { asked: 'message', saidAt: MONDAY - 900 * DAY }),
    ]
    expect(leastUsefulFacts(facts, 3, MONDAY)).toEqual(['asked long ago', 'learned', 'asked'])
  })
})
