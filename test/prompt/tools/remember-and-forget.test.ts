import { describe, expect, test, vi } from 'vitest'
import { MemoryUnavailable } from '../../../src/errors.ts'
import type { ChatTool } from '../../../src/prompt/chat-model.ts'
import { loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import { forgetTool } from '../../../src/prompt/tools/forget.ts'
import { type RememberOutcome, rememberTool } from '../../../src/prompt/tools/remember.ts'

const exact = await loadTokenCounter()
const away = () => Promise.reject(new MemoryUnavailable('secret'))

function tokensOf({ run: _, ...described }: ChatTool): number {
  return exact.count(JSON.stringify({ type: 'function', function: described }))
}

test('what is offered in every answer takes little of a prompt', () => {
  const tools = [rememberTool(vi.fn(), vi.fn()), forgetTool(vi.fn(), vi.fn())]
  // discord/answering/tools/chat-tools.ts keeps 250 free for them
  expect(tools.map(tokensOf).reduce((sum, tokens) => sum + tokens)).toBeLessThan(220)
})

describe('remember', () => {
  const told = async (came: RememberOutcome) =>
    String(await rememberTool(async () => ({ outcome: came }), vi.fn()).run({ quote: 'x' }))

  test('says in few words whether something is kept, and why not', async () => {
    for (const came of ['new', 'corrected', 'unnoted'] as const) expect(await told(came)).toMatch(/^Kept/u)
    const reasons = [
      ...(['notSaid', 'empty', 'tooLong', 'secret', 'paused'] as const),
      ...(['incognito', 'serverOff', 'moved'] as const),
    ]
    for (const came of reasons) {
      expect(await told(came)).toMatch(/^Not kept: /u)
      expect(exact.count(await told(came))).toBeLessThan(70)
    }
  })

  test.each([[undefined], [{}], ['x'], [{ quote: 5 }], [{ quote: 'x', instead_of: [] }]])(
    'says what it takes when it is asked with %o',
    async args => {
      const keep = vi.fn()
      expect(await rememberTool(keep, vi.fn()).run(args)).toMatch(/^remember takes/u)
      expect(keep).not.toHaveBeenCalled()
    },
  )

  test.each([[{}], [{ instead_of: null }], [{ instead_of: '' }]])('corrects nothing with %o', async more => {
    const keep = vi.fn(async () => ({ outcome: 'new' as const }))
    await rememberTool(keep, vi.fn()).run({ quote: 'x', ...more })
    expect(keep).toHaveBeenCalledExactlyOnceWith({ quote: 'x', insteadOf: undefined })
  })

  test('says what is past now, and what it may contradict, in short', async () => {
    const long = 'I live in Lisbon, '.repeat(40)
    const tell = async (reply: object) =>
      String(await rememberTool(async () => ({ outcome: 'new', ...reply }), vi.fn()).run({ quote: 'x' }))
    expect(await tell({ replaced: ['I live in "Lisbon"'] })).toMatch(/^Kept\. .*past now: "I live in \\"Lisbon\\""\.$/u)
    expect(await tell({ conflicts: ['I eat meat'] })).toMatch(/which stays: "I eat meat"\./u)
    expect(exact.count(await tell({ conflicts: [long, long, long] }))).toBeLessThan(90)
  })

  test('says that memory is away, and never why', async () => {
    const onFailure = vi.fn()
    const result = await rememberTool(away, onFailure).run({ quote: 'x' })
    expect(result).toMatch(/^Not kept: memory is out of reach/u)
    expect(result).not.toContain('secret')
    expect(onFailure).toHaveBeenCalledOnce()
  })
})

describe('forget', () => {
  test('says the same whatever is known, and nothing of it', async () => {
    const result = await forgetTool(async () => undefined, vi.fn()).run({ about: 'my ex' })
    expect(result).toMatch(/button.*Nothing is forgotten yet/u)
    expect(result).not.toContain('ex ')
    expect(exact.count(result)).toBeLessThan(70)
  })

  test.each([[undefined], [{}], [{ about: ' ' }], [{ about: 'x'.repeat(201) }], [{ about: null }]])(
    'says what it takes when it is asked with %o',
    async args => {
      const choice = vi.fn()
      expect(await forgetTool(choice, vi.fn()).run(args)).toMatch(/^forget takes/u)
      expect(choice).not.toHaveBeenCalled()
    },
  )

  test('says that memory is away, and never why', async () => {
    const result = await forgetTool(away, vi.fn()).run({ about: 'my ex' })
    expect(result).toMatch(/^Memory is out of reach/u)
    expect(result).not.toContain('secret')
  })
})
