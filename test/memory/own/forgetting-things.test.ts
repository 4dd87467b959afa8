import { describe, expect, test } from 'vitest'
import { whatGoes } from '../../../src/memory/own/what-goes.ts'
import type { Holdings } from '../../../src/memory/own-memory.ts'
import { DAY, fact, MONDAY } from '../known.ts'
import { holdings, segment, statement, talk } from './holding.ts'

function forgetFacts(held: Holdings, ...facts: string[]) {
  return whatGoes(held, { kind: 'things', facts, entities: [] })
}

function forgetEntity(held: Holdings, ...entities: string[]) {
  return whatGoes(held, { kind: 'things', facts: [], entities })
}

const lisbon = fact('The user lives in Lisbon.', {
  id: 'lisbon',
  facet: 'home',
  quote: 'I live in Lisbon',
  saidAt: MONDAY - DAY,
  sources: ['101'],
})
const oslo = fact('The user lives in Oslo.', {
  id: 'oslo',
  facet: 'home',
  quote: 'I moved to Oslo',
  replaces: ['lisbon'],
  sources: ['102'],
})
const tea = fact('The user likes tea.', { id: 'tea', quote: 'tea is what I like', sources: ['103'] })

describe('facts', () => {
  test('with one goes what it took the place of: it would hold again', () => {
    expect(forgetFacts(holdings([lisbon, oslo, tea]), 'oslo').forgetting.facts).toEqual(['lisbon', 'oslo'])
  })

  test('what took its place stays', () => {
    expect(forgetFacts(holdings([lisbon, oslo, tea]), 'lisbon').forgetting.facts).toEqual(['lisbon'])
  })

  test('an old value of the same facet goes though nothing says that it was replaced', () => {
    const elsewhere = fact('The user lives in Rome.', {
      id: 'rome',
      facet: 'home',
      scope: 'guild:7',
      saidAt: MONDAY - 2 * DAY,
    })
    const held = holdings([elsewhere, { ...oslo, replaces: [] }])
    expect(forgetFacts(held, 'oslo').forgetting.facts).toEqual(['rome', 'oslo'])
  })

  test('the same words under another scope go along, and so do other words that say it of the same', () => {
    const there = { ...tea, id: 'there', scope: 'guild:7' as const }
    const more = fact('The user lives in Oslo with Tom.', { id: 'more' })
    const sisters = fact("The user's sister lives in Oslo.", { id: 'sister' })
    const held = holdings([tea, there, oslo, more, sisters])
    expect(forgetFacts(held, 'tea').forgetting.facts).toEqual(['tea', 'there'])
    expect(forgetFacts(held, 'oslo').forgetting.facts).toEqual(['oslo', 'more'])
  })

  test('who moved away and back again has lived there twice: forgetting the town between keeps the present one', () => {
    const back = { ...lisbon, id: 'back', saidAt: MONDAY + DAY, replaces: ['oslo'] }
    const held = holdings([lisbon, oslo, back])
    expect(forgetFacts(held, 'oslo').forgetting.facts).toEqual(['lisbon', 'oslo'])
    expect(forgetFacts(held, 'back').forgetting.facts).toEqual(['lisbon', 'oslo', 'back'])
  })

  test('a fact that stays loses its quote, where that says it', () => {
    const both = fact('The user has a cat.', { id: 'cat', quote: 'I live in Lisbon with a cat' })
    const { forgetting } = forgetFacts(holdings([lisbon, both, tea]), 'lisbon')
    expect(forgetting).toMatchObject({ facts: ['lisbon'], unquoted: ['cat'] })
  })

  test('and the words kept around it, where they do', () => {
    const beside = fact('The user has a cat.', {
      id: 'cat',
      quote: 'I have a cat',
      near: 'I live in Lisbon by the sea.',
    })
    const { forgetting } = forgetFacts(holdings([lisbon, beside, tea]), 'lisbon')
    expect(forgetting).toMatchObject({ facts: ['lisbon'], unquoted: [], withoutNear: ['cat'] })
  })

  test('of what is not known nothing goes', () => {
    expect(forgetFacts(holdings([lisbon]), 'nowhere')).toMatchObject({ isEmpty: true, turns: 0, facts: [] })
  })
})

describe('what was said', () => {
  const conversations = [
    talk('1', {
      '101': ['I live in Lisbon', 'How nice!'],
      '102': ['Any plans?', 'You live in Lisbon: go to Belém.'],
      '103': ['tea is what I like', 'Noted.'],
      '104': ['What do I drink?', 'Tea.'],
    }),
    talk('2', { '201': ['As I said, I live in Lisbon', 'Yes.'] }, { scope: 'guild:7' }),
  ]
  const named = (held: Holdings, id: string) => forgetFacts(held, id).forgetting.turns.map(({ turn }) => turn)

  test('goes where it was said, with the answer, and where it was said again, in any conversation', () => {
    const held = holdings([lisbon, tea], { conversations })
    expect(named(held, 'lisbon')).toEqual(['q:101', 'a:101', 'a:102', 'q:201', 'a:201'])
    expect(forgetFacts(held, 'lisbon').turns).toBe(5)
  })

  test('and of answers that it went into, while the question stays', () => {
    expect(named(holdings([tea], { conversations, traces: { '104': ['tea'], '101': ['lisbon'] } }), 'tea')).toEqual([
      'q:103',
      'a:103',
      'a:104',
    ])
  })

  test('summaries go that cover it, or say it', () => {
    const segments = [
      segment('covers', 'They talked.', ['q:101', 'a:101']),
      segment('says', 'Ada lives in Lisbon and has a cat.', ['q:90']),
      segment('other', 'Ada asked about the weather in Lisbon.', ['q:91']),
    ]
    const held = holdings([lisbon], { conversations: [talk('1', {}, { segments })] })
    expect(forgetFacts(held, 'lisbon').forgetting.segments).toEqual([
      { channel: '1', id: 'covers' },
      { channel: '1', id: 'says' },
    ])
  })
})

describe('statements', () => {
  test('go that are linked to a fact, or tell its facet, under every scope; the old values too', () => {
    const statements = [
      statement('user', 'name', 'Ada', { sources: ['102'] }),
      statement('user', 'attr:home', 'Oslo', { fact: 'oslo' }),
      statement('user', 'attr:home', 'Oslo', { scope: 'guild:7', sources: ['500'] }),
      statement('user', 'attr:home', 'Rome', { scope: 'guild:8', sources: ['501'], saidAt: MONDAY - 9 * DAY }),
      statement('user', 'attr:employer', 'Google', { sources: ['102'] }),
    ]
    const { forgetting, statements: shown } = forgetFacts(holdings([oslo, tea], { statements }), 'oslo')
    expect(forgetting.statements).toEqual([
      { entity: 'user', field: 'attr:home', scope: 'dm' },
      { entity: 'user', field: 'attr:home', scope: 'guild:7' },
      { entity: 'user', field: 'attr:home', scope: 'guild:8' },
    ])
    expect(shown).toHaveLength(3)
  })

  const job = fact('The sister Sarah works at Google.', {
    id: 'job',
    subject: 'e1',
    quote: 'she works at Google',
    sources: ['301'],
  })
  const sarah = [
    statement('e1', 'name', 'Sarah', { sources: ['300'] }),
    statement('e1', 'relation', 'sister', { sources: ['300'] }),
    statement('e1', 'attr:employer', 'Google', { sources: ['301'] }),
  ]

  test('go that the same message told; the name stays as long as something is left that it names', () => {
    const pets = statement('e1', 'attr:pet:rex', 'Rex', { sources: ['302'] })
    const { forgetting } = forgetFacts(holdings([job], { statements: [...sarah, pets] }), 'job')
    expect(forgetting.statements).toEqual([{ entity: 'e1', field: 'attr:employer', scope: 'dm' }])
    const visit = fact('The user visited Sarah.', { id: 'visit' })
    expect(forgetFacts(holdings([job, visit], { statements: sarah }), 'job').entities).toEqual([])
  })

  test('go altogether, if nothing else is left of somebody', () => {
    const { forgetting, entities, statements } = forgetFacts(holdings([job, tea], { statements: sarah }), 'job')
    expect(forgetting.statements).toHaveLength(3)
    expect(entities.map(({ name }) => name)).toEqual(['Sarah'])
    expect(statements).toEqual([])
  })
})

describe('people and things', () => {
  const statements = [
    statement('e1', 'name', 'Sarah', { sources: ['300'] }),
    statement('e2', 'alias:sarah', 'Sarah', { scope: 'guild:7', sources: ['301'] }),
    statement('e2', 'attr:hobby:chess', 'chess', { scope: 'guild:7', sources: ['301'] }),
    statement('e3', 'name', 'Tom', { sources: ['302'] }),
    statement('e3', 'attr:partner', 'Sarah', { sources: ['302'] }),
    statement('e3', 'attr:age', '30', { sources: ['302'] }),
  ]
  const about = fact('She plays chess.', { id: 'chess', subject: 'e2', quote: 'she plays chess a lot' })
  const naming = fact('The user met Sarah in Rome.', { id: 'rome', quote: 'we met in Rome back then' })
  const other = fact('The user knows Sarahs.', { id: 'other', quote: 'they know so many' })
  const conversations = [
    talk('1', {
      '300': ['sarah came', 'Who?'],
      '400': ['And who else?', 'Only Sarah.'],
      '401': ['The Sarahs?', 'No.'],
    }),
  ]

  test('go under every scope, with the facts about them and those that name them', () => {
    const goes = forgetEntity(holdings([about, naming, other], { statements, conversations }), 'e1')
    expect(goes.forgetting.facts).toEqual(['chess', 'rome'])
    expect(goes.forgetting.statements.map(({ entity, field }) => `${entity} ${field}`)).toEqual([
      'e1 name',
      'e2 alias:sarah',
      'e2 attr:hobby:chess',
      'e3 attr:partner',
    ])
    expect(goes.entities.map(({ name }) => name)).toEqual(['Sarah'])
    expect(goes.statements.map(({ field }) => field)).toEqual(['attr:partner'])
    expect(goes.forgetting.turns.map(({ turn }) => turn)).toEqual(['q:300', 'a:300', 'a:400'])
  })

  test('a name that is a word as well is one in capitals alone', () => {
    const will = [statement('e1', 'name', 'will'), statement('e1', 'relation', 'brother')]
    const talks = [talk('1', { '500': ['it will rain', 'It will.'], '501': ['Is Will there?', 'Yes.'] })]
    const { forgetting } = forgetEntity(holdings([], { statements: will, conversations: talks }), 'e1')
    expect(forgetting.turns.map(({ turn }) => turn)).toEqual(['q:501', 'a:501'])
  })

  test("the user's profile goes with the facts it was made of, and not all that is known of them", () => {
    const profile = [
      statement('user', 'name', 'Ada', { sources: ['600'] }),
      statement('user', 'attr:home', 'Oslo', { fact: 'oslo' }),
    ]
    const goes = forgetEntity(holdings([oslo, tea], { statements: profile }), 'user')
    expect(goes.forgetting.facts).toEqual(['oslo'])
    expect(goes.forgetting.statements).toHaveLength(2)
  })
})
