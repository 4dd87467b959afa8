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
    deleteMessage: async (id: string) => {
      await note(`delete ${id}`)()
      return { question, answers: ['11'] }
    },
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
  unsettled.deleted(question.id, () => undefined)
  unsettled.answered(question, undefined)
  unsettled.revised(question, { kind: 'user' }, 'Other words.')
  await unsettled.settle()

  expect(told).toEqual(['give up', 'delete 10'])
})

test('what could not be told waits on', async () => {
  const { told, unsettled } = listener(1)
  unsettled.deleted(question.id, () => undefined)
  await expect(unsettled.settle()).rejects.toThrow('out of reach')
  await unsettled.settle()

  expect(told).toEqual(['delete 10'])
})

test('who told of a deletion is told what went when the store has said so', async () => {
  const { unsettled } = listener(1)
  const gone: unknown[] = []
  unsettled.deleted(question.id, what => gone.push(what))
  await expect(unsettled.settle()).rejects.toThrow('out of reach')
  expect(gone).toEqual([])

  await unsettled.settle()

  expect(gone).toEqual([{ question, answers: ['11'] }])
})

test('who forgets is forgotten here as well, and nobody else', async () => {
  const { told, unsettled } = listener()
  const other = { id: '20', user: '2', channel: '2' }
  for (const one of [question, other]) unsettled.answered(one, answer)
  for (const one of [question, other]) unsettled.revised({ ...one, id: `${one.id}1` }, { kind: 'user' }, 'Other words.')

  unsettled.forget(question.user)
  await unsettled.settle()

  expect(told).toEqual(['give up', 'answer', 'delete 101', 'revise'])
})
