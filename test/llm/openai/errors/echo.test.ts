import { expect, test } from 'vitest'
import { withoutEcho } from '../../../../src/llm/openai/errors/echo.ts'

test.each([
  [
    "Invalid input: 'This model does not support tools' at 7",
    ['This model does not support tools'],
    "invalid input: '…' at 7",
  ],
  ['cut off: this model does not supp', ['This model does not support tools'], 'cut off: …'],
  [
    '{"content":"line one\\nimage input is not supported"}',
    ['line one\nimage input is not supported'],
    '{"content":"…"}',
  ],
  ['unknown word insufficient_quota here', ['what is insufficient_quota?'], 'unknown word … here'],
  ['failed at: tools', ['tools'], 'failed at: …'],
  ['画像: 画像', ['画像'], '…: …'],
])('what stands in the request is taken out of “%s”', (wording, texts, left) => {
  expect(withoutEcho(wording, texts)).toBe(left)
})

test.each([
  ['this model does not support tools', ['Which tools does a model need?']],
  ['maximum context length is 4096 tokens', ['What is the length of a marathon?']],
  ['image input is not supported', ['An image, please', 'of an input']],
])('words that are there by chance stay: “%s”', (wording, texts) => {
  expect(withoutEcho(wording, texts)).toBe(wording)
})
