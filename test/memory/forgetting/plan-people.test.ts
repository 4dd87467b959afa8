// biome-ignore-all lint/security/noSecrets: sentences of languages that are written without spaces
import { describe, expect, test } from 'vitest'
import { planDeletion } from '../../../src/memory/forgetting/plan.ts'
import { factsOfCalled } from '../../../src/memory/knowledge/people.ts'
import { fact } from '../support/knowledge.ts'
import { statementOf, userDataOf } from '../support/user-data.ts'

function forgetPerson(texts: readonly string[], people: Readonly<Record<string, readonly [string, string]>>) {
  const statements = Object.entries(people).flatMap(([id, [name, relation]]) => [
    statementOf(id, 'name', name),
    statementOf(id, 'relation', relation),
  ])
  const facts = texts.map(text => fact(text, { id: text, sources: [`7${text.length}`] }))
  const { plan, perhaps } = planDeletion(userDataOf(facts, { statements }), {
    kind: 'things',
    facts: [],
    entities: Object.keys(people).slice(0, 1),
  })
  return { goes: plan.facts, perhaps: perhaps.map(({ text }) => text) }
}

describe('forgetting somebody by name', () => {
  test.for<readonly [text: string, name: string, relation: string]>([
    ["my sister's birthday is in May", 'Mia', 'sister'],
    ["The user's sister has her birthday in May.", 'Mia', 'sister'],
    ['My dog is afraid of thunder', 'Rex', 'dog'],
    ['Meine Schwester hat im Mai Geburtstag', 'Mia', 'Schwester'],
    ["L'anniversaire de ma sœur est en mai", 'Léa', 'sœur'],
    ['El cumpleaños de mi hermana es en mayo', 'Mía', 'hermana'],
    ['妹の誕生日は5月です', '美亜', '妹'],
    ['私の妹は甘いものが好きです', '美亜', '妹'],
    ['我姐姐的生日在五月', '米娅', '姐姐'],
    ['День рождения моей сестры в мае', 'Мия', 'сестры'],
  ])('“%s” goes with %s, the %s', ([text, name, relation]) => {
    expect(forgetPerson([text, 'I sail'], { mia: [name, relation] })).toEqual({ goes: [text], perhaps: [] })
  })

  test.for<readonly [text: string]>([
    ["Tom's sister lives in Oslo"],
    ["My brother's birthday is in June"],
    ['My sister Zoe lives in Rome'],
    ['I sail'],
    ['My sister-in-law is Ann'],
    ['友達の妹は歌手だ'],
    ['健太の妹は京都にいる'],
    ['義理の妹は親切だ'],
  ])('“%s” stays, and is not offered', ([text]) => {
    const relation = /\p{sc=Han}/u.test(text) ? '妹' : 'sister'
    expect(forgetPerson([text], { mia: ['Mia', relation] })).toEqual({ goes: [], perhaps: [] })
  })

  test.for<readonly [text: string, relation: string]>([
    ['Die Schwester von Tom singt', 'Schwester'],
    ['Mias Geburtstag ist im Mai', 'Schwester'],
    ['Ich habe Mias Fahrrad', 'Schwester'],
  ])('“%s” is offered, as it may be about her', ([text, relation]) => {
    expect(forgetPerson([text], { mia: ['Mia', relation] })).toEqual({ goes: [], perhaps: [text] })
  })

  test.for(['My sister and I sail', 'My sister and Tom sail', 'My sister in Rome sails'])(
    '“%s” tells of her, and makes nobody else her',
    text => {
      const told = forgetPerson([text, "my sister's birthday is in May"], { mia: ['Mia', 'sister'] })
      expect(told.goes).toEqual([text, "my sister's birthday is in May"])
    },
  )

  test('what is known of a cat of her name stays', () => {
    const facts = [
      fact('Mia sleeps on the sofa', { id: 'sofa', subject: 'cat' }),
      fact('Mia lives in Oslo', { id: 'oslo', subject: 'mia', sources: ['71'] }),
    ]
    const statements = [
      ...[statementOf('mia', 'name', 'Mia'), statementOf('mia', 'relation', 'sister')],
      ...[statementOf('cat', 'name', 'Mia'), statementOf('cat', 'relation', 'cat')],
    ]
    const request = { kind: 'things', facts: [], entities: ['mia'] } as const
    expect(planDeletion(userDataOf(facts, { statements }), request).plan.facts).toEqual(['oslo'])
  })

  test('of two sisters nobody knows which is meant: it is offered', () => {
    const told = forgetPerson(["my sister's birthday is in May"], { mia: ['Mia', 'sister'], zoe: ['Zoe', 'sister'] })
    expect(told).toEqual({ goes: [], perhaps: ["my sister's birthday is in May"] })
  })

  test('and what names the other is not', () => {
    const people = { mia: ['Mia', 'sister'], zoe: ['Zoe', 'sister'] } as const
    expect(forgetPerson(['Zoe is my sister and sings'], people)).toEqual({ goes: [], perhaps: [] })
  })
})

describe('looking for somebody', () => {
  const facts = ['My sister Mia lives in Oslo', "my sister's birthday is in May", 'My brother sings'].map(text =>
    fact(text, { id: text }),
  )
  const known = userDataOf(facts).known

  test.for(['Mia', 'my sister', 'what about Mia?'])(
    '“%s” finds what calls them by name, or by what they are',
    about => {
      expect([...factsOfCalled(about, known)].map(({ text }) => text)).toEqual([
        'My sister Mia lives in Oslo',
        "my sister's birthday is in May",
      ])
    },
  )

  test('nobody is found who was not told of', () => {
    expect(factsOfCalled('Anna', known)).toEqual(new Set())
  })
})
