import { describe, expect, test } from 'vitest'
import type { Embedding } from '../../src/memory/ports/embedder.ts'
import type { FactIndex } from '../../src/memory/ports/fact-index.ts'
import type { Scope } from '../../src/memory/scope.ts'
import { snowflake } from '../redis/support/fixtures.ts'
import { newFactId, point, type SeededFact } from '../redis/support/seed-facts.ts'
import { fc, runs } from '../support/property.ts'

/** An index over three dimensions and the model `test`, and what fills and empties the store behind it. */
export interface IndexUnderTest {
  readonly index: FactIndex
  keep(facts: readonly SeededFact[]): Promise<void>
  drop(user: string, id: string): Promise<void>
}

/** Half precision, in the embeddings and in the distance. */
const CLOSE = 0.005

const east = point(1, 0, 0)
const north = point(0, 1, 0)
const northEast = point(1, 1, 0)

/** What every FactIndex must do. */
export function factIndexContract(open: () => Promise<IndexUnderTest>): void {
  function fact(user: string, embedding: Embedding, more: Partial<SeededFact> = {}): SeededFact {
    return { user, id: newFactId(), point: embedding, ...more }
  }

  test('the nearest facts come first, with the cosine of the angle between them', async () => {
    const { index, keep } = await open()
    const ada = snowflake()
    const [near, far, opposite] = [fact(ada, northEast), fact(ada, north), fact(ada, point(-1, 0, 0))]
    await keep([far, opposite, near])

    const found = await index.nearest({ user: ada, visibleScopes: 'all', point: east, limit: 10 })

    expect(found.map(({ fact }) => fact)).toEqual([near.id, far.id, opposite.id])
    expect(found.map(({ similarity }) => similarity)).toEqual([
      expect.closeTo(Math.SQRT1_2, 2),
      expect.closeTo(0, 2),
      expect.closeTo(-1, 2),
    ])
  })

  test('no more are found than were asked for', async () => {
    const { index, keep } = await open()
    const ada = snowflake()
    const near = fact(ada, east)
    await keep([fact(ada, north), near, fact(ada, northEast)])

    expect(await index.nearest({ user: ada, visibleScopes: 'all', point: east, limit: 1 })).toMatchObject([
      { fact: near.id },
    ])
    expect(await index.nearest({ user: ada, visibleScopes: 'all', point: east, limit: 0 })).toEqual([])
  })

  test('nobody finds the facts of somebody else, though one id begins with the other', async () => {
    const { index, keep } = await open()
    const ada = snowflake()
    const others = [`${ada}1`.slice(0, 20), ada.slice(0, -1), ada.slice(1).replace(/^0+/, '')]
    const own = fact(ada, north)
    await keep([own, ...others.map(other => fact(other, east))])

    expect(await index.nearest({ user: ada, visibleScopes: 'all', point: east, limit: 10 })).toMatchObject([
      { fact: own.id },
    ])
    expect(await index.nearest({ user: snowflake(), visibleScopes: 'all', point: east, limit: 10 })).toEqual([])
  })

  test('what may not be heard takes no place from what may, however near it is', async () => {
    const { index, keep } = await open()
    const ada = snowflake()
    const heard: Scope[] = ['everywhere', 'guild:42', 'channel:4242']
    const own = heard.map(scope => fact(ada, point(-1, 0.1, 0), { scope }))
    const secrets: Scope[] = ['dm', 'guild:4', 'guild:424', 'channel:42', 'guild:4242']
    const unheard = Array.from({ length: 1000 }, (_, i) =>
      fact(ada, point(1, i / 1e6, 0), { scope: secrets[i % secrets.length] ?? 'dm' }),
    )
    await keep([...unheard, ...own])

    const found = await index.nearest({ user: ada, visibleScopes: heard, point: east, limit: 5 })
    const nowhere = await index.nearest({ user: ada, visibleScopes: [], point: east, limit: 5 })

    expect(new Set(found.map(({ fact }) => fact))).toEqual(new Set(own.map(({ id }) => id)))
    expect(nowhere).toEqual([])
  })

  test('facts without an embedding, by another model or of other dimensions are not found', async () => {
    const { index, keep } = await open()
    const ada = snowflake()
    const own = fact(ada, north)
    const unembedded: SeededFact = { user: ada, id: newFactId() }
    await keep([own, unembedded, fact(ada, east, { model: 'another' }), fact(ada, point(1, 0, 0, 0))])

    expect(await index.nearest({ user: ada, visibleScopes: 'all', point: east, limit: 9 })).toMatchObject([
      { fact: own.id },
    ])
  })

  test('a fact is found as soon as it is kept, and no more once it is deleted', async () => {
    const { index, keep, drop } = await open()
    const ada = snowflake()
    const [first, second] = [fact(ada, east), fact(ada, northEast)]
    const query = { user: ada, visibleScopes: 'all', point: east, limit: 10 } as const
    await keep([first])
    const before = await index.nearest(query)
    await keep([second])
    const both = await index.nearest(query)
    await drop(ada, first.id)
    const after = await index.nearest(query)

    expect(before.map(({ fact }) => fact)).toEqual([first.id])
    expect(both.map(({ fact }) => fact)).toEqual([first.id, second.id])
    expect(after.map(({ fact }) => fact)).toEqual([second.id])
  })

  describe('nothing is near', () => {
    const cases: [string, Embedding][] = [
      ['a point that is no number', Float32Array.of(Number.NaN, 0, 0)],
      ['an endless one', Float32Array.of(Number.POSITIVE_INFINITY, 0, 0)],
      ['the origin', Float32Array.of(0, 0, 0)],
      ['a point of other dimensions', point(1, 0)],
    ]
    test.each(cases)('%s', async (_, senseless) => {
      const { index, keep } = await open()
      const ada = snowflake()
      const own = fact(ada, east)
      await keep([own])

      expect(await index.nearest({ user: ada, visibleScopes: 'all', point: senseless, limit: 9 })).toEqual([])
      expect(await index.nearest({ user: ada, visibleScopes: 'all', point: east, limit: 9 })).toMatchObject([
        { fact: own.id },
      ])
    })
  })

  test('of any facts the nearest are found, in order', async () => {
    const { index, keep } = await open()
    const number = fc.integer({ min: -1000, max: 1000 })
    const direction = fc.tuple(number, number, number).filter(numbers => numbers.some(part => part !== 0))
    const scope = fc.constantFrom<Scope>('dm', 'everywhere', 'guild:42', 'channel:42')
    const facts = fc.array(fc.record({ direction, scope }), { maxLength: 40 })
    const heard = fc.oneof(fc.constant('all' as const), fc.uniqueArray(scope))
    await fc.assert(
      fc.asyncProperty(facts, heard, direction, fc.integer({ min: 1, max: 50 }), async (said, heard, to, limit) => {
        const user = snowflake()
        const kept = said.map(({ direction, scope }) => fact(user, point(...direction), { scope }))
        await keep(kept)

        const found = await index.nearest({ user, visibleScopes: heard, point: point(...to), limit })

        const similarities = new Map(
          kept
            .filter(({ scope = 'dm' }) => heard === 'all' || heard.includes(scope))
            .map(({ id, point: embedding = east }) => [id, cosine(embedding, point(...to))]),
        )
        const best = [...similarities.values()].toSorted((a, b) => b - a).slice(0, limit)
        expect(new Set(found.map(({ fact }) => fact)).size).toBe(found.length)
        expect(found).toHaveLength(best.length)
        for (const [place, { fact, similarity }] of found.entries()) {
          expect(Math.abs(similarity - (similarities.get(fact) ?? Number.NaN))).toBeLessThan(CLOSE)
          expect(Math.abs(similarity - (best[place] ?? Number.NaN))).toBeLessThan(CLOSE)
        }
      }),
      runs(50),
    )
  })
}

function cosine(a: Embedding, b: Embedding): number {
  return a.reduce((sum, number, i) => sum + number * (b[i] ?? 0), 0)
}
