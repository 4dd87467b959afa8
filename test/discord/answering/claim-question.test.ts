import { expect, test, vi } from 'vitest'
import { type ClaimOptions, claimQuestion, type Trigger } from '../../../src/discord/answering/claim-question.ts'
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

/** A claim of one question on a store that answers like this. */
function claim(answers: Partial<ConversationStore>, options: Partial<ClaimOptions> & { trigger: Trigger }) {
  const conversations = answers as ConversationStore
  const messageApi = { remove: async () => undefined }
  const changes = new MessageChanges({ conversations, outbox: new Outbox(conversations, noJournal), messageApi, log })
  const dependencies = { conversations, changes, log, outageNotices: new RecentSet<string>(10) }
  const userLocales = { textsOf: () => en, recordFromSettings: vi.fn() }
  const whole = { isBehind: false, postedMessages: () => undefined, ...options }
  return claimQuestion(incomingQuestion('Hello?'), whole, { ...dependencies, userLocales })
}

test('a new question is claimed at once, and answered with what memory held then', async () => {
  const keepQuestion = vi.fn(async () => emptySnapshot)
  const context = claim({ keepQuestion }, { trigger: 'new' })

  expect(keepQuestion).toHaveBeenCalledTimes(1)
  expect(await context()).toEqual({ snapshot: emptySnapshot, existingMessages: [] })
})

test('a question that another process has claimed gets no answer', async () => {
  expect(await claim({ keepQuestion: async () => 'claimed' }, { trigger: 'new' })()).toBeUndefined()
})

test('behind an earlier answer memory is read again, and what was not kept when it was asked stays so', async () => {
  const readSnapshot = async () => emptySnapshot
  const keepQuestion = async () => ({ ...emptySnapshot, retention: 'paused' as const })
  const context = await claim({ keepQuestion, readSnapshot }, { trigger: 'new', isBehind: true })()

  expect(context?.snapshot?.retention).toBe('paused')
})

test('an edited question is written over what the superseded attempt has posted', async () => {
  const question = { role: 'user', id: '100', text: 'Hello', saidAt: 0, scope: 'dm', rev: 0 } as const
  const reopenQuestion = async () => ({ snapshot: emptySnapshot, question, messages: ['200'] })

  const context = await claim({ reopenQuestion }, { trigger: 'edited', postedMessages: () => ['200', '201'] })()

  expect(context?.existingMessages).toEqual(['200', '201'])
})

test('while memory is out of reach a question is answered without it, and told so once', async () => {
  const context = claim({ keepQuestion: unavailable }, { trigger: 'new' })

  expect(await context()).toEqual({ existingMessages: [], notice: 'memoryAway' })
  expect(await context()).toEqual({ existingMessages: [] })
})
