import { expect, test } from 'vitest'
import type { Material } from '../../src/memory/ports.ts'
import { nameOf, turnsAfter } from '../../src/memory/turn-names.ts'
import type { Turn } from '../../src/memory/types.ts'

const said = { text: 'Hi.', saidAt: 1, scope: 'dm', rev: 0 } as const

function material(ids: readonly string[], parts: Partial<Material> = {}): Material {
  const turns: Turn[] = ids.map(id => ({ ...said, role: 'user', id }))
  const begin = {
    user: '1',
    channel: '2',
    epoch: 'e',
    factsVersion: 'e:0',
    relearn: [],
    awaited: [],
    turns,
    segments: [],
    trouble: {},
  }
  return { ...begin, known: () => ({ user: '1', facts: [], statements: [] }), ...parts }
}

test('what waits behind a gap waits until the turns in it are there', () => {
  const found = material(['8', '9', '10', '98', '99', '100'], { gapAfter: 'a:10' })

  expect(turnsAfter(found, undefined).map(nameOf)).toEqual(['q:8', 'q:9', 'q:10'])
  expect(turnsAfter(found, 'q:8').map(nameOf)).toEqual(['q:9', 'q:10'])
  expect(turnsAfter(found, 'q:98').map(nameOf)).toEqual(['q:99', 'q:100'])
  expect(turnsAfter(material(['8', '100']), 'q:8').map(nameOf)).toEqual(['q:100'])
})
