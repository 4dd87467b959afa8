import { expect, test } from 'vitest'
import { findUnknownSettings } from '../../src/config/setting-names.ts'

const told = (...names: readonly string[]) => findUnknownSettings({}, names)

test.for([
  ['DISCORD_TOKN', 'DISCORD_TOKEN'],
  ['discord_token', 'DISCORD_TOKEN'],
  ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
  ['OPENAI_KEY', 'OPENAI_API_KEY'],
  ['OPENAI_URL', 'OPENAI_BASE_URL'],
  ['OPENAI_API_BASE', 'OPENAI_BASE_URL'],
  ['CHATMODEL', 'CHAT_MODEL'],
  ['CHAT_MODELS', 'CHAT_MODEL'],
  ['REDIS_URI', 'REDIS_URL'],
  ['TIMEZONE', 'TIME_ZONE'],
  ['EMBEDDINGS_MODEL', 'EMBEDDING_MODEL'],
  ['DAILY_TOKENS_USER', 'DAILY_TOKENS_PER_USER'],
  ['LOGLEVEL', 'LOG_LEVEL'],
] as const)('%s is taken for %s', ([name, meant]) => {
  expect(told(name)).toEqual([expect.stringContaining(`${name} is no setting: did you mean `)])
  expect(told(name)[0]).toContain(meant)
})

test('what is like no setting is named, and nothing offered for it', () => {
  expect(told('FAVOURITE_COLOUR')).toEqual(['FAVOURITE_COLOUR is no setting'])
})

test('settings, and what others read, are known', () => {
  expect(told('DISCORD_TOKEN', 'REDIS_PASSWORD', 'HTTPS_PROXY', 'no_proxy', 'NODE_EXTRA_CA_CERTS', 'TZ')).toEqual([])
})

test('of the environment of other programs only slips are told, and no value ever', () => {
  const environment = { OPENAI_ORG_ID: 'org', EDITOR: 'vi', MODEL: 'x', CHAT_MODLE: 'secret-value' }

  expect(findUnknownSettings(environment, [])).toEqual(['CHAT_MODLE is no setting: did you mean CHAT_MODEL?'])
})
