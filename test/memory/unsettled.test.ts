import { expect, test } from 'vitest'
import { Unsettled } from '../../src/memory/unsettled.ts'

const question = { id: '10', user: '1', channel: '2' }
const answer = { text: 'Hello.', saidAt: 0, messages: ['11'] }

/** A store that notes what it is told, and is out of reach as often as it is told. */
function listener(failures = 0) {
  const told: string[] = []
  let left = failures
  const note = (what: string) => async () => {
    left -= 1
    if (left >= 0) throw new Error('out of reach')
    told.push(what)
    return true
  }
  const store = {
    answer: note('answer'),
    giveUp: note('give up'),
    deleteMessage: async (id: string) => void (await note(`delete ${id}`)()),
    revise: note('revise'),
  }
  return { told, unsettled: new Unsettled(store as never) }
}

test('tells once what waited', async () => {
  const { told, unsettled } = listener()
  unsettled.answered(question, answer)
  await unsettled.settle()
  await unsettled.settle()

  expect(told).toEqual(['answer'])
})

test('a deletion is not lost by what comes after it', async () => {
  const { told, unsettled } = listener()
  unsettled.deleted(question.id)
  unsettled.answered(question, undefined)
  unsettled.revised(question, { kind: 'user' }, 'Other words.')
  await unsettled.settle()

  expect(told).toEqual(['give up', 'delete 10'])
})

test('what could not be told waits on', async () => {
  const { told, unsettled } = listener(1)
  unsettled.deleted(question.id)
  await expect(unsettled.settle()).rejects.toThrow('out of reach')
  await unsettled.settle()

  expect(told).toEqual(['delete 10'])
})
