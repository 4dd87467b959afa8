import { describe, expect, test } from 'vitest'
import { planDeletion } from '../../../src/memory/forgetting/plan.ts'
import { firstSnowflakeAt } from '../../../src/memory/turns.ts'
import { DAY, fact, MONDAY } from '../support/knowledge.ts'
import { conversationOf, statementOf, summaryOf, userDataOf } from '../support/user-data.ts'

const here = fact('The user likes green tea.', {
  id: 'here',
  quote: 'green tea is the best',
  channel: '1',
  scope: 'guild:7',
  guild: '7',
  sources: ['101'],
})
const moved = fact('The user plays the cello.', {
  id: 'moved',
  channel: '1',
  scope: 'everywhere',
  guild: '7',
  sources: ['102'],
})
const command = fact('My bike is red.', {
  id: 'command',
  channel: '1',
  scope: 'everywhere',
  guild: '7',
  asked: 'command',
  sources: ['103'],
})
const twin = fact(here.text, { id: 'twin', quote: here.quote, channel: '2', sources: ['201'] })
const beside = fact('The user has a boat.', {
  id: 'beside',
  channel: '3',
  scope: 'channel:3',
  guild: '7',
  sources: ['301'],
})
const gated = fact('The user keeps bees.', { id: 'gated', channel: '9', scope: 'readers:7:p+2s', sources: ['901'] })
const home = fact('The user sleeps badly.', { id: 'home', channel: '2', sources: ['202'] })

const statements = [
  statementOf('user', 'attr:drink:green tea', 'green tea', { scope: 'guild:7', sources: ['101'] }),
  statementOf('user', 'attr:instrument:cello', 'cello', { scope: 'everywhere', sources: ['102'] }),
  statementOf('user', 'attr:boat:boat', 'boat', { scope: 'channel:3', sources: ['301'] }),
  statementOf('user', 'attr:pet:bees', 'bees', { scope: 'readers:7:p+2s', sources: ['902'] }),
  statementOf('user', 'attr:pet:ants', 'ants', { scope: 'readers:8:p+2s', sources: ['903'] }),
  statementOf('user', 'attr:sleep', 'badly', { sources: ['202'] }),
]
const conversations = [
  conversationOf(
    '1',
    { '101': ['green tea is the best', 'It is.'] },
    { guild: '7', scope: 'guild:7', segments: [summaryOf('s', 'Tea.')] },
  ),
  conversationOf('2', { '201': ['green tea is the best', 'So you said.'], '202': ['I sleep badly', 'Oh.'] }),
]
const held = userDataOf([here, moved, command, twin, beside, gated, home], {
  ...{ statements, conversations, places: { '101': '1', '102': '1', '301': '3', '202': '2' } },
})

describe('a conversation', () => {
  const goes = planDeletion(held, { kind: 'conversation', channel: '1' })

  test('goes altogether, with all that was told there under any scope, and what says the same', () => {
    expect(goes.plan).toMatchObject({
      conversations: ['1'],
      facts: ['here', 'moved', 'command', 'twin'],
      segments: [],
    })
    expect(goes.plan.statements.map(({ field }) => field)).toEqual(['attr:drink:green tea', 'attr:instrument:cello'])
  })

  test('what was said elsewhere goes where it says it', () => {
    expect(goes.plan.turns.map(({ turn }) => turn)).toEqual(['q:201', 'a:201'])
    expect(goes).toMatchObject({ turns: 4, summaries: 1, isEmpty: false })
  })

  test('what a fact told there took the place of elsewhere holds again', () => {
    const old = fact('The user lives in Rome.', { id: 'old', facet: 'home', channel: '2', saidAt: MONDAY - DAY })
    const now = fact('The user lives in Oslo.', { id: 'now', facet: 'home', channel: '1', replaces: ['old'] })
    expect(planDeletion(userDataOf([old, now]), { kind: 'conversation', channel: '1' }).plan.facts).toEqual(['now'])
  })

  test('what was said elsewhere of the same keeps its detail too, under a scope of its own', () => {
    const old = fact('The user lives in Rome.', { id: 'old', facet: 'home', channel: '2', saidAt: MONDAY - DAY })
    const now = fact('The user lives in Oslo.', { id: 'now', facet: 'home', channel: '1', replaces: ['old'] })
    const details = [
      statementOf('user', 'attr:home', 'Rome', { scope: 'guild:7', fact: 'old', saidAt: MONDAY - DAY, sources: ['7'] }),
      statementOf('user', 'attr:home', 'Oslo', { fact: 'now' }),
    ]
    const known = userDataOf([old, now], { statements: details })
    const goes = planDeletion(known, { kind: 'conversation', channel: '1' })
    expect(goes.plan.statements.map(({ scope }) => scope)).toEqual(['dm'])
  })

  test('of one where nothing was said nothing goes', () => {
    expect(planDeletion(held, { kind: 'conversation', channel: '99' }).isEmpty).toBe(true)
  })
})

describe('a place on Discord', () => {
  test('a channel that is gone takes what rests on its messages, and nothing that was said elsewhere', () => {
    const { plan } = planDeletion(held, { kind: 'place', guild: '7', channel: '1' })
    expect(plan).toMatchObject({
      conversations: ['1'],
      facts: ['here', 'moved'],
      turns: [],
      segments: [],
      unquoted: [],
      withoutNear: [],
    })
  })

  test('a server takes all that was said there, but what the user wants heard everywhere', () => {
    const { plan } = planDeletion(held, { kind: 'place', guild: '7' })
    expect(plan).toMatchObject({ conversations: ['1'], facts: ['here', 'beside', 'gated'] })
    expect(plan.statements.map(({ field }) => field)).toEqual([
      'attr:drink:green tea',
      'attr:boat:boat',
      'attr:pet:bees',
    ])
  })
})

describe('the last hour', () => {
  test('takes what was said, answered, summed up and confirmed since, and nothing before', () => {
    const facts = [
      fact('The user likes plums.', { id: 'before', saidAt: MONDAY - DAY }),
      fact('The user likes figs.', { id: 'again', saidAt: MONDAY - DAY, confirmedAt: MONDAY + 60_000 }),
      fact('The user likes pears.', { id: 'since', saidAt: MONDAY + 60_000 }),
    ]
    const summaries = [
      summaryOf('old', 'Plums.', ['q:1', 'a:1']),
      { ...summaryOf('new', 'Pears.'), to: MONDAY + 60_000 },
    ]
    const talks = [conversationOf('1', { '1': ['plums', 'Yum.'], '2': ['pears', 'Mm.'] }, { segments: summaries })]
    const said = [
      statementOf('user', 'attr:fruit:plums', 'plums'),
      statementOf('user', 'attr:fruit:pears', 'pears', { saidAt: MONDAY + 60_000 }),
    ]
    const goes = planDeletion(userDataOf(facts, { conversations: talks, statements: said }), {
      kind: 'since',
      at: MONDAY + 60_000,
    })
    expect(goes.plan).toMatchObject({ facts: ['again', 'since'], segments: [{ channel: '1', id: 'new' }] })
    expect(goes.plan.turns.map(({ turn }) => turn)).toEqual(['q:2', 'a:2'])
    expect(goes.plan.statements).toHaveLength(1)
    const late = planDeletion(userDataOf(facts, { conversations: talks }), { kind: 'since', at: MONDAY + 4000 })
    expect(late.plan.turns.map(({ turn }) => turn)).toEqual(['a:1', 'q:2', 'a:2'])
    expect(late.plan.segments).toHaveLength(2)
  })

  test('takes the words around a fact of before, where one of their messages came since', () => {
    const at = MONDAY + 60_000
    const facts = ['before', 'between'].map(id => fact('The user likes plums.', { id, saidAt: MONDAY }))
    const [earlier, later] = [firstSnowflakeAt(at - 1), firstSnowflakeAt(at)]
    const held = userDataOf(facts, { contexts: { before: [earlier], between: [earlier, later] } })
    expect(planDeletion(held, { kind: 'since', at }).plan).toMatchObject({ facts: [], withoutNear: ['between'] })
  })
})
