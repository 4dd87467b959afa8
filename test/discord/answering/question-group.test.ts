import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { QuestionGroup } from '../../../src/discord/answering/question-group.ts'
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
