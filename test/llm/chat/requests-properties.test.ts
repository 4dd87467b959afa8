import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ModelFailure } from '../../../src/errors.ts'
import { QuestionRequests } from '../../../src/llm/chat/requests.ts'
import { startToolLoop, type ToolLoop } from '../../../src/llm/chat/tool-loop.ts'
import { createOpenAiChatModel, type OpenAiChatServer } from '../../../src/llm/openai/chat-model.ts'
import type { RequestFailure } from '../../../src/llm/server/failure.ts'
import type { ChatMessage } from '../../../src/prompt/chat-model.ts'
import { fc } from '../../support/property.ts'
import { silentLogger } from '../../support/silent-logger.ts'

/** Half a minute for the model, and what may come on top: within that, people read an answer or a sentence. */
const MOST_MS = 36_000
const MOST_REQUESTS = 5

const messages: readonly ChatMessage[] = [
  { role: 'system', content: 'You are Keepsake.' },
  {
    role: 'user',
    content: [
      { type: 'text', text: 'What is this?' },
      { type: 'image', url: 'data:image/png;base64,AAAA', name: 'cat.png' },
    ],
  },
]
const tool = { name: 'remember', description: '', parameters: {}, run: async () => '' }
const tools = { offered: [tool], maxCalls: 4 }

/** A request that fails after a while, or gets through; undefined where no answer comes at all. */
interface Reply {
  readonly failure: RequestFailure | undefined
  readonly afterMs: number
}

const kinds: readonly ModelFailure[] = [
  ...(['refused', 'overloaded', 'unreachable', 'cut', 'slow', 'tooLong'] as const),
  ...(['key', 'quota', 'filtered', 'missing', 'spentToday'] as const),
]
const failure: fc.Arbitrary<RequestFailure> = fc.record({
  failure: fc.constantFrom(...kinds),
  status: fc.constantFrom(400, 404, 413, 422, 429, 500, 503),
  wording: fc.constantFrom('', 'no', 'something else'),
  retryAfterMs: fc.option(fc.constantFrom(0, 800, 5000, 25_000, 90_000), { nil: undefined }),
  named: fc.subarray([
    { feature: 'tools', by: 'hint' },
    { feature: 'images', by: 'statement' },
    { feature: 'system_role', by: 'statement' },
    { feature: 'stream_options', by: 'code' },
  ] as const),
  pictures: fc.option(fc.constantFrom('tooMany', 'one', 'body'), { nil: undefined }),
})
const reply: fc.Arbitrary<Reply> = fc.record({
  failure: fc.option(failure, { nil: undefined, freq: 6 }),
  afterMs: fc.constantFrom(5, 500, 4000, 29_000, 200_000),
})

/** Models that have so many milliseconds each for their first token. */
function serversWith(first: number, ...others: readonly number[]): readonly OpenAiChatServer[] {
  const settings = { model: 'm', baseUrl: 'http://127.0.0.1:2/v1', responseTokens: 100 }
  const fallbacks = others.map((firstTokenMs, at) => ({ model: `other ${at}`, firstTokenMs }))
  const timeouts = { firstTokenMs: first, tokenGapMs: 20_000 }
  return createOpenAiChatModel({ ...settings, ...timeouts, fallbacks }, silentLogger).servers
}

const HOSTED_MS = 30_000
const OWN_MS = 300_000

const serversOf = (count: number) => serversWith(HOSTED_MS, ...Array.from({ length: count - 1 }, () => HOSTED_MS))

interface Outcome {
  readonly requests: number
  readonly ms: number
  readonly end: 'answered' | ModelFailure
}

/** One question, with these replies one after the other and none after the last; time goes by as they say. */
async function ask(servers: readonly OpenAiChatServer[], replies: readonly Reply[], person: string): Promise<Outcome> {
  const begun = Date.now()
  const pass = (ms: number) => vi.advanceTimersByTime(ms)
  const options = { signal: new AbortController().signal, mayRestart: () => true, person, tools }
  const refit = async () => ({ messages, tools })
  const requests = new QuestionRequests(servers, messages, { ...options, refit })
  const toolLoop: ToolLoop | undefined = startToolLoop(tools)
  for (let sent = 1; ; sent += 1) {
    const { firstTokenMs } = requests.timeouts(false)
    const request = requests.next(toolLoop)
    const { failure: failed, afterMs } = replies[sent - 1] ?? { failure: undefined, afterMs: 200_000 }
    const isLate = afterMs > firstTokenMs
    pass(Math.min(afterMs, firstTokenMs))
    const outcome: RequestFailure | undefined = isLate ? { failure: 'slow', wording: '' } : failed
    if (outcome === undefined) {
      requests.succeeded(request)
      return { requests: sent, ms: Date.now() - begun, end: 'answered' }
    }
    const step = await requests.failed(outcome, request, toolLoop)
    if (step.kind === 'giveUp') return { requests: sent, ms: Date.now() - begun, end: step.failure }
    if (step.kind === 'wait') pass(step.delayMs)
  }
}

describe('whatever a server does', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  test('a question ends within 36 s and five requests, also where other models stand in', async () => {
    const replies = fc.array(reply, { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(replies, { maxLength: 5 }),
        async (count, questions) => {
          const servers = serversOf(count)
          for (const [at, one] of questions.entries()) {
            const { requests, ms } = await ask(servers, one, at % 2 === 0 ? 'Ada' : 'Bob')
            expect(requests).toBeLessThanOrEqual(MOST_REQUESTS)
            expect(ms).toBeLessThanOrEqual(MOST_MS)
          }
        },
      ),
    )
  })

  test('a slow model of one’s own has its time, and leaves a hosted one that stands in for it its own', async () => {
    const servers = serversWith(OWN_MS, HOSTED_MS)
    const slow: Reply = { failure: undefined, afterMs: OWN_MS }
    const well: Reply = { failure: undefined, afterMs: 29_000 }

    expect(await ask(serversWith(OWN_MS), [{ ...well, afterMs: OWN_MS - 1 }], 'Ada')).toMatchObject({ end: 'answered' })
    expect(await ask(servers, [slow, well], 'Ada')).toMatchObject({ requests: 2, end: 'answered' })
    expect(await ask(serversWith(HOSTED_MS, OWN_MS), [slow, { ...well, afterMs: 200_000 }], 'Ada')).toMatchObject({
      ...{ requests: 2, ms: HOSTED_MS + 200_000, end: 'answered' },
    })
    expect((await ask(serversWith(OWN_MS, HOSTED_MS), [], 'Ada')).ms).toBeLessThanOrEqual(OWN_MS + 6000)
  })

  test('a server that is well again is used fully within a minute, if no code and nobody else spoke against it', async () => {
    const unsaid = reply.map(one => ({
      ...one,
      failure: one.failure && { ...one.failure, named: [], pictures: undefined },
    }))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(unsaid, { maxLength: 6 }), { maxLength: 4 }), async questions => {
        const servers = serversOf(1)
        const well: Reply = { failure: undefined, afterMs: 5 }
        await ask(servers, [well], 'Bob')
        for (const replies of questions) await ask(servers, replies, 'Ada')
        vi.advanceTimersByTime(60_001)

        const [server] = servers
        const omitted = [...(server?.capabilities.omitted ?? [])].filter(name => ['tools', 'images'].includes(name))
        expect(omitted).toEqual([])
        expect(server?.capabilities.limits).toEqual({})
        expect(await ask(servers, [well], 'Bob')).toMatchObject({ requests: 1, end: 'answered' })
      }),
    )
  })

  test('what stands below the message stays where the prompt is made smaller', async () => {
    const options = { signal: new AbortController().signal, mayRestart: () => true, refit: async () => ({ messages }) }
    const requests = new QuestionRequests(serversOf(1), messages, options)
    requests.remind('\n[Say "you".]')
    const failed: RequestFailure = { failure: 'tooLong', status: 400, wording: '', limits: { contextTokens: 4000 } }

    const step = await requests.failed(failed, requests.next(undefined), undefined)

    expect(step).toEqual({ kind: 'without', omitted: 'contextTokens' })
    expect(JSON.stringify(requests.next(undefined)).split('Say \\"you').length).toBe(2)
  })
})
