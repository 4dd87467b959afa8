import { expect, test } from 'vitest'
import { footerNotices } from '../../../src/discord/outgoing/visible-answer.ts'
import type { Snapshot } from '../../../src/memory/types.ts'

function drawn(keeping: Snapshot['retention'], isFirst: boolean): Snapshot {
  const known = { user: '1', facts: [], statements: [] }
  return {
    epoch: '',
    snapshotToken: '',
    settings: { isPaused: false },
    retention: keeping,
    isFirst,
    window: [],
    summaries: [],
    known,
  }
}

test.for([
  ['kept', false, []],
  ['kept', true, ['firstTime']],
  ['paused', false, ['paused']],
  ['paused', true, ['paused', 'firstTime']],
  ['incognito', true, ['incognito', 'firstTime']],
  ['serverOff', true, ['serverOff']],
  ['forgotten', true, ['forgotten']],
] as const)('under an answer that is %s (first: %s) stands %j', ([keeping, isFirst, footers]) => {
  expect(footerNotices(drawn(keeping, isFirst), 'dm')).toEqual(footers)
})

test('nothing while memory is out of reach', () => expect(footerNotices(undefined, 'dm')).toEqual([]))

test('in a server nobody reads that somebody has paused their memory', () => {
  expect(footerNotices(drawn('paused', false), 'server')).toEqual([])
})
