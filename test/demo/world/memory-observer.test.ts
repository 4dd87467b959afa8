import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ObservedEvent, promptParts } from '../../../demo/page/memory-events.ts'
import { MemoryObserver } from '../../../demo/world/observe/memory-observer.ts'
import type { ExtractionRequest } from '../../../src/memory/ports/extraction-model.ts'
import type { Memory } from '../../../src/memory/ports/memory.ts'
import type { ObservedPrompt } from '../../../src/observability/observer.ts'

const USER = '7'

/** A bot whose memory does nothing, and what is told of it. */
function observe() {
  const told: ObservedEvent[] = []
  const listeners: (() => void)[] = []
  const nothing = async () => undefined
  const store = { keepQuestion: nothing, keepAnswer: nothing, readInput: nothing }
  /** Nobody asks here what is remembered. */
  const forever = () => new Promise(() => undefined)
  const unread = { readUserData: forever, readRejectedQuotes: forever, spent: forever }
  const observer = new MemoryObserver(event => void told.push(event))
  const memory = observer.watchMemory({
    ...{ conversations: store, learning: store, userMemory: unread, usageLedger: unread },
    onDeletion: () => undefined,
    onWordsGone: (listener: () => void) => void listeners.push(listener),
  } as unknown as Memory)
  observer.observe([USER])
  const shown = () =>
    told.flatMap(event => (event.kind === 'request' ? event.request.messages.map(({ text }) => text) : [])).join('\n')
  const takeBack = () => {
    for (const listener of listeners) listener()
  }
  return { observer, memory, shown, takeBack }
}

const questionOf = (id: string) => ({ user: USER, channel: '8', id }) as never

function promptOf(id: string, content: string): ObservedPrompt {
  const parts = Object.fromEntries(promptParts.map(part => [part, '']))
  const included = { facts: [], summaries: [], window: [] }
  const assembled = { messages: [{ role: 'user', content }], parts, included, cut: { facts: 0, window: 0 } }
  return { question: questionOf(id), memory: undefined, assembled } as unknown as ObservedPrompt
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1000 }))
afterEach(() => void vi.useRealTimers())

test('a prompt that was begun before something was taken back is not shown; one that was begun later is', async () => {
  const { observer, memory, shown, takeBack } = observe()
  const answer = async (id: string, content: string, meanwhile: () => void) => {
    vi.advanceTimersByTime(1)
    await memory.conversations.keepQuestion(questionOf(id), undefined as never)
    meanwhile()
    observer.onPrompt(promptOf(id, content))
    await memory.conversations.keepAnswer(questionOf(id), '', { messages: [] } as never)
  }

  await answer('1', 'I live in Lisbon.', takeBack)
  expect(shown()).toBe('')
  await answer('2', 'Where do I live?', () => undefined)
  expect(shown()).toBe('Where do I live?')
})

test('a study that was begun before something was taken back is not shown; one that was begun later is', async () => {
  const { observer, memory, shown, takeBack } = observe()
  const turns = [{ number: 1, role: 'user', saidAt: 0, text: 'I live in Lisbon.' }] as const
  const request: ExtractionRequest = { timeZone: 'UTC', turns, learnFrom: [1], facts: [], entities: [] }
  const study = async (meanwhile: () => void) => {
    vi.advanceTimersByTime(1)
    await memory.learning.readInput(questionOf('1'))
    meanwhile()
    observer.onStudy(USER, request)
  }

  await study(takeBack)
  expect(shown()).toBe('')
  await study(() => undefined)
  expect(shown()).toContain('I live in Lisbon.')
})
