import { describe, expect, test } from 'vitest'
import { correctEntity, correctFact } from '../../../src/memory/editing/correct.ts'
import { type ExplicitMemory, type RememberResult, rememberVerbatim } from '../../../src/memory/editing/remember.ts'
import { currentFacts } from '../../../src/memory/knowledge/facts.ts'
import type { Fact } from '../../../src/memory/types.ts'
import { factNotes } from '../../../src/prompt/sections/notes.ts'
import { DAY, fact, MONDAY } from '../support/knowledge.ts'
import { overviewOf, statementOf } from '../support/user-data.ts'

const settings = { maxFacts: 3, maxEntities: 3 }

function said(text: string, more: Partial<ExplicitMemory> = {}): ExplicitMemory {
  const conversation = { user: '1', channel: '5' }
  return { text, id: '700', asked: 'command', conversation, scope: 'dm', saidAt: MONDAY, ...more }
}

function change(kept: RememberResult) {
  if (kept.kind === 'refused') throw new Error(`It was refused: ${kept.why}.`)
  return kept.change
}

describe('what a user tells to be kept', () => {
  test('is kept in their words, as a fact about them', () => {
    const kept = rememberVerbatim(
      said(' I am allergic\n to\u0007 nuts… ', { guild: '7', scope: 'guild:7' }),
      overviewOf([]),
      settings,
    )
    expect(kept).toMatchObject({
      kind: 'new',
      fact: {
        ...{ text: 'I am allergic to nuts…', quote: 'I am allergic to nuts…', kind: 'personal', subject: 'user' },
        ...{ scope: 'guild:7', guild: '7', channel: '5', sources: ['700'], asked: 'command', near: '', replaces: [] },
      },
    })
    expect(change(kept)).toMatchObject({ epoch: 'e', facts: [{ text: 'I am allergic to nuts…' }], evictedFacts: [] })
  })

  test.each([
    ['  \n\u200b ', 'empty'],
    ['a'.repeat(1001), 'tooLong'],
    ['My password is hunter22', 'secret'],
    ['the card 4111 1111 1111 1111', 'secret'],
  ])('is refused: %s', (text, why) => {
    expect(rememberVerbatim(said(text), overviewOf([]), settings)).toEqual({ kind: 'refused', why })
  })

  test('confirms the same words under the same scope, once for each time it is told', () => {
    const old = fact('I sing.', { id: 'old', sources: ['600'] })
    const again = rememberVerbatim(said('i  SING'), overviewOf([old]), settings)
    expect(again).toMatchObject({ kind: 'known', fact: { id: 'old' } })
    expect(change(again)).toMatchObject({
      requiredFacts: ['old'],
      facts: [],
      confirmed: [{ fact: 'old', saidAt: MONDAY }],
    })
    expect(change(rememberVerbatim(said('I sing', { id: '600' }), overviewOf([old]), settings)).confirmed).toEqual([])
    expect(rememberVerbatim(said('I sing', { scope: 'everywhere' }), overviewOf([old]), settings).kind).toBe('new')
  })

  test('makes room: what is of least use goes', () => {
    const facts = ['a', 'b', 'c'].map((id, at) => fact(id, { id, kind: at === 1 ? 'topic' : 'personal' }))
    expect(change(rememberVerbatim(said('I sing'), overviewOf(facts), settings)).evictedFacts).toEqual(['b'])
  })

  test('stands in a note as it was said', () => {
    const kept = rememberVerbatim(said('I am allergic to nuts'), overviewOf([]), settings)
    const facts = change(kept).facts
    const book = factNotes({ user: '1', facts, statements: [] }, 'UTC')
    expect(facts.map(one => book.withPast(one).text)).toEqual([
      '> - 2026-11-16, the user said: "I am allergic to nuts"\n',
    ])
  })
})

describe('a correction', () => {
  const old = fact('The user lives in Lisbon.', { id: 'old', facet: 'home', scope: 'guild:7', saidAt: MONDAY - DAY })

  test('takes the place of the old fact, under its scope and about the same', () => {
    const kept = correctFact(old, said('I live in Oslo'), overviewOf([old]), settings)
    expect(kept).toMatchObject({
      kind: 'new',
      fact: {
        text: 'I live in Oslo',
        scope: 'guild:7',
        facet: 'home',
        replaces: ['old'],
        asked: 'command',
        channel: '5',
      },
    })
    const { facts, requiredFacts } = change(kept)
    expect(requiredFacts).toEqual(['old'])
    expect(currentFacts({ user: '1', facts: [old, ...facts], statements: [] })).toEqual(facts)
  })

  test('is the later word, whatever the clocks say', () => {
    const kept = correctFact(old, said('I live in Oslo', { saidAt: 5 }), overviewOf([old]), settings)
    expect(currentFacts({ user: '1', facts: [old, ...change(kept).facts], statements: [] })).toHaveLength(1)
  })

  test('in the same words changes nothing', () => {
    const kept = correctFact(old, said('the user lives in Lisbon'), overviewOf([old]), settings)
    expect(kept).toMatchObject({ kind: 'known', fact: { id: 'old' } })
    expect(change(kept)).toMatchObject({ facts: [], confirmed: [], requiredFacts: [] })
  })

  test('in the words of another fact takes the place of both', () => {
    const other = fact('I live in Oslo', { id: 'other', scope: 'guild:7' })
    const kept = correctFact(old, said('I live in Oslo', { saidAt: MONDAY + 1 }), overviewOf([old, other]), settings)
    expect(change(kept).facts[0]?.replaces).toEqual(['old', 'other'])
  })

  test('makes what says the same of the profile past as well', () => {
    const home = statementOf('user', 'attr:home', 'Lisbon', { scope: 'guild:7' })
    const kept = correctFact(old, said('I live in Oslo'), overviewOf([old], [home]), settings)
    expect(change(kept).statements).toEqual([{ ...home, fact: 'old' }])
  })

  test('leaves what says the same and was told to fewer: it is past for none of them', () => {
    const homes = (['guild:7', 'dm', 'guild:8', 'channel:9'] as const).map(scope =>
      statementOf('user', 'attr:home', 'Lisbon', { scope }),
    )
    const kept = correctFact(old, said('I live in Oslo'), overviewOf([old], homes), settings)
    expect(change(kept).statements.map(({ scope }) => scope)).toEqual(['guild:7'])
  })

  test('of somebody is a fact about them, in place of the details', () => {
    const statements = [
      statementOf('e1', 'name', 'Sarah'),
      statementOf('e2', 'alias:sarah', 'Sarah', { scope: 'guild:7' }),
      statementOf('e2', 'attr:hobby:chess', 'chess', { scope: 'guild:7' }),
      statementOf('e3', 'attr:age', '30'),
    ]
    const kept = correctEntity(['e1', 'e2'], said('She plays go'), overviewOf([], statements), settings)
    expect(kept).toMatchObject({
      kind: 'new',
      fact: { subject: 'e1', text: 'Sarah: She plays go', quote: 'She plays go' },
    })
    expect(change(kept).removed).toEqual({
      facts: [],
      statements: [
        { entity: 'e2', field: 'alias:sarah', scope: 'guild:7' },
        { entity: 'e2', field: 'attr:hobby:chess', scope: 'guild:7' },
      ],
    })
  })

  test('of somebody takes the place of the facts that say what goes, and of no others', () => {
    const of = (id: string, text: string, more = {}) => fact(text, { id, subject: 'e1', saidAt: MONDAY - DAY, ...more })
    const facts = [
      of('linked', 'She is an engineer there.'),
      of('facet', 'Sarah is at G.', { facet: 'employer' }),
      of('named', 'Sarah works at Google.'),
      of('kept', 'Sarah plays chess.'),
      of('other', 'Sarah has a cat.'),
      of('elsewhere', 'Google employs Sarah.', { scope: 'guild:7' }),
      of('theirs', 'Mia works at Google.', { subject: 'e2' }),
    ]
    const statements = [
      statementOf('e1', 'name', 'Sarah'),
      statementOf('e1', 'attr:employer', 'Google', { fact: 'linked', saidAt: MONDAY - 2 * DAY }),
      statementOf('e1', 'attr:hobby:chess', 'chess'),
    ]
    const replaced = (scope: ExplicitMemory['scope']) => {
      const kept = correctEntity(
        ['e1'],
        said('Sarah works at Apple and plays chess.', { scope, saidAt: 5 }),
        overviewOf(facts, statements),
        { maxFacts: 20, maxEntities: 20 },
      )
      const known = { user: '1', facts: [...facts, ...change(kept).facts], statements: [] }
      return facts.filter(one => !currentFacts(known).includes(one)).map(({ id }) => id)
    }
    expect(replaced('dm')).toEqual(['linked', 'facet', 'named', 'elsewhere'])
    expect(replaced('guild:7')).toEqual(['elsewhere'])
  })

  test('of the user takes no place of what only names a place or thing', () => {
    const home = fact('The user lives in Oslo.', { id: 'home', facet: 'home', saidAt: MONDAY - DAY })
    const trip = fact('The user has been to the opera in Oslo.', { id: 'trip', saidAt: MONDAY - DAY })
    const statements = [statementOf('user', 'attr:home', 'Oslo', { saidAt: MONDAY - DAY })]
    const kept = correctEntity(['user'], said('I live in Rome.'), overviewOf([home, trip], statements), settings)
    expect(change(kept).facts[0]?.replaces).toEqual(['home'])
  })

  test('of somebody in the words of a fact that holds confirms it, unless another says otherwise', () => {
    const apple = fact('Sarah works at Apple.', { id: 'apple', subject: 'e1', saidAt: MONDAY - DAY })
    const google = fact('Sarah works at Google.', { id: 'google', subject: 'e1', saidAt: MONDAY - DAY })
    const statements = [statementOf('e1', 'name', 'Sarah'), statementOf('e1', 'attr:employer', 'Google')]
    const kept = (facts: readonly (typeof apple)[]) =>
      correctEntity(['e1'], said('Sarah works at Apple.'), overviewOf(facts, statements), settings)
    expect(kept([apple])).toMatchObject({ kind: 'known', fact: { id: 'apple' } })
    expect(kept([apple, google])).toMatchObject({ kind: 'new', fact: { replaces: ['google', 'apple'] } })
  })

  test('of somebody tells no name to whom it was not told', () => {
    const statements = [
      statementOf('e1', 'name', 'Sarah'),
      statementOf('e1', 'relation', 'sister', { scope: 'guild:7' }),
    ]
    const text = (words: string, scope: ExplicitMemory['scope']) => {
      const kept = correctEntity(['e1'], said(words, { scope }), overviewOf([], statements), settings)
      return change(kept).facts[0]?.text
    }
    expect(text('She plays go', 'dm')).toBe('Sarah: She plays go')
    expect(text('She plays go', 'guild:7')).toBe('sister: She plays go')
    expect(text('She plays go', 'everywhere')).toBe('She plays go')
    expect(text('Sarah plays go', 'dm')).toBe('Sarah plays go')
  })

  test('of somebody in a private channel counts there in place of what its server was told, and of no other server', () => {
    const of = (id: string, text: string, more: Partial<Fact>) =>
      fact(text, { id, subject: 'e1', saidAt: MONDAY - DAY, ...more })
    const inServer = of('server', 'Sarah works at Google.', { scope: 'guild:7', guild: '7' })
    const facts = [
      inServer,
      of('elsewhere', 'Sarah is at Google.', { scope: 'guild:9', guild: '9' }),
      of('alone', 'Sarah has a job at Google.', { scope: 'dm' }),
    ]
    const inChannel = fact('Sarah sings.', { subject: 'e1', scope: 'channel:8', guild: '7' })
    const statements = [
      statementOf('e1', 'name', 'Sarah', { scope: 'guild:7' }),
      statementOf('e1', 'attr:employer', 'Google', { scope: 'channel:8' }),
    ]
    // The correction may be written anywhere: here in a server of which the channel is none.
    const where = { scope: 'channel:8', guild: '9' } as const
    const corrected = (known: readonly Fact[]) =>
      change(
        correctEntity(['e1'], said('She works at Apple.', where), overviewOf(known, statements), {
          maxFacts: 20,
          maxEntities: 20,
        }),
      ).facts[0]

    expect(corrected([...facts, inChannel])).toMatchObject({
      text: 'Sarah: She works at Apple.',
      scope: 'channel:8',
      replaces: ['server'],
    })
    // Where no fact tells of which server the channel is, it may be told of none.
    expect(corrected(facts)).toMatchObject({ text: 'She works at Apple.', replaces: [] })

    const known = { user: '1', statements: [] }
    expect(currentFacts({ ...known, facts: [inServer] })).toEqual([inServer]) // as the server still sees it
  })
})
