import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { environmentSchema, readConfig } from '../../src/config/environment.ts'

const least = { DISCORD_TOKEN: 'token', OPENAI_API_KEY: 'key' }

test('says everything that is missing at once, and where to get it', () => {
  expect(() => readConfig({})).toThrow(
    /DISCORD_TOKEN is missing.*discord\.com[\s\S]*OPENAI_API_KEY is missing.*platform\.openai\.com/u,
  )
})

test('needs no key for a model server on this machine', () => {
  expect(
    readConfig({ DISCORD_TOKEN: 'token', OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }).OPENAI_API_KEY,
  ).toBeUndefined()
  expect(() => readConfig({ DISCORD_TOKEN: 'token', OPENAI_BASE_URL: 'https://models.example/v1' })).toThrow(
    'OPENAI_API_KEY',
  )
})

test('takes an empty value for one that is not set', () => {
  expect(readConfig({ ...least, CHAT_MODEL: '', METRICS_PORT: ' ' })).toEqual(readConfig(least))
})

test('keeps empty embedding dimensions apart from none', () => {
  expect(readConfig({ ...least, EMBEDDING_DIMENSIONS: '' }).EMBEDDING_DIMENSIONS).toBe('')
  expect(readConfig(least).EMBEDDING_DIMENSIONS).toBe(512)
})

test.each([
  ['CONTEXT_TOKENS', 'many'],
  ['CONTEXT_TOKENS', '12.5'],
  ['WINDOW_MESSAGES', '-1'],
  ['DISCORD_API_URL', 'http://discord.example/api'],
  ['REDIS_URL', 'localhost:6379'],
  ['OPENAI_BASE_URL', 'no url'],
  ['LOG_LEVEL', 'loud'],
  ['TIME_ZONE', 'Atlantis'],
  ['RESPONSE_TOKENS', '8000'],
  ['CHAT_OPTIONS', 'temperature=1'],
  ['CHAT_OPTIONS', '[1]'],
  ['MODEL_HEADERS', '{"X-Title":5}'],
])('names %s when it is %s, and what it should be', (name, value) => {
  expect(() => readConfig({ ...least, [name]: value })).toThrow(new RegExp(`^ {2}${name} must be`, 'mu'))
})

test.each([
  [
    { REDIS_URL: 'redis://one, redis://two redis://three' },
    /^ {2}CELLS is 1, and REDIS_URL names 3 servers: set it to 3/mu,
  ],
  [{ REDIS_URL: 'redis://one redis-cluster://two,three', CELLS: '2' }, /^ {2}REDIS_URL names several servers: only/mu],
  [{ REDIS_URL: 'redis://one,redis://one', CELLS: '2' }, /^ {2}REDIS_URL names a server twice/mu],
])('says what is wrong with several servers of Redis (%o)', (settings, says) => {
  expect(() => readConfig({ ...least, ...settings })).toThrow(says)
})

test.each([
  ['CHAT_OPTIONS', 'messages', '[]'],
  ['CHAT_OPTIONS', 'stream', 'false'],
  ['MEMORY_OPTIONS', 'max_tokens', '5'],
  ['MEMORY_OPTIONS', 'response_format', '{}'],
  ['MODEL_HEADERS', 'authorization', '"Bearer x"'],
])('%s may not set %s', (name, field, value) => {
  const problem = new RegExp(`^ {2}${name} must not set ${field}: .*(?:does|itself)`, 'mu')
  expect(() => readConfig({ ...least, [name]: `{"${field}":${value}}` })).toThrow(problem)
})

test('options and headers are read', () => {
  const { CHAT_OPTIONS, MODEL_HEADERS } = readConfig({
    ...least,
    CHAT_OPTIONS: '{"temperature":0.7,"provider":{"order":["Groq"]}}',
    MODEL_HEADERS: '{"X-Title":"Keepsake"}',
  })
  expect(CHAT_OPTIONS).toEqual({ temperature: 0.7, provider: { order: ['Groq'] } })
  expect(MODEL_HEADERS).toEqual({ 'X-Title': 'Keepsake' })
})

test('.env.example explains every setting, with its real default', () => {
  const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n')
  const shown = new Map(
    lines
      .flatMap(line => [/^#?([A-Z_]+)=(.*)$/u.exec(line)])
      .flatMap(match => (match === null ? [] : [[match[1], match[2]]])),
  )
  const defaults = readConfig(least)
  const onlyExplained = new Set(['OPENAI_BASE_URL'])

  expect(new Set(shown.keys())).toEqual(new Set(Object.keys(environmentSchema.shape)))
  for (const [name, value] of shown) {
    if (name === undefined || name in least || onlyExplained.has(name)) continue
    expect(`${name}=${value}`).toBe(`${name}=${Reflect.get(defaults, name) ?? ''}`)
  }
})
