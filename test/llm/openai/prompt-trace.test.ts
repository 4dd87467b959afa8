import { expect, test } from 'vitest'
import { PromptTrace } from '../../../src/llm/openai/prompt-trace.ts'

const text = Array.from({ length: 40 }, (_, n) => `I keep bee ${n}. `).join('')

test.each([
  ['the same', text, text.length],
  ['more', `${text} And tea.`, text.length],
  ['nothing', '', 0],
  ['other words from the beginning', `You ${text}`, 0],
])('a text that has %s', (_, other, shared) => {
  expect(new PromptTrace(text).sharedLength(other)).toBe(shared)
})

test('one that differs somewhere shares what comes before, but for a block', () => {
  for (const at of [63, 64, 65, 200, 300]) {
    const shared = new PromptTrace(text).sharedLength(`${text.slice(0, at)}!${text.slice(at + 1)}`)
    expect(shared).toBeLessThanOrEqual(at)
    expect(shared).toBeGreaterThan(at - 64)
  }
})
