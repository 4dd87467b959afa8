import { expect, test } from 'vitest'
import { KnownCache } from '../../src/redis/known-cache.ts'

const statement = (value: string) => ['user', 'name:dm', JSON.stringify({ value, saidAt: 1, sources: ['1'] })]
const reply = (version: string, statements: readonly string[]) => ({ version, lists: { facts: [], statements } })

test('the cache lets go of those who spoke longest ago when it is full', () => {
  const cache = new KnownCache(() => undefined, 11_000)
  for (const user of ['1', '2', '3']) cache.take(user, cache.of(user), reply('v1', statement('x'.repeat(500))))
  cache.take('1', cache.of('1'), { version: 'v1' })
  cache.take('4', cache.of('4'), reply('v1', statement('x'.repeat(500))))
  cache.take('5', cache.of('5'), reply('v1', statement('x'.repeat(500))))

  expect(['1', '2', '3', '4', '5'].filter(user => cache.versionOf(user) !== undefined)).toEqual(['1', '4', '5'])
  expect(cache.bytes).toBeLessThanOrEqual(11_000)
})

test('a table larger than the cache is used and not kept', () => {
  const cache = new KnownCache(() => undefined, 1000)

  const table = cache.take('1', cache.of('1'), reply('v1', statement('x'.repeat(5000))))

  expect(table.heardBy({ kind: 'user' }).statements).toHaveLength(1)
  expect(cache.versionOf('1')).toBeUndefined()
  expect(cache.bytes).toBe(0)
})

test('two replies that bring the same version bring the same table', () => {
  const cache = new KnownCache(() => undefined)

  const first = cache.take('1', cache.of('1'), reply('v1', statement('a')))

  expect(cache.take('1', cache.of('1'), reply('v1', statement('a')))).toBe(first)
})

test('a reply of before does not need what the cache has let go of', () => {
  const cache = new KnownCache(() => undefined)
  const first = cache.take('1', cache.of('1'), reply('v1', statement('a')))
  const had = cache.of('1')
  cache.take('1', had, reply('v2', statement('b')))

  expect(cache.take('1', had, { version: 'v1' })).toBe(first)
})

test.each([
  ['the version of before', { version: 'v1' }],
  ['another one', reply('v2', statement('b'))],
])('a reply of before something was forgotten is used and not put back: %s', (_, late) => {
  const cache = new KnownCache(() => undefined)
  cache.take('1', cache.of('1'), reply('v1', statement('a')))
  const had = cache.of('1')
  cache.forget('1')

  expect(cache.take('1', had, late).heardBy({ kind: 'user' }).statements).toHaveLength(1)

  expect([cache.versionOf('1'), cache.bytes]).toEqual([undefined, 0])
})

test('what says the same as before is the same object in the next version', () => {
  const cache = new KnownCache(() => undefined)
  const alias = ['user', 'alias:a:dm', JSON.stringify({ value: 'a', saidAt: 1, sources: ['1'] })]
  const first = cache.take('1', cache.of('1'), reply('v1', [...statement('a'), ...alias]))
  const second = cache.take('1', cache.of('1'), reply('v2', [...statement('b'), ...alias]))

  const [before, after] = [first, second].map(table => table.heardBy({ kind: 'user' }).statements)
  expect(after?.map(({ value }) => value)).toEqual(['b', 'a'])
  expect(after?.[1]).toBe(before?.[1])
  expect(after?.[0]).not.toBe(before?.[0])
})
