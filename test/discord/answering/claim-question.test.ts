import { setImmediate } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import {
  type ClaimDependencies,
  type ClaimOptions,
  claimQuestion,
  type Trigger,
} from '../../../src/discord/answering/claim-question.ts'
import { MessageChanges } from '../../../src/discord/answering/message-changes.ts'
import { RecentSet } from '../../../src/discord/answering/recent-answers.ts'
import { MemoryUnavailable } from '../../../src/errors.ts'
import { en } from '../../../src/locales/en.ts'
import { Outbox } from '../../../src/memory/outbox.ts'
import type { ConversationStore } from '../../../src/memory/ports/conversation-store.ts'
import { emptySnapshot, incomingQuestion } from '../support/incoming-question.ts'

const noJournal = { read: () => [], add: vi.fn(), clear: vi.fn() }
const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const unavailable = async () => Promise.reject(new MemoryUnavailable('Redis is away.'))

/** Edits and deletions on a store that answers like this. */
function changesOf(conversations: ConversationStore) {
  const messageApi = { remove: async () => undefined }
  return new MessageChanges({ conversations, outbox: new Outbox(conversations, noJournal, Date.now), messageApi, log })
}

/** A claim of one question on a store that answers like this. */
function claim(
  answers: Partial<ConversationStore>,
  options: Partial<ClaimOptions> & { trigger: Trigger },
  shared: Partial<Pick<ClaimDependencies, 'changes' | 'outbox' | 'unkeptConversations'>> = {},
) {
  const conversations = { holdsClaim: async () => true, ...answers } as ConversationStore
  const own = { changes: changesOf(conversations), outbox: new Outbox(conversations, noJournal, Date.now) }
  const [outageNotices, unkeptConversations] = [new RecentSet<string>(10), new RecentSet<string>(10)]
  const dependencies = { conversations, log, outageNotices, unkeptConversations, ...own, ...shared }
  const userLocales = { textsOf: () => en, recordFromSettings: vi.fn() }
  const whole = { isBehind: false, postedMessages: () => undefined, ...options }
  return claimQuestion(incomingQuestion('Hello?'), whole, { ...dependencies, userLocales })
}

test('a new question is claimed at once, and answered with what memory held then', async () => {
  const keepQuestion = vi.fn(async () => emptySnapshot)
  const context = claim({ keepQuestion }, { trigger: 'new' })

  expect(keepQuestion).toHaveBeenCalledTimes(1)
  expect(await context()).toEqual({ snapshot: emptySnapshot, readAt: expect.any(Number), existingMessages: [] })
})

test('a question that another process has claimed gets no answer', async () => {
  expect(await claim({ keepQuestion: async () => 'claimed' }, { trigger: 'new' })()).toBe('answeredElsewhere')
})

test('what can’t be claimed waits for memory before its turn has come', async () => {
  const outbox = new Outbox({ keepQuestion: unavailable } as unknown as ConversationStore, noJournal, Date.now)

  claim({ keepQuestion: unavailable }, { trigger: 'new' }, { outbox })
  await setImmediate()

  expect(outbox.unsaved.messages).toBe(1)
})

test('answered anew, it is answered with what memory holds then; not where it was forgotten since', async () => {
  const later = { ...emptySnapshot, snapshotToken: 'later' }
  const readSnapshot = vi.fn<ConversationStore['readSnapshot']>()
  const findTurns = vi.fn<ConversationStore['findTurns']>()
  const context = claim({ keepQuestion: async () => emptySnapshot, readSnapshot, findTurns }, { trigger: 'new' })
  readSnapshot.mockResolvedValueOnce(later).mockImplementationOnce(unavailable).mockResolvedValue('gone')
  const lost = new Map()
  findTurns.mockResolvedValueOnce(lost).mockImplementationOnce(async ([id = '']) => new Map([[id, 'gone']]))

  expect(await context()).toMatchObject({ snapshot: emptySnapshot })
  expect(readSnapshot).not.toHaveBeenCalled()
  for (let i = 0; i < 3; i += 1) expect(await context()).toMatchObject({ snapshot: later })
  expect(await context()).toBe('deleted')
  readSnapshot.mockImplementationOnce(unavailable)
  expect(await context(true)).not.toHaveProperty('snapshot')
})

test('answered anew while memory is away, nothing is drawn on that was read before some words were taken back', async () => {
  const readSnapshot = vi.fn<ConversationStore['readSnapshot']>(unavailable)
  const answers = { keepQuestion: async () => emptySnapshot, readSnapshot }
  const changes = changesOf(answers as unknown as ConversationStore)
  const context = claim(answers, { trigger: 'new' }, { changes })

  await context()
  expect(await context()).toMatchObject({ snapshot: emptySnapshot })
  changes.noteChange()
  expect(await context()).not.toHaveProperty('snapshot')
})

test('a question that was taken over is not answered where its claim is over by the time its turn has come', async () => {
  const reopenQuestion = vi.fn(async () => ({ snapshot: emptySnapshot, messages: ['200'] }))
  const late = { reopenQuestion, holdsClaim: async () => false }

  const known = await claim({ ...late, keepQuestion: async () => 'claimed' }, { trigger: 'recovered' })()
  const unknown = await claim({ ...late, keepQuestion: async () => emptySnapshot }, { trigger: 'recovered' })()

  expect(known).toBe('answeredElsewhere')
  expect(unknown).toMatchObject({ snapshot: emptySnapshot, existingMessages: [] })
  expect(reopenQuestion).not.toHaveBeenCalled()
})

test('an edited question that waits for memory is kept before it is claimed again in its new words', async () => {
  const calls: string[] = []
  const keepQuestion = async () => {
    calls.push('keep')
    return emptySnapshot
  }
  const reopenQuestion = async () => {
    calls.push('reopen')
    return { snapshot: emptySnapshot, messages: [] }
  }
  const outbox = new Outbox({ keepQuestion } as unknown as ConversationStore, noJournal, Date.now)
  const { question, audience } = incomingQuestion('Hello!')
  outbox.addQuestion(question, audience())

  await claim({ reopenQuestion }, { trigger: 'edited' }, { outbox })()

  expect(calls).toEqual(['keep', 'reopen'])
})

test('behind an earlier answer memory is read again, and what was not kept when it was asked stays so', async () => {
  const readSnapshot = async () => emptySnapshot
  const keepQuestion = async () => ({ ...emptySnapshot, retention: 'paused' as const })
  const context = await claim({ keepQuestion, readSnapshot }, { trigger: 'new', isBehind: true })()

  expect(context).toMatchObject({ snapshot: { retention: 'paused' } })
})

test('an edited question is written over what the superseded attempt has posted', async () => {
  const question = { role: 'user', id: '100', text: 'Hello', saidAt: 0, scope: 'dm', rev: 0 } as const
  const reopenQuestion = async () => ({ snapshot: emptySnapshot, question, messages: ['200'] })

  const context = await claim({ reopenQuestion }, { trigger: 'edited', postedMessages: () => ['200', '201'] })()

  expect(context).toMatchObject({ existingMessages: ['200', '201'] })
})

test('an edited question whose superseded attempt has posted nothing may be answered elsewhere while memory is away', async () => {
  const context = await claim(
    { reopenQuestion: unavailable, keepQuestion: unavailable },
    { trigger: 'edited', postedMessages: () => [] },
  )()

  expect(context).toMatchObject({ existingMessages: [], mayBeElsewhere: true })
})

test.for<[trigger: Trigger, shown: readonly string[]]>([
  ['recovered', []],
  ['edited', ['200']],
])(
  'what this process has shown to it and later messages is written over where it is %s: %s',
  async ([trigger, shown]) => {
    const question = { role: 'user', id: '100', text: 'Hello', saidAt: 0, scope: 'dm', rev: 0 } as const
    const reopenQuestion = async () => ({ snapshot: emptySnapshot, question, messages: [] })
    const changes = changesOf({ reopenQuestion } as unknown as ConversationStore)
    changes.recentAnswers.add([{ id: '100', user: '1', channel: '2' }], ['200'])

    expect(await claim({ reopenQuestion }, { trigger }, { changes })()).toMatchObject({ existingMessages: shown })
  },
)

test.for([
  ['something else', '99', 'reopened'],
  ['the question itself', '100', 'queued'],
] as const)('where %s can’t be kept, an edit is %s', async ([, waiting, outcome]) => {
  const store = {
    keepQuestion: unavailable,
    reopenQuestion: async () => ({ snapshot: emptySnapshot, messages: ['200'] }),
  } as unknown as ConversationStore
  const outbox = new Outbox(store, noJournal, Date.now)
  outbox.addQuestion({ ...incomingQuestion('Hello?').question, id: waiting }, { kind: 'user' })
  const context = await claim(store, { trigger: 'edited' }, { outbox })()

  expect(context).toMatchObject(
    outcome === 'reopened' ? { snapshot: emptySnapshot, existingMessages: ['200'] } : { notice: 'memoryAway' },
  )
})

test('while memory is out of reach a question is answered without it, and told so once', async () => {
  const context = claim({ keepQuestion: unavailable }, { trigger: 'new' })

  expect(await context()).toEqual({ existingMessages: [], mayBeElsewhere: true, notice: 'memoryAway' })
  expect(await context()).toEqual({ existingMessages: [], mayBeElsewhere: true })
})

test('one that was taken over from a process that died is this one’s still where memory is out of reach then', async () => {
  const context = await claim({ reopenQuestion: unavailable }, { trigger: 'recovered' })()

  expect(context).toEqual({ existingMessages: [], isClaimed: true, notice: 'memoryAway' })
})

test.for([
  ['was said before everything was forgotten', 'forgotten', true],
  ['was not to be kept', 'paused', false],
] as const)(
  'after a message that %s, what is said while memory is away is kept later: %s, %s',
  async ([, retention, isKept]) => {
    const shared = {
      outbox: new Outbox({} as ConversationStore, noJournal, Date.now),
      unkeptConversations: new RecentSet<string>(10),
    }
    const before = await claim(
      { keepQuestion: async () => ({ ...emptySnapshot, retention }) },
      { trigger: 'new' },
      shared,
    )()
    await claim({ keepQuestion: unavailable }, { trigger: 'new' }, shared)()

    expect(before).toMatchObject({ snapshot: { retention } })
    expect(shared.outbox.holds('1')).toBe(isKept)
  },
)

describe('words that were taken back', () => {
  test('are waited for by what the same person asks, and by nobody else', async () => {
    const edited = Promise.withResolvers<void>()
    const order: string[] = []
    const store = {
      keepQuestion: async () => emptySnapshot,
      readSnapshot: async () => {
        order.push('read')
        return emptySnapshot
      },
      editQuestion: async () => await edited.promise.then(() => void order.push('edited')),
    } as unknown as ConversationStore
    const changes = changesOf(store)
    const edit = changes.edit(incomingQuestion('Never mind.'))

    expect([changes.hasPending('1'), changes.hasPending('2')]).toEqual([true, false])
    const context = claim(store, { trigger: 'new', isBehind: true }, { changes })()
    edited.resolve()
    await Promise.all([context, edit])

    expect(order).toEqual(['edited', 'read'])
    expect(changes.hasPending('1')).toBe(false)
  })

  test('are waited for where their edit has to be fetched first', async () => {
    const store = { editQuestion: async () => undefined } as unknown as ConversationStore
    const changes = changesOf(store)
    const fetched = Promise.withResolvers<void>()
    const editQuestion = vi.spyOn(store, 'editQuestion')
    void changes.expectEdit(
      '1',
      fetched.promise.then(() => void changes.edit(incomingQuestion('Never mind.'))),
    )
    const settled = changes.settle('1')
    fetched.resolve()
    await settled

    expect(editQuestion).toHaveBeenCalledTimes(1)
  })

  test('are told to a store that is back, before memory is read', async () => {
    const editQuestion = vi.fn(unavailable).mockRejectedValueOnce(new MemoryUnavailable('Redis is away.'))
    const readSnapshot = vi.fn(async () => emptySnapshot)
    const store = {
      keepQuestion: async () => emptySnapshot,
      readSnapshot,
      editQuestion,
    } as unknown as ConversationStore
    const changes = changesOf(store)
    await changes.edit(incomingQuestion('Never mind.'))
    expect(changes.hasPending('2')).toBe(true) // of whom is not asked: it is told at once

    const away = await claim(store, { trigger: 'new', isBehind: true }, { changes })()
    expect(away).not.toHaveProperty('snapshot')
    expect(readSnapshot).not.toHaveBeenCalled()

    editQuestion.mockImplementation(async () => undefined as never)
    const back = await claim(store, { trigger: 'new', isBehind: true }, { changes })()
    expect(back).toMatchObject({ snapshot: emptySnapshot })
    expect(changes.hasPending('1')).toBe(false)
  })

  test('of a question that is answered anew wait in the outbox while memory is away', async () => {
    const store = { reopenQuestion: unavailable, editQuestion: async () => undefined } as unknown as ConversationStore
    const changes = changesOf(store)

    await claim(store, { trigger: 'edited' }, { changes })()

    expect(changes.hasPending('1')).toBe(true)
  })
})
