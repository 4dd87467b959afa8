import { expect, test } from 'vitest'
import { RecentAnswers, RecentSet } from '../../../src/discord/answering/recent-answers.ts'
import type { QuestionRef } from '../../../src/memory/types.ts'
import { fc } from '../../support/property.ts'

test('says once that something is new, as long as it is among the newest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.nat(9)), (limit, members) => {
      const recent = new RecentSet<number>(limit)
      let expected: number[] = []
      for (const member of members) {
        expect(recent.add(member)).toBe(!expected.includes(member))
        if (!expected.includes(member)) expected = [...expected, member].slice(-limit)
      }
    }),
  )
})

test('what was taken out is new again', () => {
  const recent = new RecentSet<string>(2)
  recent.add('tea')
  recent.delete('tea')

  expect(recent.add('tea')).toBe(true)
})

const [first, last] = ['100', '101'].map(id => ({ id, user: '1', channel: '2' })) as [QuestionRef, QuestionRef]

test.for([
  [['200'], undefined],
  [['201'], ['200']],
] as const)('what the last of several is answered in by itself, %s, leaves the others with %s', ([messages, left]) => {
  const recent = new RecentAnswers()
  recent.add([first, last], ['200'])
  recent.add([last], messages)

  expect([recent.get(first.id), recent.get(last.id)]).toEqual([left, messages])
})
