import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AnswerTask, abortReasonOf } from '../../../src/discord/answering/answer-task.ts'
import type { Trigger } from '../../../src/discord/answering/claim-question.ts'
import { QuestionGroup } from '../../../src/discord/answering/question-group.ts'
import { QuestionGroups } from '../../../src/discord/answering/question-groups.ts'
import { firstSnowflakeAt } from '../../../src/memory/turns.ts'
import { incomingQuestion } from '../support/incoming-question.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('messages that are answered apart have waited as long as together: a pause of the lease since then is asked about', () => {
  const group = new QuestionGroup('new', async () => undefined)
  const context = { existingMessages: [] }
  const both = ['100', '101'].map(id => ({ message: { ...incomingQuestion('And of Peru?'), id }, context }))
  for (const { message } of both) group.put({ message, readContext: async () => context })
  vi.advanceTimersByTime(12_000)
  const [[other] = []] = group.part(both)

  expect(other?.last?.id).toBe('101')
  expect(other?.begunAt).toBe(group.begunAt)
})

test('where all messages of an answer are deleted at once it is withdrawn, though it had ended before to be begun anew', () => {
  const group = new QuestionGroup('new', async () => undefined)
  for (const id of ['100', '101'])
    group.put({
      message: { ...incomingQuestion('And of Peru?'), id },
      readContext: async () => ({ existingMessages: [] }),
    })
  const task = { abort: new AbortController() } as unknown as AnswerTask
  group.task = task
  const isLeftOut = group.leaveOut('101')
  const before = abortReasonOf(task)
  group.end('deleted')

  expect([isLeftOut, before, abortReasonOf(task)]).toEqual([true, 'superseded', 'deleted'])
  expect(group.mustRestart).toBe(false)
})

test('in hand is what has no answer yet; not an old message that is answered once more', () => {
  const groups = new QuestionGroups()
  const put = (trigger: Trigger, id: string) => groups.set(id, new QuestionGroup(trigger, async () => undefined))
  put('again', firstSnowflakeAt(1_700_000_000_000))
  put('edited', firstSnowflakeAt(1_700_000_001_000))
  const before = groups.oldestSaidAt
  for (const second of [3, 2]) put('new', firstSnowflakeAt(1_700_000_000_000 + 1000 * second))

  expect([before, groups.oldestSaidAt]).toEqual([Number.POSITIVE_INFINITY, 1_700_000_002_000])
})

test.for<[what: string, isSuperseded: boolean]>([
  ['is gone with one of its questions', false],
  ['was shown in part and is begun anew', true],
])('where an answer %s, one more of them can be left out, however many have come in a row', ([, isSuperseded]) => {
  const group = new QuestionGroup('new', async () => undefined)
  const put = (id: string) =>
    group.put({
      message: { ...incomingQuestion('And of Peru?'), id },
      readContext: async () => ({ existingMessages: [] }),
    })
  put('100')
  const abort = new AbortController()
  const reply = { isOver: true, isVisible: true }
  group.task = { abort, reply, isSettled: !isSuperseded } as unknown as AnswerTask
  const before = group.leaveOut('100')
  for (const id of ['101', '102', '103', '104']) put(id)
  group.begin()
  if (!isSuperseded) group.task = { abort: new AbortController(), reply, isSettled: true } as unknown as AnswerTask
  const isAnew = isSuperseded || group.answerAnew()

  expect([before, isAnew, group.leaveOut('101')]).toEqual([false, true, true])
  expect(group.mustRestart).toBe(true)
})
