import { expect, test } from 'vitest'
import { KnowledgeCache } from '../../src/redis/knowledge-cache.ts'

const statement = (value: string) => ['user', 'name:dm', JSON.stringify({ value, saidAt: 1, sources: ['1'] })]
const reply = (version: string, statements: readonly string[]) => [version, [], statements] as const

test('the cache lets go of those who spoke longest ago when it is full', () => {
  const cache = new KnowledgeCache(() => undefined, 11_000)
  for (const user of ['1', '2', '3']) cache.resolve(user, cache.stateFor(user), reply('v1', statement('x'.repeat(500))))
  cache.resolve('1', cache.stateFor('1'), ['v1'])
  cache.resolve('4', cache.stateFor('4'), reply('v1', statement('x'.repeat(500))))
  cache.resolve('5', cache.stateFor('5'), reply('v1', statement('x'.repeat(500))))

  expect(['1', '2', '3', '4', '5'].filter(user => cache.versionOf(user) !== undefined)).toEqual(['1', '4', '5'])
  expect(cache.bytes).toBeLessThanOrEqual(11_000)
})

test('a table larger than the cache is used and not kept', () => {
  const cache = new KnowledgeCache(() => undefined, 1000)

  const table = cache.resolve('1', cache.stateFor('1'), reply('v1', statement('x'.repeat(5000))))

  expect(table.visibleTo({ kind: 'user' }).statements).toHaveLength(1)
  expect(cache.versionOf('1')).toBeUndefined()
  expect(cache.bytes).toBe(0)
})

test('two replies that bring the same version bring the same table', () => {
  const cache = new KnowledgeCache(() => undefined)

  const first = cache.resolve('1', cache.stateFor('1'), reply('v1', statement('a')))

  expect(cache.resolve('1', cache.stateFor('1'), reply('v1', statement('a')))).toBe(first)
})

test('a reply of before does not need what the cache has let go of', () => {
  const cache = new KnowledgeCache(() => undefined)
  const first = cache.resolve('1', cache.stateFor('1'), reply('v1', statement('a')))
  const had = cache.stateFor('1')
  cache.resolve('1', had, reply('v2', statement('b')))

  expect(cache.resolve('1', had, ['v1'])).toBe(first)
})

test.each([
  ['the version of before', ['v1'] as const],
  ['another one', reply('v2', statement('b'))],
])('a reply of before something was forgotten is used and not put back: %s', (_, late) => {
  const cache = new KnowledgeCache(() => undefined)
  cache.resolve('1', cache.stateFor('1'), reply('v1', statement('a')))
  const had = cache.stateFor('1')
  cache.forget('1')

  expect(cache.resolve('1', had, late).visibleTo({ kind: 'user' }).statements).toHaveLength(1)

  expect([cache.versionOf('1'), cache.bytes]).toEqual([undefined, 0])
})

test('what says the same as before is the same object in the next version', () => {
  const cache = new KnowledgeCache(() => undefined)
  const alias = ['user', 'alias:a:dm', JSON.stringify({ value: 'a', saidAt: 1, sources: ['1'] })]
  const first = cache.resolve('1', cache.stateFor('1'), reply('v1', [...statement('a'), ...alias]))
  const second = cache.resolve('1', cache.stateFor('1'), reply('v2', [...statement('b'), ...alias]))

  const [before, after] = [first, second].map(table => table.visibleTo({ kind: 'user' }).statements)
  expect(after?.map(({ value }) => value)).toEqual(['b', 'a'])
  expect(after?.[1]).toBe(before?.[1])
  expect(after?.[0]).not.toBe(before?.[0])
})
