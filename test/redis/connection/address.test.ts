import { expect, test } from 'vitest'
import { ConfigError } from '../../../src/errors.ts'
import { keyPrefixAt, parseRedisAddress, redisHosts, serverUrls } from '../../../src/redis/connection/address.ts'

test('one host is taken as it stands; with TLS its name is told, where it has one', () => {
  const plain = 'redis://:secret@host:6379/2'
  const encrypted = 'rediss://ada:pw@example.com'
  expect(parseRedisAddress(plain)).toEqual({ url: plain, options: {} })
  expect(parseRedisAddress(encrypted)).toEqual({
    url: encrypted,
    options: { tls: { servername: 'example.com' } },
  })
  for (const numeric of ['rediss://10.0.0.1:6380', 'rediss://[::1]:6380'])
    expect(parseRedisAddress(numeric)).toEqual({ url: numeric, options: { tls: {} } })
})

test('several servers stand one behind the other, and commas that are parts of an address part nothing', () => {
  expect(serverUrls(' redis://:a,b@one:1,\n  rediss://two/2 , redis://three ')).toEqual([
    ...['redis://:a,b@one:1', 'rediss://two/2', 'redis://three'],
  ])
  expect(redisHosts('redis://:secret@one:1 redis://two/2 redis://three/0')).toBe('one:1, two/2, three')
  for (const one of ['redis-cluster://:pw@one:1,two:2', 'redis-sentinel://one,redis:2#main'])
    expect(serverUrls(one)).toEqual([one])
})

test.each([
  ['redis-sentinel://host#mymaster', { sentinels: [{ host: 'host', port: 26_379 }], name: 'mymaster' }],
  [
    'redis-sentinel://:p%40ss@one:1,two:2,[::1]:3/4#main',
    {
      sentinels: [
        { host: 'one', port: 1 },
        { host: 'two', port: 2 },
        { host: '::1', port: 3 },
      ],
      ...{ name: 'main', password: 'p@ss', db: 4 },
    },
  ],
  [
    `rediss-sentinel://ada:pw@one/?${new URLSearchParams({ sentinelUsername: 'guard', sentinelPassword: 'a&b' })}#main`,
    {
      sentinels: [{ host: 'one', port: 26_379 }],
      ...{ name: 'main', username: 'ada', password: 'pw', sentinelUsername: 'guard', sentinelPassword: 'a&b' },
      ...{ tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true },
    },
  ],
])('%s names Sentinels', (address, options) => {
  expect(parseRedisAddress(address)).toEqual({ options })
})

test('nodes of a Cluster are named, and keys that stand in it begin with the tag that keeps them together', () => {
  expect(parseRedisAddress('redis-cluster://:p%40ss@one:1,two,[::1]:3')).toEqual({
    options: { password: 'p@ss' },
    nodes: [
      { host: 'one', port: 1 },
      { host: 'two', port: 6379 },
      { host: '::1', port: 3 },
    ],
  })
  expect(parseRedisAddress('rediss-cluster://ada:pw@one/')).toEqual({
    options: { username: 'ada', password: 'pw', tls: {} },
    nodes: [{ host: 'one', port: 6379 }],
  })
  expect(redisHosts('redis-cluster://:pa55word@one:1,two')).toBe('one:1,two')
  expect(keyPrefixAt('redis-cluster://one')).toBe('keepsake:{0}:')
  expect(keyPrefixAt('redis://one', 'mine:')).toBe('mine:')
})

test.each([
  'redis-cluster://:pa55word@one,,two',
  'redis-cluster://:pa55word@',
  'http://:pa55word@host',
  'redis-sentinel://:pa55word@host', // which primary?
  'redis-sentinel://:pa55word@#main',
  'redis-sentinel://:pa55word@one:port#main',
  'redis-sentinel://:pa55word%zz@one#main',
  'redis-sentinel://:pa55word@one,,two#main',
])('%s is refused without being quoted', address => {
  let failure: unknown
  try {
    parseRedisAddress(address)
  } catch (error) {
    failure = error
  }
  expect(failure).toBeInstanceOf(ConfigError)
  expect(String(failure)).toContain('redis-sentinel://')
  expect(String(failure)).not.toContain('pa55word')
})

test('hosts are shown without passwords', () => {
  const password = 'pa55word'
  expect(redisHosts(`redis://:${password}@host:6379/1`)).toBe('host:6379')
  expect(redisHosts(`redis-sentinel://:${password}@one:1,two/0?sentinelPassword=${password}#main`)).toBe('one:1,two')
})
