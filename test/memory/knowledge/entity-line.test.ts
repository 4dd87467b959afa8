import { expect, test } from 'vitest'
import type { Entity } from '../../../src/memory/knowledge/entities.ts'
import { entityLine } from '../../../src/memory/knowledge/entities.ts'

const sarah: Entity = { ids: ['1'], isUser: false, name: 'Sarah', aliases: [], attributes: [], saidAt: 0 }

function told(...values: [facet: string, value: string][]) {
  return values.map(([facet, value], saidAt) => ({ facet, value, saidAt }))
}

test.each<[string, Partial<Entity>]>([
  ['Sarah', {}],
  ['Sarah (person)', { type: 'person' }],
  [
    "Sarah (person, the user's sister; also: my sister, Sally): employer Google",
    { type: 'person', relation: 'sister', aliases: ['my sister', 'Sally'], attributes: told(['employer', 'Google']) },
  ],
  [
    'Sarah: hobby chess, climbing; employer Google',
    { attributes: told(['hobby', 'climbing'], ['employer', 'Google'], ['hobby', 'chess']) },
  ],
  [
    'Alex (the user; also: Lex): home Oslo',
    { isUser: true, name: 'Alex', aliases: ['Lex'], attributes: told(['home', 'Oslo']) },
  ],
  ['The user: home Oslo', { isUser: true, name: '', attributes: told(['home', 'Oslo']) }],
  ['Sarah: job software engineer', { attributes: told(['job', 'software\n engineer']) }],
])('%s', (line, more) => {
  expect(entityLine({ ...sarah, ...more })).toBe(line)
})
