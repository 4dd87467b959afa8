import { expect, test } from 'vitest'
import { turnsAfter } from '../../src/memory/learning/context-turns.ts'
import type { LearningInput } from '../../src/memory/ports/learning-store.ts'
import { firstSnowflakeAt, snowflakeTime, turnNameOf } from '../../src/memory/turns.ts'
import type { Turn } from '../../src/memory/types.ts'

const said = { text: 'Hi.', saidAt: 1, scope: 'dm', rev: 0 } as const

function material(ids: readonly string[], parts: Partial<LearningInput> = {}): LearningInput {
  const turns: Turn[] = ids.map(id => ({ ...said, role: 'user', id }))
  const begin = {
    user: '1',
    channel: '2',
    epoch: 'e',
    factsVersion: 'e:0',
    relearn: [],
    pendingAnswers: [],
    turns,
    summaries: [],
    retryStates: {},
  }
  return { ...begin, knowledgeFor: () => ({ user: '1', facts: [], statements: [] }), ...parts }
}

test('what waits behind a gap waits until the turns in it are there', () => {
  const found = material(['8', '9', '10', '98', '99', '100'], { gapAfter: 'a:10' })

  expect(turnsAfter(found, undefined).map(turnNameOf)).toEqual(['q:8', 'q:9', 'q:10'])
  expect(turnsAfter(found, 'q:8').map(turnNameOf)).toEqual(['q:9', 'q:10'])
  expect(turnsAfter(found, 'q:98').map(turnNameOf)).toEqual(['q:99', 'q:100'])
  expect(turnsAfter(material(['8', '100']), 'q:8').map(turnNameOf)).toEqual(['q:100'])
})

test.for([1_763_731_508_123, 1_763_731_508_123.4, 1_763_731_508_123.99])(
  'the first id of a moment is that of the whole millisecond it lies in: %s',
  moment => {
    expect(snowflakeTime(firstSnowflakeAt(moment))).toBe(1_763_731_508_123)
  },
)
