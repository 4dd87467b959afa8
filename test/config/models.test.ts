import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config/environment.ts'
import { modelSettings } from '../../src/config/models.ts'

const chatSettings = (settings: Record<string, string>) =>
  modelSettings(readConfig({ DISCORD_TOKEN: 'token', OPENAI_API_KEY: 'key', ...settings })).chat

const hosted = { firstTokenMs: 30_000, tokenGapMs: 20_000 }
const own = { firstTokenMs: 300_000, tokenGapMs: 120_000 }

describe('how long an answer may take to begin and to go on', () => {
  test.each([
    [{}, hosted],
    [{ OPENAI_BASE_URL: 'https://models.example/v1' }, hosted],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1' }, own],
    [{ OPENAI_BASE_URL: 'http://gpu-box:8000/v1' }, own],
    [
      { OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1', FIRST_TOKEN_TIMEOUT_SECONDS: '7' },
      { ...own, firstTokenMs: 7000 },
    ],
    [{ TOKEN_GAP_TIMEOUT_SECONDS: '60' }, { ...hosted, tokenGapMs: 60_000 }],
  ])('with %o', (settings, timeouts) => {
    expect(chatSettings(settings)).toMatchObject(timeouts)
  })

  test('is that of each model where several answer', () => {
    const { fallbacks, ...first } = chatSettings({ CHAT_MODEL: 'gpt, qwen@http://192.168.1.5:8080/v1' })

    expect(first).toMatchObject(hosted)
    expect(fallbacks).toMatchObject([own])
  })
})
