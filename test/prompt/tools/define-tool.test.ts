import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineTool, optional } from '../../../src/prompt/tools/define-tool.ts'
import { forgetTool } from '../../../src/prompt/tools/forget.ts'
import { rememberTool } from '../../../src/prompt/tools/remember.ts'
import { searchMemoryTool } from '../../../src/prompt/tools/search-memory.ts'

const note = defineTool({
  name: 'note',
  description: 'Notes something.',
  parameters: z.object({ text: z.string().min(1).max(5), day: optional(z.string().regex(/^\d+$/)).describe('A day') }),
  usage: 'note takes a text.',
  unavailable: 'Not now.',
  consequence: 'nothing was noted',
})

describe('a tool', () => {
  test('runs with its arguments, without what a model gives in place of nothing', async () => {
    const run = vi.fn(async () => 'Noted.')
    const tool = note(run, vi.fn())
    for (const day of [undefined, null, '']) expect(await tool.run({ text: 'tea', day })).toBe('Noted.')
    expect(await tool.run({ text: 'tea', day: '5', more: true })).toBe('Noted.')
    expect(run.mock.calls).toEqual([...Array(3).fill([{ text: 'tea' }]), [{ text: 'tea', day: '5' }]])
  })

  test.each([[undefined], [{}], [{ text: '' }], [{ text: 'too long' }], [{ text: 'tea', day: 'x' }]])(
    'says what it takes when it is called with %o',
    async args => {
      const run = vi.fn()
      expect(await note(run, vi.fn()).run(args)).toBe('note takes a text.')
      expect(run).not.toHaveBeenCalled()
    },
  )

  test('that fails tells the log why, and the model that it is of no use now', async () => {
    const onFailure = vi.fn()
    const error = new Error('secret')
    expect(await note(() => Promise.reject(error), onFailure).run({ text: 'tea' })).toBe('Not now.')
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(error, 'nothing was noted')
  })
})

test('no tool asks a server for more of JSON schema than types and descriptions', () => {
  const described = (names: readonly string[]) =>
    Object.fromEntries(names.map(name => [name, { type: 'string', description: expect.any(String) }]))
  const unused = vi.fn()
  const tools = [
    [rememberTool(unused, unused), ['quote', 'instead_of'], ['quote']],
    [forgetTool(unused, unused), ['about'], ['about']],
    [searchMemoryTool({} as never, {} as never), ['query', 'from', 'to'], ['query']],
  ] as const
  for (const [{ parameters }, names, required] of tools) {
    expect(parameters).toEqual({
      type: 'object',
      properties: described(names),
      required,
      additionalProperties: false,
    })
  }
})
