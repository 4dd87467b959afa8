import { expect, test } from 'vitest'
import { trimSecret } from '../../src/config/copied-value.ts'
import { readConfig } from '../../src/config/environment.ts'

const token = ['MTIzNDU2', 'GabcDE', 'abc_def-ghi'].join('.')

test.for([
  token,
  ` ${token} `,
  `"${token}"`,
  `'${token}'`,
  `“${token}”`,
  `’${token}’`,
  `"${token}`,
  `${token}\u200b`,
  `\ufeff${token}\r\n`,
  `Bot ${token}`,
  `"Bot ${token}"`,
  `bearer ${token}`,
  `Authorization: Bot ${token}`,
  `DISCORD_TOKEN=${token}`,
  `export DISCORD_BOT_TOKEN = "${token}"`,
])('%j is read as the token in it', given => {
  expect(trimSecret(given)).toBe(token)
  expect(readConfig({ DISCORD_TOKEN: given, OPENAI_API_KEY: given })).toMatchObject({
    DISCORD_TOKEN: token,
    OPENAI_API_KEY: token,
  })
})

test.for(['abc_DEF==', 'ABC_DEF==', 'Ab_Cd=', 'bot', 'sk-bot_x', 'none', 'A_B'])('%s stays as it is', key => {
  expect(trimSecret(key)).toBe(key)
})

test('quotes around any value are taken off, as dotenv does, and a pair around nothing is no value', () => {
  const least = { DISCORD_TOKEN: token, OPENAI_API_KEY: 'key' }
  const quoted = {
    CHAT_MODEL: '"small"',
    CONTEXT_TOKENS: "'9000'",
    CHAT_OPTIONS: '\'{"temperature":1}\'',
    REDIS_URL: '""',
  }

  expect(readConfig({ ...least, ...quoted })).toMatchObject({ CHAT_MODEL: 'small', CONTEXT_TOKENS: 9000 })
  expect(readConfig({ ...least, ...quoted }).CHAT_OPTIONS).toEqual({ temperature: 1 })
  expect(readConfig({ ...least, ...quoted }).REDIS_URL).toBeUndefined()
  expect(() => readConfig({ ...least, DISCORD_TOKEN: '""' })).toThrow('DISCORD_TOKEN is missing')
})
