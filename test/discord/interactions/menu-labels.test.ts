import { describe, expect, test } from 'vitest'
import { menuLabels } from '../../../src/discord/interactions/menu-labels.ts'
import { toSingleLine } from '../../../src/memory/text/normalize.ts'
import { fc } from '../../support/property.ts'

const MOST = 100
const beginning =
  'The user told at length of the garden behind the house where their grandparents lived before the war, and of '

describe('labels of one menu', () => {
  test('short texts stand as they are', () => {
    expect(menuLabels(['The user has a cat.', 'Luna is\na Maine Coon.'], MOST)).toEqual([
      'The user has a cat.',
      'Luna is a Maine Coon.',
    ])
  })

  test('sixty that begin alike show where they differ', () => {
    const plants = Array.from({ length: 60 }, (_, at) => `plant ${at}`)
    const labels = menuLabels(
      plants.map(plant => `${beginning}${plant}, which they liked more than anything else that grew there.`),
      MOST,
    )

    for (const [at, label] of labels.entries()) expect(label).toContain(`${plants[at]},`)
    for (const label of labels) expect(label).toMatch(/^….{70}/u)
  })

  test('what was asked for is shown, and beside it what differs', () => {
    const long = ['roses', 'tulips'].map(
      kind => `${beginning}the ${kind}, ${'and so on, '.repeat(30)}with a pond in it.`,
    )

    const labels = menuLabels(long, MOST, word => word === 'pond')

    expect(labels.every(label => label.includes('a pond in it.'))).toBe(true)
    expect(labels.map(label => /roses|tulips/u.exec(label)?.[0])).toEqual(['roses', 'tulips'])
  })

  test('also where two differ in one place and two in another', () => {
    const parts = ['north', 'south']
    const filler = ' and much more was said of that place and its people by everybody who came along,'.repeat(2)
    const texts = parts.flatMap(one => parts.map(other => `From the ${one}${filler} to the ${other}${filler} ends.`))

    const labels = menuLabels(texts, MOST)

    expect(new Set(labels).size).toBe(4)
    expect(labels.some(label => label.startsWith('('))).toBe(false)
  })

  const piece = fc.constantFrom('a', 'b', 'ab ', ' ', '猫', '😀', 'the garden of ', 'x'.repeat(60), '…', '(2) ')
  const text = fc.array(piece, { minLength: 1, maxLength: 40 }).map(pieces => pieces.join(''))

  test('none is too long, and two are the same only where their texts are', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 25 }),
        fc.constantFrom('a', 'b', undefined),
        (texts, asked) => {
          const labels = menuLabels(texts, MOST, word => word === asked)
          for (const label of labels) {
            expect(label.length).toBeLessThanOrEqual(MOST)
            expect(label.isWellFormed()).toBe(true)
          }
          expect(new Set(labels).size).toBe(new Set(texts.map(toSingleLine)).size)
        },
      ),
    )
  })
})
