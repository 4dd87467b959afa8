import { expect, test, vi } from 'vitest'
import type { AnswerContext, AnswerTask } from '../../../src/discord/answering/answer-task.ts'
import { passOn, readClaim } from '../../../src/discord/answering/read-claim.ts'
import { MemoryUnavailable } from '../../../src/errors.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { emptySnapshot, incomingQuestion } from '../support/incoming-question.ts'

const task = { message: incomingQuestion('Hello?'), begunAt: 0 } as AnswerTask
const stores = {
  has: async () => true,
  hasNot: async () => false,
  away: async () => Promise.reject(new MemoryUnavailable('Redis is away.')),
}

test.for<[question: string, context: Partial<AnswerContext>, store: keyof typeof stores, claim: string]>([
  ['that is kept', { snapshot: emptySnapshot }, 'has', 'own'],
  ['that is kept', { snapshot: emptySnapshot }, 'hasNot', 'lost'],
  ['that is kept', { snapshot: emptySnapshot }, 'away', 'unknown'],
  ['that was taken over', { isClaimed: true }, 'has', 'own'],
  ['that was taken over', { isClaimed: true }, 'hasNot', 'lost'],
  ['that was taken over', { isClaimed: true }, 'away', 'unknown'],
  ['that came without memory', { mayBeElsewhere: true }, 'has', 'unknown'],
  ['whose answer this process has shown', { mayBeElsewhere: false }, 'hasNot', 'own'],
])(
  'of a question %s the store tells, where it can, who has the claim: %o, %s, %s',
  async ([, context, store, claim]) => {
    const read = readClaim(task, { existingMessages: [], ...context }, { holdsClaim: stores[store] })

    expect(await read).toBe(claim)
  },
)

test('what can’t be left to the next look, as memory is away, is left when it is back, with all that it is answered with', async () => {
  const { question } = task.message
  const companions = [{ ...question, id: '8' }]
  const addAnswer = vi.fn()

  await passOn(question, companions, {
    conversations: { passOnClaim: stores.away },
    outbox: { addAnswer },
    log: silentLogger,
  })

  expect(addAnswer.mock.calls).toEqual([[question, undefined, { companions, isLeft: true }]])
})
