import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'
import { type APIMessage, DiscordAPIError, HTTPError } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { digestOfContent, type MessageApi, type OutgoingMessage } from '../../../src/discord/message-api.ts'
import type { AnswerClaim } from '../../../src/discord/outgoing/answer-claim.ts'
import { RequestBudget } from '../../../src/discord/outgoing/request-budget.ts'
import { StreamedReply } from '../../../src/discord/outgoing/streamed-reply.ts'
import { textsFor } from '../../../src/locales/locales.ts'

const question = { id: '100', user: '1', channel: '2' }
const budget = { globalRemaining: 50, globalReset: Number.POSITIVE_INFINITY }
const passing = () => new HTTPError(503, 'Service Unavailable', 'POST', 'https://discord.test', {})
const refused = (code: number, method = 'POST') =>
  new DiscordAPIError({ code, message: '' }, code, 403, method, 'https://discord.test', { files: undefined, body: {} })

/** What stands in the channel: message id → how it looks. */
const standing = new Map<string, OutgoingMessage>()
const posted: MessageApi['post'] = async (_, nonce, shown) => {
  const id = nonce.replace('100.', '20')
  standing.set(id, shown)
  return { id, content: shown.content } as Awaited<ReturnType<MessageApi['post']>>
}
const calls = {
  hasPosted: vi.fn<MessageApi['hasPosted']>(() => false),
  hasRemoved: vi.fn<MessageApi['hasRemoved']>(() => false),
  hasFound: vi.fn<MessageApi['hasFound']>(() => false),
  lostContents: vi.fn<MessageApi['lostContents']>(() => new Set()),
  post: vi.fn(posted),
  edit: vi.fn<MessageApi['edit']>(async (_, id, shown) => void standing.set(id, shown)),
  read: vi.fn<MessageApi['read']>(),
  isOwnContent: vi.fn<MessageApi['isOwnContent']>(({ content }) => content === 'Sorry.'),
  repliesTo: vi.fn<MessageApi['repliesTo']>(async () => undefined),
  remove: vi.fn<MessageApi['remove']>(async (_, id) => void standing.delete(id)),
  readAfter: vi.fn<MessageApi['readAfter']>(async () => []),
}
const [botId, claim] = ['3', vi.fn(async (): Promise<AnswerClaim> => 'own')]
const isAnsweredElsewhere = vi.fn((_: AnswerClaim) => false)
const answersTo = vi.fn(() => false)

const EDITED_AT = Date.parse('2026-05-01T10:00:00Z')

/** A message on Discord, as a reply where it is one. */
const written = (id: string, by: string, repliesTo?: string, content = 'old') => ({
  ...{ id, content, author: { id: by } },
  ...(repliesTo !== undefined && { message_reference: { message_id: repliesTo } }),
})
/** This process has sent these words as a reply to a message, and heard no more of them. */
const loses = (repliesTo: string, ...words: string[]) =>
  calls.lostContents.mockImplementation(id => new Set(id === repliesTo ? words.map(digestOfContent) : []))
const heard = { onVisible: vi.fn(), onFailure: vi.fn(), onGone: vi.fn(), onElsewhere: vi.fn() }
const texts = () => [...standing.values()].map(({ content }) => content)

function reply(existing: readonly string[] = [], isTakenOver = false, mayHaveMissed = false): StreamedReply {
  for (const id of existing) standing.set(id, { content: 'old' })
  const messages = calls as unknown as MessageApi
  return new StreamedReply({
    texts: textsFor('en'),
    editedAt: EDITED_AT,
    messageApi: messages,
    requestBudget: new RequestBudget(budget, 50),
    question,
    ...{ botId, claim, isAnsweredElsewhere, answersTo, isTakenOver },
    nonceId: question.id,
    mayHaveMissed: () => mayHaveMissed,
    existingMessages: existing,
    ...heard,
  })
}

beforeEach(() => {
  vi.useFakeTimers()
  // The pauses between tries, by the clock of the test.
  vi.spyOn(timers, 'setTimeout').mockImplementation(ms => new Promise(resolve => void setTimeout(resolve, ms)))
  syncBuiltinESMExports()
  vi.clearAllMocks()
  isAnsweredElsewhere.mockReset().mockReturnValue(false)
  answersTo.mockReset().mockReturnValue(false)
  calls.readAfter.mockReset().mockResolvedValue([])
  calls.lostContents.mockReset().mockReturnValue(new Set())
  calls.post.mockReset().mockImplementation(posted)
  claim.mockReset().mockResolvedValue('own')
  standing.clear()
  budget.globalRemaining = 50
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})

describe('a text that streams', () => {
  test('shows first 1.5 s after it began, in one call', async () => {
    const answer = reply()
    answer.update('One')
    await vi.advanceTimersByTimeAsync(1400)
    answer.update('One two')
    expect(texts()).toEqual([])

    await vi.advanceTimersByTimeAsync(100)
    expect(texts()).toEqual(['One two'])
    expect(heard.onVisible).toHaveBeenCalledTimes(1)
    await answer.finish('One two')
    expect(calls.post).toHaveBeenCalledTimes(1)
    expect(calls.edit).not.toHaveBeenCalled()
  })

  test('is edited once a second, and only while it grows; a Stop button comes after 3 s', async () => {
    const answer = reply()
    answer.update('One')
    await vi.advanceTimersByTimeAsync(1500)
    answer.update('One two')
    answer.update('One two three')
    await vi.advanceTimersByTimeAsync(1000)
    expect(texts()).toEqual(['One two three'])
    expect(calls.edit).toHaveBeenCalledTimes(1)

    await vi.advanceTimersByTimeAsync(1900)
    expect(calls.edit).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(standing.get('200')).toEqual({ content: 'One two three', button: { id: 'stop:100', label: 'Stop' } })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(calls.edit).toHaveBeenCalledTimes(2)
    await answer.finish('One two three')
    expect(standing.get('200')).toEqual({ content: 'One two three' })
  })

  test('waits while the bot’s requests run low, and the final text does not', async () => {
    const answer = reply()
    budget.globalRemaining = 20
    answer.update('One')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(texts()).toEqual([])

    await answer.finish('One two')

    expect(texts()).toEqual(['One two'])
  })

  test('that is refused is not tried again before it is final', async () => {
    calls.post.mockRejectedValue(refused(50_013))
    const answer = reply()
    for (let words = 1; words < 30; words += 1) {
      answer.update('word '.repeat(words))
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(calls.post).toHaveBeenCalledTimes(1)

    await expect(answer.finish('done')).rejects.toThrow()
    expect(calls.post).toHaveBeenCalledTimes(2)
  })

  test.each([
    ['question', refused(10_008, 'POST'), true],
    ['answer', refused(10_008, 'PATCH'), false],
  ])('tells when the %s is gone', async (_, error, isQuestionGone) => {
    const answer = reply()
    calls[isQuestionGone ? 'post' : 'edit'].mockRejectedValueOnce(error)
    for (const text of ['One', 'One two']) {
      answer.update(text)
      await vi.advanceTimersByTimeAsync(1500)
      if (heard.onGone.mock.calls.length > 0) break
    }

    expect(heard.onGone).toHaveBeenCalledTimes(1)
    expect(answer.isQuestionGone).toBe(isQuestionGone)
  })
})

describe('a final text', () => {
  test('is tried again for a minute while Discord fails, and then given up', async () => {
    calls.post.mockRejectedValue(passing())
    const failed = expect(reply().finish('One')).rejects.toThrow('Service Unavailable')
    await vi.advanceTimersByTimeAsync(70_000)
    await failed

    expect(calls.post.mock.calls.length).toBeGreaterThan(5)
  })

  test('is there when Discord is back', async () => {
    calls.post.mockRejectedValueOnce(passing()).mockRejectedValueOnce(passing())
    const finished = reply().finish('One')
    await vi.advanceTimersByTimeAsync(5000)

    expect(await finished).toEqual(['200'])
    expect(texts()).toEqual(['One'])
  })

  test('takes the place of what stood there, and what is left over goes', async () => {
    const ids = await reply(['300', '301', '302']).finish(`${'one '.repeat(400)}\n\n${'two '.repeat(400)}`)

    expect(ids).toEqual(['300', '301'])
    expect([...standing.keys()]).toEqual(['300', '301'])
    expect(calls.post).not.toHaveBeenCalled()
  })

  test('replaces what a process that died had posted under the same nonce, with its button', async () => {
    const components = [{ type: 1, components: [] }]
    calls.post.mockResolvedValueOnce({ id: '200', content: 'One', components } as never)
    await reply().finish('One')

    expect(calls.edit.mock.calls).toEqual([['2', '200', { content: 'One' }]])
  })

  test.for([
    ['of another process', false],
    ['of its own, lost on its way', true],
  ] as const)('which is a notice in an answer’s place is written over the answer %s: %s', async ([, isOwn]) => {
    if (isOwn) loses('100', 'Oslo.')
    const found = written('200', botId, '100', 'Oslo.')
    calls.readAfter.mockResolvedValue([found] as never)
    calls.post.mockResolvedValueOnce(found as never)
    await reply().finish('My model is too slow.', undefined, true)

    expect(calls.edit.mock.calls.length > 0).toBe(isOwn)
    expect(heard.onElsewhere.mock.calls.length > 0).toBe(!isOwn)
  })

  test('takes away what a process that died had posted more of it', async () => {
    const after = [
      ...[written('200', botId, '100'), written('201', botId, '99'), written('202', '9', '100')],
      ...[written('203', botId), written('204', botId, '100')],
    ]
    calls.readAfter.mockResolvedValueOnce(after as never)
    calls.post.mockResolvedValueOnce({ id: '200', content: 'Two, and much more' } as never)

    expect(await reply().finish('One')).toEqual(['200'])
    expect(calls.remove.mock.calls).toEqual([['2', '204']])
  })

  test.for([
    ['has its nonce', 'own', 'nothing'],
    ['was found where what was sent before has failed', 'own', 'One'],
    ['was sent for these before and lost on its way', 'own', 'To both'],
    ['was sent for these before, where nobody knows who has the claim', 'unknown', 'To both'],
  ] as const)('does not take the place of an answer to later messages, which %s', async ([, owner, words]) => {
    claim.mockResolvedValue(owner)
    loses('101', words)
    const message_reference = { message_id: '101' }
    calls.post.mockResolvedValueOnce({ id: '200', content: 'To both', message_reference } as never)
    calls.post.mockResolvedValueOnce({ id: '201', content: 'One' } as never)

    expect(await reply().finish('One')).toEqual(['201'])
    expect(calls.edit).not.toHaveBeenCalled()
  })

  test('is written over what was sent before and lost on its way, also where that replies to a message that is gone', async () => {
    answersTo.mockReturnValue(true)
    loses('101', 'To both')
    const message_reference = { message_id: '101' }
    calls.post.mockResolvedValueOnce({ id: '200', content: 'To both', message_reference } as never)

    expect(await reply().finish('One')).toEqual(['200'])
    expect(calls.edit.mock.calls).toMatchObject([['2', '200', { content: 'One' }]])
  })

  test.for(['own', 'unknown'] as const)(
    'is written over what was sent under another nonce and lost on its way, where the claim is %s',
    async owner => {
      claim.mockResolvedValue(owner)
      calls.lostContents.mockReturnValueOnce(new Set([digestOfContent('old')]))
      calls.readAfter.mockResolvedValue([written('300', botId, '100')] as never)

      expect(await reply().finish('One')).toEqual(['300'])
      expect(calls.post).not.toHaveBeenCalled()
      expect(calls.edit.mock.calls).toMatchObject([['2', '300', { content: 'One' }]])
    },
  )

  test('that was taken over finds what was posted of it meanwhile, and takes away what it has no use for', async () => {
    calls.readAfter.mockResolvedValueOnce([
      ...[written('300', botId, '100'), written('302', botId, '100'), written('303', botId, '99')],
    ] as never)

    expect(await reply(['300'], true).finish('word '.repeat(500))).toEqual(['300', '201'])
    expect(calls.post.mock.calls).toMatchObject([[question, '100.1', {}]])
    expect(calls.remove.mock.calls).toEqual([['2', '302']])
  })

  test.for([
    ['gives way to that of another process which stands before it', ['150', '200'], false],
    ['gives way to that of another process which is heard of', ['200', '250'], true],
    ['gives way to that of another process which is heard of and replies to a later message', ['200'], true],
  ] as const)('%s, where nobody knows who has the claim', async ([, ids, isHeard]) => {
    claim.mockResolvedValue('unknown')
    isAnsweredElsewhere.mockReturnValueOnce(false).mockReturnValueOnce(isHeard)
    calls.readAfter.mockResolvedValueOnce([])
    calls.readAfter.mockResolvedValueOnce(ids.map(id => written(id, botId, '100', 'One')) as never)

    expect(await reply().finish('One')).toEqual([])
    expect(calls.remove.mock.calls).toEqual([['2', '200']])
    expect(heard.onElsewhere).toHaveBeenCalledTimes(1)
  })

  test('stays where what stands after it may be more of the same answer, found under its nonce', async () => {
    claim.mockResolvedValue('unknown')
    calls.readAfter.mockResolvedValueOnce([])
    calls.readAfter.mockResolvedValueOnce([written('200', botId, '100'), written('250', botId, '100')] as never)

    expect(await reply().finish('One')).toEqual(['200'])
    expect(calls.remove).not.toHaveBeenCalled()
  })

  test('is not written over where it is a later part, and its process was taken for dead while it waited', async () => {
    calls.post.mockImplementationOnce(posted).mockImplementationOnce(async () => {
      claim.mockResolvedValue('lost')
      await vi.advanceTimersByTimeAsync(1001)
      return { id: '300', content: 'of the other' } as never
    })

    await reply().finish('word '.repeat(500))
    expect(calls.edit).not.toHaveBeenCalled()
    expect(heard.onElsewhere).toHaveBeenCalledTimes(1)
  })

  test('is posted anew where what is found under its nonce was deleted', async () => {
    calls.post.mockResolvedValueOnce({ id: '300', content: 'of before' } as never)
    calls.edit.mockRejectedValueOnce(refused(10_008, 'PATCH'))

    expect(await reply().finish('One')).toEqual([expect.stringMatching(/^200/u)])
  })

  test('that stands already is left as well where its process was taken for dead', async () => {
    claim.mockResolvedValueOnce('own').mockResolvedValue('lost')

    await reply().finish('One')
    expect(heard.onElsewhere).toHaveBeenCalledTimes(1)
  })

  test('gives way where it waited for its turn until another process had taken its question over', async () => {
    claim.mockResolvedValueOnce('own').mockResolvedValue('lost')
    calls.post.mockImplementationOnce(async (...given) => {
      await vi.advanceTimersByTimeAsync(1001)
      return await posted(...given)
    })
    calls.readAfter.mockResolvedValueOnce([written('150', botId, '100'), written('200', botId, '100', 'One')] as never)

    expect(await reply().finish('One')).toEqual([])
    expect(calls.remove.mock.calls).toEqual([['2', '200']])
  })

  test.for([
    ['goes', 'still says what it wrote', 1001, 'One'],
    ['goes', 'still says what it wrote', 0, 'One'],
    ['stays', 'was written over', 1001, 'The other, whole'],
    ['stays', 'was written over', 0, 'The other, whole'],
  ] as const)(
    '%s where another process is heard to answer around it, if it %s (its call took %s ms)',
    async ([end, , ms, content]) => {
      claim.mockResolvedValueOnce('own').mockResolvedValue('lost')
      isAnsweredElsewhere.mockImplementation(claimNow => claimNow === 'lost')
      calls.post.mockImplementationOnce(async (...given) => {
        await vi.advanceTimersByTimeAsync(ms)
        return await posted(...given)
      })
      calls.readAfter.mockResolvedValue([written('200', botId, '100', content)] as never)

      expect(await reply().finish('One')).toEqual([])
      expect(calls.remove.mock.calls).toEqual(end === 'goes' ? [['2', '200']] : [])
      expect(heard.onElsewhere).toHaveBeenCalledTimes(1)
    },
  )

  test.for([
    ['it looks what stands there', 'readAfter'],
    ['it is sent once more', 'post'],
  ] as const)(
    'is not written over what was lost on its way where its process is taken for dead while %s',
    async ([, held]) => {
      loses('100', 'One')
      const found = written('200', botId, '100', 'One')
      const takeAway = async () => {
        claim.mockResolvedValue('lost')
        await vi.advanceTimersByTimeAsync(12_000)
        return found
      }
      if (held === 'readAfter') calls.readAfter.mockImplementation(async () => [await takeAway()] as never)
      calls.post.mockImplementationOnce(async () => (await takeAway()) as never)
      const answer = reply()
      answer.update('One and')
      await vi.advanceTimersByTimeAsync(20_000)
      await answer.freeze()

      expect(calls.edit).not.toHaveBeenCalled()
      expect(heard.onElsewhere).toHaveBeenCalledTimes(1)
    },
  )

  test('is given whole where nobody knows who has the claim, and a later part waits for its turn', async () => {
    claim.mockResolvedValue('unknown')
    calls.post.mockImplementationOnce(posted).mockImplementationOnce(async (...given) => {
      await vi.advanceTimersByTimeAsync(1001)
      return await posted(...given)
    })

    expect(await reply().finish('word '.repeat(500))).toEqual(['200', '201'])
    expect(heard.onElsewhere).not.toHaveBeenCalled()
  })

  test('goes with what was sent to be written over it, and whose receipt was lost, where another process answers it with later ones', async () => {
    isAnsweredElsewhere.mockImplementation(claimNow => claimNow === 'lost')
    calls.edit.mockImplementationOnce(async (_, id, shown) => {
      claim.mockResolvedValue('lost')
      standing.set(id, shown)
      throw passing()
    })
    calls.readAfter.mockResolvedValue([written('200', botId, '100', 'One two')] as never)
    const answer = reply()
    answer.update('One')
    await vi.advanceTimersByTimeAsync(1500)
    const finishing = answer.finish('One two')
    await vi.advanceTimersByTimeAsync(5000)

    expect(await finishing).toEqual([])
    expect(calls.remove.mock.calls).toEqual([['2', '200']])
  })

  test('is posted by whoever has its claim though what was lost on its way can’t be looked for', async () => {
    loses('100', 'part')
    calls.readAfter.mockRejectedValueOnce(refused(50_013, 'GET'))

    expect(await reply().finish('One')).toEqual(['200'])
    expect(heard.onFailure).toHaveBeenCalledTimes(1)
  })

  test('is written over the first of several that were lost on their way, and the others go', async () => {
    claim.mockResolvedValue('unknown')
    loses('100', 'One', 'Two')
    const after = [written('300', botId, '100', 'One'), written('301', botId, '100', 'Two')]
    calls.readAfter.mockResolvedValue(after as never)

    expect(await reply().finish('One and two')).toEqual(['300'])
    expect(calls.edit.mock.calls).toMatchObject([['2', '300', { content: 'One and two' }]])
    expect(calls.remove.mock.calls[0]).toEqual(['2', '301'])
  })

  test('is posted anew where somebody has deleted the earlier one', async () => {
    calls.edit.mockRejectedValueOnce(refused(10_008, 'PATCH'))

    expect(await reply(['300']).finish('One')).toEqual([expect.stringMatching(/^200/u)])
    expect(heard.onGone).not.toHaveBeenCalled()
  })

  test('stands where nobody can tell what else does', async () => {
    claim.mockResolvedValue('unknown')
    calls.readAfter.mockResolvedValueOnce([])
    calls.readAfter.mockRejectedValue(passing())

    expect(await reply().finish('One')).toEqual(['200'])
    claim.mockResolvedValue('own')
    const takenOver = reply(['300'], true).finish('One')
    await vi.advanceTimersByTimeAsync(70_000)
    expect(await takenOver).toEqual(['300'])
  })

  test.for<[what: string, mayHaveMissed: boolean, later: string, by: string, isLeft: boolean]>([
    ['answers what the same person said later', true, '101', '1', true],
    ['answers that, and this one has heard all', false, '101', '1', false],
    ['answers what somebody else said later', true, '101', '9', false],
    ['answers what the same person said before', true, '99', '1', false],
  ])('is left to another process, where it %s: %s', async ([, mayHaveMissed, later, by, isLeft]) => {
    claim.mockResolvedValue('unknown')
    const referenced_message = { id: later, author: { id: by } }
    calls.readAfter.mockResolvedValueOnce([{ ...written('300', botId, later), referenced_message }] as never)

    expect(await reply([], false, mayHaveMissed).finish('One')).toEqual(isLeft ? [] : ['200'])
  })

  test('is left to another process that took its question over', async () => {
    claim.mockResolvedValueOnce('own').mockResolvedValueOnce('lost')
    const answer = reply()
    answer.update('One')
    await vi.advanceTimersByTimeAsync(1500)
    await answer.finish('One two')

    expect(texts()).toEqual(['One'])
    expect(heard.onElsewhere).toHaveBeenCalledTimes(1)
  })

  test.for<[claim: AnswerClaim, isTakenOver: boolean, texts: string[]]>([
    ['lost', false, ['old', 'old']],
    ['unknown', false, ['One']],
    ['unknown', true, ['old', 'old']],
    ['own', true, ['One']],
  ])(
    'where its claim is %s and it was taken over %s leaves what stood of it before as %s',
    async ([known, isTakenOver, shown]) => {
      claim.mockResolvedValue(known)
      await reply(['200', '201'], isTakenOver).finish('One')

      expect(texts()).toEqual(shown)
    },
  )

  test.for([
    ['is newer', EDITED_AT + 1000, 'Another answer', 0],
    ['is this one’s own', EDITED_AT + 1000, 'Sorry.', 1],
    ['is older', EDITED_AT - 1000, 'Another answer', 1],
  ] as const)('is no notice where what stands there %s', async ([, at, content, edits]) => {
    const message = (text: string, at: number) =>
      ({
        content: text,
        timestamp: new Date(0).toISOString(),
        edited_timestamp: new Date(at).toISOString(),
      }) as APIMessage
    calls.edit.mockClear()
    calls.read.mockReset().mockResolvedValue(message(content, at))
    if (content === 'Sorry.') calls.read.mockResolvedValueOnce(message('old', EDITED_AT - 1000))
    const answer = reply(['300'])
    // Of the first try nobody hears whether it came through.
    if (content === 'Sorry.') calls.edit.mockRejectedValueOnce(passing())
    const finishing = answer.finish('Sorry.', undefined, true)
    await vi.advanceTimersByTimeAsync(1000)
    await finishing

    expect(calls.edit).toHaveBeenCalledTimes(content === 'Sorry.' ? edits + 1 : edits)
    expect(heard.onElsewhere).toHaveBeenCalledTimes(edits === 0 ? 1 : 0)
  })

  test('takes the place of what replies to another question in a reply of its own, under the nonce that any process finds', async () => {
    const nonces: (string | undefined)[] = []
    // One comes while it stands, another when it is gone.
    calls.repliesTo.mockResolvedValueOnce('99').mockRejectedValueOnce(refused(10_008, 'GET'))
    for (const _ of ['stands', 'gone']) {
      await reply(['300']).finish('One')
      nonces.push(calls.post.mock.lastCall?.[1])
    }

    expect(calls.edit).not.toHaveBeenCalled()
    expect(calls.remove.mock.calls).toEqual([['2', '300']])
    expect(new Set(nonces).size).toBe(1)
    expect(texts()).toContain('One')
  })

  test.for([
    ['a reply that stands on Discord', [written('200', botId, '100')], { content: 'One' }],
    ['other words under its nonce', [], { content: 'Two' }],
    [
      'the same words under its nonce, to later messages',
      [],
      { content: 'One', message_reference: { message_id: '101' } },
    ],
  ] as const)('is left to another process, where nobody knows who has the claim, by %s', async ([, after, found]) => {
    claim.mockResolvedValue('unknown')
    calls.readAfter.mockResolvedValueOnce(after as never)
    calls.post.mockResolvedValueOnce({ id: '200', ...found } as never)

    expect(await reply().finish('One')).toEqual([])
    expect(calls.edit).not.toHaveBeenCalled()
    expect(heard.onElsewhere).toHaveBeenCalledTimes(1)
  })

  test('says that there is more where the bot may not attach files', async () => {
    const answer = reply()
    calls.post.mockImplementation(async (about, nonce, shown) => {
      if (shown.file !== undefined) throw refused(50_013)
      return await posted(about, nonce, shown)
    })

    await answer.finish('word '.repeat(5000))

    expect(texts()).toHaveLength(10)
    expect(texts().at(-1)).toMatch(/\n\n-# There is more/u)
  })
})
