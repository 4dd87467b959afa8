import { setImmediate } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import type { AnswerJournal } from '../../../src/discord/answering/answer-journal.ts'
import type { AnswerTask } from '../../../src/discord/answering/answer-task.ts'
import { hearAnswer, leaveToOther, noteUnclaimed, readWanted } from '../../../src/discord/answering/leave-to-other.ts'
import { type GroupedQuestion, QuestionGroup } from '../../../src/discord/answering/question-group.ts'
import { QuestionGroups } from '../../../src/discord/answering/question-groups.ts'
import type { AnswerClaim } from '../../../src/discord/outgoing/answer-claim.ts'
import { incomingQuestion } from '../support/incoming-question.ts'

const conversation = { user: '1', channel: '2' }
const removeAnswer = vi.fn(async () => undefined)
const holdsClaim = vi.fn(async () => false)
const addAnswer = vi.fn()
const others = { changes: { removeAnswer }, conversations: { holdsClaim }, outbox: { addAnswer } }

/** A question whose answer is being made here, and what another process is heard to answer around it. */
async function heardAround(claim: AnswerClaim) {
  const message = { ...incomingQuestion('And of Peru?'), id: '100' }
  const group = new QuestionGroup('new', async () => undefined)
  group.put({ message, readContext: async () => ({ existingMessages: [] }) })
  const groups = new QuestionGroups()
  groups.set(message.id, group)
  group.task = { message, claim: async () => claim, abort: new AbortController() } as unknown as AnswerTask
  hearAnswer({ ...conversation, from: '99', to: '101', by: '200' }, { groups, ...others })
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

test.for<[what: string, answer: string, question: string, from: string, goes: boolean]>([
  ['goes, as it came later', '201', '100', '99', true],
  ['stays, as it came first', '199', '100', '99', false],
  ['stays, as it is to what was said before', '201', '98', '99', false],
  ['stays, as both have the same nonce', '201', '100', '100', false],
])('what this process has answered without a claim %s, whatever is heard first', async ([, answer, id, from, goes]) => {
  const message = { ...incomingQuestion('And of Peru?'), id }
  for (const isHeardFirst of [true, false]) {
    removeAnswer.mockClear()
    const dependencies = { groups: new QuestionGroups(), ...others }
    const hear = () => hearAnswer({ ...conversation, from, to: '101', by: '200' }, dependencies)
    if (isHeardFirst) hear()
    noteUnclaimed(message, [answer], dependencies)
    if (!isHeardFirst) hear()
    hear()
    await setImmediate()

    expect(removeAnswer.mock.calls).toEqual(goes ? [[{ question: { ...conversation, id }, answers: [answer] }]] : [])
  }
})

test('it stays as well where the claim is this one’s, though nobody could tell it so', async () => {
  removeAnswer.mockClear()
  holdsClaim.mockResolvedValueOnce(true)
  const dependencies = { groups: new QuestionGroups(), ...others }
  noteUnclaimed({ ...incomingQuestion('And of Peru?'), id: '100' }, ['201'], dependencies)
  hearAnswer({ ...conversation, from: '99', to: '101', by: '200' }, dependencies)
  await setImmediate()

  expect(removeAnswer).not.toHaveBeenCalled()
})

/** Two messages that are answered together; the second with such a claim. */
function twoTogether(second: GroupedQuestion['readContext']) {
  const [group, groups] = [new QuestionGroup('new', async () => undefined), new QuestionGroups()]
  const contexts: readonly GroupedQuestion['readContext'][] = [async () => ({ existingMessages: [] }), second]
  const messages = contexts.map((readContext, i) => {
    const { question, ...message } = incomingQuestion('And of Peru?')
    const given = { ...message, question: { ...question, id: `${100 + i}` }, id: `${100 + i}` }
    group.put({ message: given, readContext })
    groups.set(given.id, group)
    return given
  })
  const journal = { unanswered: vi.fn() } as unknown as AnswerJournal
  return { group, groups, messages, leaving: { ...others, groups, journal } }
}

test('what another process seems to have answered is left to whoever looks when memory is back', async () => {
  addAnswer.mockClear()
  const { group, groups, leaving, messages } = twoTogether(async () => ({ existingMessages: [], mayBeElsewhere: true }))
  groups.noteAnswered('1:2', { from: '99', to: '101' })

  const wanted = await readWanted(group, leaving)

  expect(wanted.map(({ message }) => message.id)).toEqual(['100'])
  expect(addAnswer.mock.calls).toEqual([[messages[1]?.question, undefined, { isLeft: true }]])
})

test.for(['heard', 'found'])('so is one of several of which it is %s that another process has answered it', how => {
  addAnswer.mockClear()
  const { group, leaving } = twoTogether(async () => ({ existingMessages: [] }))

  if (how === 'found') leaveToOther(group, '101', leaving)
  else hearAnswer({ ...conversation, from: '101', to: '101', by: '200' }, leaving)

  expect(addAnswer.mock.calls).toEqual([[{ ...conversation, id: '101' }, undefined, { isLeft: true }]])
})

test('an answer to several that stands stays, where one that is edited just then may not be answered again', async () => {
  const { group, leaving } = twoTogether(async () => 'answeredElsewhere')
  group.task = { isSettled: true } as AnswerTask

  expect(await readWanted(group, leaving)).toEqual([])
})
