import { expect, test } from 'vitest'
import { readConfig } from '../../src/config/environment.ts'

const least = { DISCORD_TOKEN: 'token', OPENAI_API_KEY: 'key', REDIS_URL: 'redis://127.0.0.1' }

test.each([
  ['0/1', [0], 1],
  ['0-7/16', [0, 1, 2, 3, 4, 5, 6, 7], 16],
  ['3,0/16', [0, 3], 16],
  [' 0-1, 1-2, 9 / 10 ', [0, 1, 2, 9], 10],
])('%s is understood', (text, ids, count) => {
  expect(readConfig({ ...least, SHARDS: text }).SHARDS).toEqual({ ids, count })
})

test('without the setting the process serves whatever there is', () => {
  expect(readConfig({ ...least, SHARDS: '' }).SHARDS).toBeUndefined()
})

test('processes that share the shards need a Redis that they share', () => {
  expect(() => readConfig({ ...least, REDIS_URL: '', SHARDS: '0-7/16' })).toThrow(/REDIS_URL is missing.*SHARDS/u)
  expect(readConfig({ ...least, REDIS_URL: '', SHARDS: '0-1/2' }).REDIS_URL).toBeUndefined()
})

test.each([
  ['2', /must be like 0-7\/16/u],
  ['all/16', /must be like 0-7\/16/u],
  ['/16', /must be like 0-7\/16/u],
  ['0/0', /number from 1 to 100000 behind the \//u],
  ['0-1/999999999', /number from 1 to 100000 behind the \//u],
  ['0-16/16', /from 0 to 15.*there is no 16/u],
  ['7-0/16', /0-7 instead of 7-0/u],
])('%s is refused with what to write', (text, problem) => {
  expect(() => readConfig({ ...least, SHARDS: text })).toThrow(problem)
})
