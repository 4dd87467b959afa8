import { REST, type RESTOptions, type ResponseLike } from 'discord.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MessageApi } from '../../../src/discord/message-api.ts'
import { type AnswerClaim, sendUnlessLost } from '../../../src/discord/outgoing/answer-claim.ts'
import { RequestBudget } from '../../../src/discord/outgoing/request-budget.ts'
import { StreamedReply } from '../../../src/discord/outgoing/streamed-reply.ts'
import { textsFor } from '../../../src/locales/locales.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An answer of Discord, which asks to wait so many seconds. */
const busy = (seconds: number) =>
  new Response(JSON.stringify({ message: 'Slow down.', retry_after: seconds, global: false }), {
    status: 429,
    headers: { 'retry-after': `${seconds}`, 'content-type': 'application/json' },
  }) as unknown as ResponseLike
const taken = () =>
  new Response('{"id":"300"}', { headers: { 'content-type': 'application/json' } }) as unknown as ResponseLike

/** An edit that Discord holds up once, while somebody may take its claim; how often it left, and how its claim was asked. */
async function editHeldUp(seconds: number, claimThen: AnswerClaim, isOverOthers: boolean) {
  const makeRequest = vi.fn(async () => taken()).mockResolvedValueOnce(busy(seconds))
  const rest = new REST({ makeRequest }).setToken('token')
  const messageApi = new MessageApi(rest)
  const claim = vi.fn(async () => claimThen)
  const sending = sendUnlessLost(claim, () => messageApi.edit('2', '300', { content: 'One' }), { isOverOthers })
  await vi.advanceTimersByTimeAsync(seconds * 1000 + 100)
  return { sent: await sending, requests: makeRequest.mock.calls.length, asked: claim.mock.calls.length }
}

test.for<[seconds: number, claim: AnswerClaim, isOverOthers: boolean, requests: number, asked: number]>([
  [5, 'lost', false, 1, 1],
  [5, 'own', true, 2, 1],
  [5, 'unknown', true, 2, 1],
  [12, 'unknown', false, 2, 1],
  [12, 'unknown', true, 1, 1],
  [0.2, 'lost', false, 2, 0],
])(
  'a request that waited %s s for Discord, while its claim came to be %s (over others’: %s), leaves %s times',
  async ([seconds, claim, isOverOthers, requests, asked]) => {
    const edit = await editHeldUp(seconds, claim, isOverOthers)

    expect(edit).toMatchObject({ requests, asked })
    expect(edit.sent).toBe(requests === 1 ? 'lost' : undefined)
  },
)

test('what no answer makes leaves however late it is', async () => {
  const makeRequest = vi.fn(async () => taken()).mockResolvedValueOnce(busy(5))
  const removing = new MessageApi(new REST({ makeRequest }).setToken('token')).remove('2', '300')
  await vi.advanceTimersByTimeAsync(5100)
  await removing

  expect(makeRequest).toHaveBeenCalledTimes(2)
})

test.for([
  ['posted', undefined, ['POST']],
  ['written over what stands', '300', ['PATCH']],
  ['written over what it had to look at', '400', ['GET', 'GET']],
] as const)(
  'an answer that is held up while its claim is lost is not %s: another process gives it',
  async ([, existing, requests]) => {
    const makeRequest = vi.fn<RESTOptions['makeRequest']>(async () => taken()).mockResolvedValueOnce(busy(5))
    const messageApi = new MessageApi(new REST({ makeRequest }).setToken('token'))
    messageApi.noteReply('300', '100')
    const claim = vi.fn(async (): Promise<AnswerClaim> => 'lost').mockResolvedValueOnce('own')
    const onElsewhere = vi.fn()
    const reply = new StreamedReply({
      ...{
        messageApi,
        claim,
        onElsewhere,

        texts: textsFor('en'),
        question: { id: '100', user: '1', channel: '2' },
      },
      ...{ botId: '3', nonceId: '100', isTakenOver: false, existingMessages: existing === undefined ? [] : [existing] },
      ...{
        isAnsweredElsewhere: () => false,
        answersTo: () => false,
        mayHaveMissed: () => false,
        onVisible: vi.fn(),
        onFailure: vi.fn(),
        onGone: vi.fn(),
      },
      requestBudget: new RequestBudget({ globalRemaining: 50, globalReset: Number.POSITIVE_INFINITY }, 50),
    })
    const finishing = reply.finish('One')
    await vi.advanceTimersByTimeAsync(5100)
    await finishing

    expect(makeRequest.mock.calls.map(([, { method }]) => method)).toEqual(requests)
    expect(onElsewhere).toHaveBeenCalledTimes(1)
  },
)
