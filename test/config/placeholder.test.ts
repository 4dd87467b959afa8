import { expect, test } from 'vitest'
import { isPlaceholder } from '../../src/config/placeholder.ts'

test.for([
  ...[
    '<token>',
    'your-token-here',
    'YOUR_API_KEY',
    'sk-…',
    'sk-...',
    'sk-xxxxxxxxxxxx',
    'xxxxx',
    '***',
    'changeme',
    'change_me',
  ],
  ...[
    'paste it here',
    'insert-your-key',
    'replace_this',
    '{{ token }}',
    '[key]',
    'ここにトークン',
    'clé-ici',
    '“sk-abc”',
    'you-bot-token',
  ],
])('%s stands for something else', text => {
  expect(isPlaceholder(text)).toBe(true)
})

test.for([
  ...[
    'sk-proj-4Tz_x9Qb-1a',
    'gsk_abcDEF123',
    'none',
    'ollama',
    'x',
    'any',
    'test',
    'loopback-token',
    'sk-test-secret',
    'hf_Youre',
    'AIzaSyYour1',
  ],
  ...[['MTIz', 'GabcDe', 'fghIJ_kl-mn'].join('.'), 'theme', 'resume', 'input', 'computer'],
])('%s can be a key', text => {
  expect(isPlaceholder(text)).toBe(false)
})
