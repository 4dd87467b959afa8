import { expect, test } from 'vitest'
import { labelSpeakers, OWN_LABEL } from '../../../src/prompt/format/label-speakers.ts'
import { fc } from '../../support/property.ts'

const BOTS = ['Keepsake', 'Helfer Bot']

test.each([
  ['Bob', 'Bob'],
  ['you', '@handle'],
  ['YOU (bot)', '@handle'],
  ['уou', '@handle'],
  ['Keepsake', '@handle'],
  ['Keepsake ✓', '@handle'],
  ['𝐊eepsake', '@handle'],
  ['helferbot', '@handle'],
  ['', '@handle'],
  ['Yousef', 'Yousef'],
  ['Bob, to you', 'Bob to you'],
  ['[Bob]', '(Bob)'],
  ['Bob\n> x', 'Bob > x'],
])('somebody named %j is %j', (name, label) => {
  const bob = { id: '1', name, handle: 'handle' }

  expect(labelSpeakers([bob], BOTS)(bob)).toBe(label)
})

test('no two speakers have one label, and none has the bot’s', () => {
  const name = fc.oneof(
    fc.constantFrom('Bob', 'bob', 'BOB ', 'Bób', 'you', 'Keepsake', 'Sam'),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  const speakers = fc
    .array(name, { minLength: 1, maxLength: 8 })
    .map(names => names.map((one, i) => ({ id: String(i), name: one, handle: `user${i}` })))
  fc.assert(
    fc.property(speakers, all => {
      const labels = all.map(labelSpeakers(all, BOTS))

      expect(new Set(labels).size).toBe(labels.length)
      for (const label of labels) expect(label).not.toMatch(/[[\],\n]/u)
      expect(labels).not.toContain(OWN_LABEL)
    }),
  )
})
