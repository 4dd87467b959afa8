import { expect, test } from 'vitest'
import { RecentSet } from '../../../src/discord/answering/recent-answers.ts'
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
