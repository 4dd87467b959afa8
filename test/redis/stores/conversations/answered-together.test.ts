import { expect, test } from 'vitest'
import { dm, questionOf, receiveQuestion, textsOf } from '../../../contract/support/conversations.ts'
import { plainRedis, readAllKeys, snowflake, testKeys, testStore } from '../../support/fixtures.ts'

const WORDS = 'Oslo it is.'

/** Two questions of one person, and the answer to both that is kept with the last. */
async function answeredTogether() {
  const [redis, keys] = [plainRedis(), testKeys()]
  const { store } = testStore(redis, { keys })
  const first = questionOf({ text: 'I go to Oslo.' })
  const last = { ...first, id: snowflake(), text: 'What do I need?' }
  await receiveQuestion(store, first)
  const { snapshotToken } = await receiveQuestion(store, last)
  const answer = { text: WORDS, saidAt: 1, messages: [snowflake()], companions: [first] }
  return {
    ...{ store, first, last, answer },
    keep: () => store.keepAnswer(last, snapshotToken, answer),
    kept: async () => JSON.stringify(await readAllKeys(redis, keys)),
    shown: async () => textsOf((await receiveQuestion(store, { ...first, id: snowflake() })).window),
  }
}

test.for([['forgotten'], [undefined]] as const)(
  'where an earlier one of them goes, so does what answers it with a later one: %s',
  async ([how]) => {
    const { store, first, keep, kept, shown } = await answeredTogether()
    expect(await keep()).toBe('kept')
    expect(await kept()).toContain(WORDS)
    await store.deleteMessage(first.id, how)

    expect(await kept()).not.toContain(WORDS)
    expect(await shown()).toEqual(['q: What do I need?'])
  },
)

test('where an earlier one of them has other words, their answer is one to old words, and its messages are found', async () => {
  const { store, first, answer, keep, kept, shown } = await answeredTogether()
  await keep()
  const reopened = await store.reopenQuestion(first, dm, 'I go to Lima.')

  expect(reopened).toMatchObject({ messages: answer.messages })
  expect(await kept()).not.toContain(WORDS)
  expect(await shown()).toEqual(['q: I go to Lima.', 'q: What do I need?'])
})

test.for([['forgotten'], [undefined]] as const)(
  'where an earlier one of them is gone before their answer is kept, it is not: %s',
  async ([how]) => {
    const { store, first, keep, kept } = await answeredTogether()
    await store.deleteMessage(first.id, how)

    expect(await keep()).toBe('gone')
    expect(await kept()).not.toContain(WORDS)
  },
)
