import { expect, test } from 'vitest'
import type { AnswerTask } from '../../../src/discord/answering/answer-task.ts'
import { hearAnswer } from '../../../src/discord/answering/leave-to-other.ts'
import { QuestionGroup } from '../../../src/discord/answering/question-group.ts'
import { QuestionGroups } from '../../../src/discord/answering/question-groups.ts'
import type { AnswerClaim } from '../../../src/discord/outgoing/answer-claim.ts'
import { incomingQuestion } from '../support/incoming-question.ts'

const conversation = '1:2'

/** A question whose answer is being made here, and what another process is heard to answer around it. */
async function heardAround(claim: AnswerClaim) {
  const message = { ...incomingQuestion('And of Peru?'), id: '100' }
  const group = new QuestionGroup('new', async () => undefined)
  group.put({ message, readContext: async () => ({ existingMessages: [] }) })
  const groups = new QuestionGroups()
  groups.set(message.id, group)
  group.task = { message, claim: async () => claim, abort: new AbortController() } as unknown as AnswerTask
  hearAnswer({ from: '99', to: '101', conversation, message: '200' }, groups)
  await Promise.resolve()
  return { groups, message, group }
}

test.for<[claim: AnswerClaim, isLeft: boolean]>([
  ['own', false],
  ['unknown', true],
  ['lost', true],
])(
  'where another process answers what was said before and after a question whose claim is %s here, it is answered elsewhere: %s',
  async ([claim, isLeft]) => {
    const { groups, message } = await heardAround(claim)

    expect(groups.isAnsweredElsewhere(message, { existingMessages: [] }, 'unknown')).toBe(isLeft)
  },
)

test('one that was never claimed here is answered elsewhere, and one that was said after that is not', async () => {
  const { groups, message } = await heardAround('own')
  const context = { existingMessages: [], mayBeElsewhere: true }

  expect(groups.isAnsweredElsewhere(message, context, 'unknown')).toBe(true)
  expect(groups.isAnsweredElsewhere({ ...message, id: '102' }, context, 'unknown')).toBe(false)
})

test('one whose claim is found to be lost only later is answered elsewhere from then on, unless nothing was heard of it', async () => {
  const { groups, message } = await heardAround('own')
  const context = { existingMessages: [] }

  expect(groups.isAnsweredElsewhere(message, context, 'own')).toBe(false)
  expect(groups.isAnsweredElsewhere(message, context, 'lost')).toBe(true)
  expect(groups.isAnsweredElsewhere({ ...message, id: '102' }, context, 'lost')).toBe(false)
})
