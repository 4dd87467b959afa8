import { expect, test } from 'vitest'
import { type VectorTable, vectorTableCache } from '../../../src/redis/vector-index/exact.ts'

/** A thousand bytes of points, without facts. */
function points(version: string): VectorTable {
  return { version, rowOf: new Map(), scopes: [], prefixes: [], table: new Float32Array(250) }
}

test('points that were not used for longest make room first', () => {
  const cache = vectorTableCache(2000)
  cache.set('Ada', points('1'))
  cache.set('Ben', points('1'))
  cache.get('Ada')
  cache.set('Carla', points('1'))

  expect(['Ada', 'Ben', 'Carla'].filter(name => cache.get(name))).toEqual(['Ada', 'Carla'])
})

test('newer points take the room of older ones of the same name', () => {
  const cache = vectorTableCache(2000)
  cache.set('Ada', points('1'))
  for (const version of ['1', '2', '3']) cache.set('Ben', points(version))

  expect(cache.get('Ada')?.version).toBe('1')
  expect(cache.get('Ben')?.version).toBe('3')
})
