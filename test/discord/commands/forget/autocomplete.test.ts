// biome-ignore-all lint/security/noSecrets: words of languages that are written without spaces
import { expect, test } from 'vitest'
import { forgetChoices } from '../../../../src/discord/commands/forget/autocomplete.ts'
import { en } from '../../../../src/locales/en.ts'
import { catalogues } from '../../../../src/locales/locales.ts'
import type { Fact, Statement } from '../../../../src/memory/types.ts'
import { fact, MONDAY } from '../../../memory/support/knowledge.ts'
import { overviewOf, statementOf } from '../../../memory/support/user-data.ts'

const { forget } = en
const ways = [forget.everything, forget.lastHour, forget.thisChannel]

interface Kept {
  readonly facts?: readonly Fact[]
  readonly statements?: readonly Statement[]
  readonly conversations?: readonly string[]
}

function offered(typed: string, { facts = [], statements = [], conversations = [] }: Kept) {
  const at = { channel: '7', isChannel: true }
  const nameOf = (id: string) => (id === '404' ? undefined : `#channel-${id}`)
  return forgetChoices({ overview: { ...overviewOf(facts, statements), conversations }, typed, here: at, nameOf }, en)
}

const names = (typed: string, kept: Kept) => offered(typed, kept).map(({ name }) => name)
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => fact(`Sentence ${at}.`, { id: `f${at}`, saidAt: MONDAY + at, channel: '7' }))

test('the newest facts come first, what was replaced is not offered', () => {
  const old = fact('Home is Lisbon.', { id: 'old', saidAt: MONDAY, channel: '7' })
  const now = fact('Home is Oslo.', { id: 'now', saidAt: MONDAY + 2, channel: '7', replaces: ['old'] })
  const tea = fact('Tea is good.', { id: 'tea', saidAt: MONDAY + 1, channel: '7' })

  expect(names('', { facts: [old, tea, now] })).toEqual([...ways, 'Home is Oslo.', 'Tea is good.'])
})

test('what is typed is found in any writing', () => {
  const facts = [
    fact('Sumo in 東京.', { id: '1', channel: '7' }),
    fact('Ich wohne in der HAUPTSTRAẞE.', { id: '2', channel: '7' }),
  ]

  expect(names('東京', { facts })).toEqual(['Sumo in 東京.'])
  expect(names('hauptstraß', { facts })).toEqual(['Ich wohne in der HAUPTSTRAẞE.'])
  expect(names('HOUR', { facts })).toEqual([forget.lastHour])
  expect(names('nothing of that', { facts })).toEqual([])
})

test('a fact is told to whom it is about, and found by the words that are stored as well', () => {
  const facts = [
    fact('The user lives in Lisbon.', { id: '1', channel: '7', quote: 'I live in Lisbon' }),
    fact('ユーザーは猫を飼っている。', { id: '2', channel: '7', quote: '猫を飼ってる' }),
  ]

  expect(names('lives in lisbon', { facts })).toEqual(['You live in Lisbon.'])
  expect(names('you live', { facts })).toEqual(['You live in Lisbon.'])
  expect(names('猫', { facts })).toEqual(['あなたは猫を飼っている。'])
})

test('at most 25, of 100 characters each, and people and conversations keep their places', () => {
  const facts = [...many(40), fact('very '.repeat(100), { id: 'long', saidAt: MONDAY + 99, channel: '7' })]
  const statements = [statementOf('Sarah', 'name', 'Sarah', { saidAt: MONDAY + 1 }), statementOf('Bob', 'name', 'Bob')]
  const all = offered('', { facts, statements, conversations: ['8', '404', '9'] })

  expect(all).toHaveLength(25)
  for (const { name, value } of all) {
    expect(name.length).toBeLessThanOrEqual(100)
    expect(value.length).toBeLessThanOrEqual(100)
  }
  expect(all.map(({ name }) => name)).toEqual([
    ...[
      ...ways,
      expect.stringMatching(/^very .*…$/u),
      ...Array.from({ length: 17 }, (_, at) => `Sentence ${39 - at}.`),
    ],
    ...['Sarah', 'Bob'].map(name => expect.stringContaining(name)),
    ...['#channel-8', '#channel-9'].map(forget.conversationIn),
  ])
})

test('where little is known, people take the rest of the places', () => {
  const statements = Array.from({ length: 30 }, (_, at) => statementOf(`e${at}`, 'name', `Person ${at}`))

  expect(names('', { facts: many(2), statements })).toHaveLength(25)
})

test.for(Object.entries(catalogues))('people are told of as /whatdoyouknow tells of them, in %s', ([, texts]) => {
  const statements = [
    statementOf('e', 'name', 'Mia'),
    statementOf('e', 'relation', 'sister'),
    statementOf('user', 'name', 'Ada'),
  ]
  const options = { overview: { ...overviewOf([], statements), conversations: [] }, typed: '', nameOf: () => undefined }

  const found = forgetChoices({ ...options, here: { channel: '7', isChannel: true } }, texts).map(({ name }) => name)

  expect(found.slice(3)).toEqual([`${texts.know.you} · Ada`, `Mia · ${texts.know.your('sister').replace(/\s/gu, ' ')}`])
})
