import { expect, test } from 'vitest'
import { footersOf } from '../../src/discord/footers.ts'
import type { Keeping, Snapshot } from '../../src/memory/types.ts'

function drawn(keeping: Keeping, isFirst: boolean): Snapshot {
  const known = { user: '1', facts: [], statements: [] }
  return { epoch: '', ground: '', settings: { isPaused: false }, keeping, isFirst, window: [], summary: [], known }
}

test.for([
  ['kept', false, []],
  ['kept', true, ['firstTime']],
  ['paused', false, ['paused']],
  ['paused', true, ['paused', 'firstTime']],
  ['incognito', true, ['incognito', 'firstTime']],
  ['serverOff', true, ['serverOff']],
] as const)('under an answer that is %s (first: %s) stands %j', ([keeping, isFirst, footers]) => {
  expect(footersOf(drawn(keeping, isFirst))).toEqual(footers)
})

test('nothing while memory is out of reach', () => expect(footersOf(undefined)).toEqual([]))
