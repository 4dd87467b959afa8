import { describe, expect, test } from 'vitest'
import { planDeletion } from '../../../src/memory/forgetting/plan.ts'
import type { UserData } from '../../../src/memory/ports/user-memory-store.ts'
import { DAY, fact, MONDAY } from '../support/knowledge.ts'
import { conversationOf, statementOf, summaryOf, userDataOf } from '../support/user-data.ts'

function forgetFacts(held: UserData, ...facts: string[]) {
  return planDeletion(held, { kind: 'things', facts, entities: [] })
}

function forgetEntity(held: UserData, ...entities: string[]) {
  return planDeletion(held, { kind: 'things', facts: [], entities })
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
    expect(forgetFacts(userDataOf([lisbon, oslo, tea]), 'oslo').plan.facts).toEqual(['lisbon', 'oslo'])
  })

  test('what took its place stays', () => {
    expect(forgetFacts(userDataOf([lisbon, oslo, tea]), 'lisbon').plan.facts).toEqual(['lisbon'])
  })

  test('an old value of the same facet goes though nothing says that it was replaced', () => {
    const elsewhere = fact('The user lives in Rome.', {
      id: 'rome',
      facet: 'home',
      scope: 'guild:7',
      saidAt: MONDAY - 2 * DAY,
    })
    const held = userDataOf([elsewhere, { ...oslo, replaces: [] }])
    expect(forgetFacts(held, 'oslo').plan.facts).toEqual(['rome', 'oslo'])
  })

  test('the same words under another scope go along, and so do other words that say it of the same', () => {
    const there = { ...tea, id: 'there', scope: 'guild:7' as const }
    const more = fact('The user lives in Oslo with Tom.', { id: 'more' })
    const sisters = fact("The user's sister lives in Oslo.", { id: 'sister' })
    const held = userDataOf([tea, there, oslo, more, sisters])
    expect(forgetFacts(held, 'tea').plan.facts).toEqual(['tea', 'there'])
    expect(forgetFacts(held, 'oslo').plan.facts).toEqual(['oslo', 'more'])
  })

  test('who moved away and back again has lived there twice: forgetting the town between keeps the present one', () => {
    const back = { ...lisbon, id: 'back', saidAt: MONDAY + DAY, replaces: ['oslo'] }
    const held = userDataOf([lisbon, oslo, back])
    expect(forgetFacts(held, 'oslo').plan.facts).toEqual(['lisbon', 'oslo'])
    expect(forgetFacts(held, 'back').plan.facts).toEqual(['lisbon', 'oslo', 'back'])
  })

  test('a fact that stays loses its quote, where that says it', () => {
    const both = fact('The user has a cat.', { id: 'cat', quote: 'I live in Lisbon with a cat' })
    const { plan } = forgetFacts(userDataOf([lisbon, both, tea]), 'lisbon')
    expect(plan).toMatchObject({ facts: ['lisbon'], unquoted: ['cat'] })
  })

  test('and the words of its date, where they do', () => {
    const since = fact('The user has a cat.', { id: 'cat', eventAt: '2024', dateWords: 'since I live in Lisbon' })
    const { plan } = forgetFacts(userDataOf([lisbon, since, tea]), 'lisbon')
    expect(plan).toMatchObject({ facts: ['lisbon'], unquoted: ['cat'] })
  })

  test('and the words kept around it, where they do', () => {
    const beside = fact('The user has a cat.', {
      id: 'cat',
      quote: 'I have a cat',
      near: 'I live in Lisbon by the sea.',
    })
    const { plan } = forgetFacts(userDataOf([lisbon, beside, tea]), 'lisbon')
    expect(plan).toMatchObject({ facts: ['lisbon'], unquoted: [], withoutNear: ['cat'] })
  })

  test('of what is not known nothing goes', () => {
    expect(forgetFacts(userDataOf([lisbon]), 'nowhere')).toMatchObject({ isEmpty: true, turns: 0, facts: [] })
  })
})

describe('what was said', () => {
  const conversations = [
    conversationOf('1', {
      '101': ['I live in Lisbon', 'How nice!'],
      '102': ['Any plans?', 'You live in Lisbon: go to Belém.'],
      '103': ['tea is what I like', 'Noted.'],
      '104': ['What do I drink?', 'Tea.'],
    }),
    conversationOf('2', { '201': ['As I said, I live in Lisbon', 'Yes.'] }, { scope: 'guild:7' }),
  ]
  const named = (held: UserData, id: string) => forgetFacts(held, id).plan.turns.map(({ turn }) => turn)

  test('goes where it was said, with the answer, and where it was said again, in any conversation', () => {
    const held = userDataOf([lisbon, tea], { conversations })
    expect(named(held, 'lisbon')).toEqual(['q:101', 'a:101', 'a:102', 'q:201', 'a:201'])
    expect(forgetFacts(held, 'lisbon').turns).toBe(5)
  })

  test('and of answers that it went into, while the question stays', () => {
    expect(named(userDataOf([tea], { conversations, traces: { '104': ['tea'], '101': ['lisbon'] } }), 'tea')).toEqual([
      'q:103',
      'a:103',
      'a:104',
    ])
  })

  test('summaries go that cover it, or say it', () => {
    const summaries = [
      summaryOf('covers', 'They talked.', ['q:101', 'a:101']),
      summaryOf('says', 'Ada lives in Lisbon and has a cat.', ['q:90']),
      summaryOf('other', 'Ada asked about the weather in Lisbon.', ['q:91']),
    ]
    const held = userDataOf([lisbon], { conversations: [conversationOf('1', {}, { segments: summaries })] })
    expect(forgetFacts(held, 'lisbon').plan.segments).toEqual([
      { channel: '1', id: 'covers' },
      { channel: '1', id: 'says' },
    ])
  })
})

describe('statements', () => {
  test('go that are linked to a fact, or tell its facet, under every scope; the old values too', () => {
    const statements = [
      statementOf('user', 'name', 'Ada', { sources: ['102'] }),
      statementOf('user', 'attr:home', 'Oslo', { fact: 'oslo' }),
      statementOf('user', 'attr:home', 'Oslo', { scope: 'guild:7', sources: ['500'] }),
      statementOf('user', 'attr:home', 'Rome', { scope: 'guild:8', sources: ['501'], saidAt: MONDAY - 9 * DAY }),
      statementOf('user', 'attr:employer', 'Google', { sources: ['102'] }),
    ]
    const { plan, statements: shown } = forgetFacts(userDataOf([oslo, tea], { statements }), 'oslo')
    expect(plan.statements).toEqual([
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
    statementOf('e1', 'name', 'Sarah', { sources: ['300'] }),
    statementOf('e1', 'relation', 'sister', { sources: ['300'] }),
    statementOf('e1', 'attr:employer', 'Google', { sources: ['301'] }),
  ]

  test('go that the same message told; the name stays as long as something is left that it names', () => {
    const pets = statementOf('e1', 'attr:pet:rex', 'Rex', { sources: ['302'] })
    const { plan } = forgetFacts(userDataOf([job], { statements: [...sarah, pets] }), 'job')
    expect(plan.statements).toEqual([{ entity: 'e1', field: 'attr:employer', scope: 'dm' }])
    const visit = fact('The user visited Sarah.', { id: 'visit' })
    expect(forgetFacts(userDataOf([job, visit], { statements: sarah }), 'job').entities).toEqual([])
  })

  test('go altogether, if nothing else is left of somebody', () => {
    const { plan, entities, statements } = forgetFacts(userDataOf([job, tea], { statements: sarah }), 'job')
    expect(plan.statements).toHaveLength(3)
    expect(entities.map(({ name }) => name)).toEqual(['Sarah'])
    expect(statements).toEqual([])
  })
})

describe('people and things', () => {
  const statements = [
    statementOf('e1', 'name', 'Sarah', { sources: ['300'] }),
    statementOf('e2', 'alias:sarah', 'Sarah', { scope: 'guild:7', sources: ['301'] }),
    statementOf('e2', 'attr:hobby:chess', 'chess', { scope: 'guild:7', sources: ['301'] }),
    statementOf('e3', 'name', 'Tom', { sources: ['302'] }),
    statementOf('e3', 'attr:partner', 'Sarah', { sources: ['302'] }),
    statementOf('e3', 'attr:age', '30', { sources: ['302'] }),
  ]
  const about = fact('She plays chess.', { id: 'chess', subject: 'e2', quote: 'she plays chess a lot' })
  const naming = fact('The user met Sarah in Rome.', { id: 'rome', quote: 'we met in Rome back then' })
  const other = fact('The user knows Sarahs.', { id: 'other', quote: 'they know so many' })
  const conversations = [
    conversationOf('1', {
      '300': ['sarah came', 'Who?'],
      '400': ['And who else?', 'Only Sarah.'],
      '401': ['The Sarahs?', 'No.'],
    }),
  ]

  test('go under every scope, with the facts about them and those that name them', () => {
    const goes = forgetEntity(userDataOf([about, naming, other], { statements, conversations }), 'e1')
    expect(goes.plan.facts).toEqual(['chess', 'rome'])
    expect(goes.plan.statements.map(({ entity, field }) => `${entity} ${field}`)).toEqual([
      'e1 name',
      'e2 alias:sarah',
      'e2 attr:hobby:chess',
      'e3 attr:partner',
    ])
    expect(goes.entities.map(({ name }) => name)).toEqual(['Sarah'])
    expect(goes.statements.map(({ field }) => field)).toEqual(['attr:partner'])
    expect(goes.plan.turns.map(({ turn }) => turn)).toEqual(['q:300', 'a:300', 'a:400'])
  })

  test('a name that is a word as well is one in capitals alone', () => {
    const will = [statementOf('e1', 'name', 'will'), statementOf('e1', 'relation', 'brother')]
    const talks = [conversationOf('1', { '500': ['it will rain', 'It will.'], '501': ['Is Will there?', 'Yes.'] })]
    const { plan } = forgetEntity(userDataOf([], { statements: will, conversations: talks }), 'e1')
    expect(plan.turns.map(({ turn }) => turn)).toEqual(['q:501', 'a:501'])
  })

  test("the user's profile goes with the facts it was made of, and not all that is known of them", () => {
    const profile = [
      statementOf('user', 'name', 'Ada', { sources: ['600'] }),
      statementOf('user', 'attr:home', 'Oslo', { fact: 'oslo' }),
    ]
    const goes = forgetEntity(userDataOf([oslo, tea], { statements: profile }), 'user')
    expect(goes.plan.facts).toEqual(['oslo'])
    expect(goes.plan.statements).toHaveLength(2)
  })
})
