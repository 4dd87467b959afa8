import { expect, test } from 'vitest'
import { Outbox } from '../../src/memory/outbox.ts'
import type { DeletionJournal } from '../../src/memory/ports/deletion-journal.ts'

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
    keepAnswer: note('answer'),
    releaseClaim: note('give up'),
    deleteMessage: async (id: string) => {
      await note(`delete ${id}`)()
      return { question, answers: ['11'] }
    },
    editQuestion: note('revise'),
  }
  return { told, unsettled: new Outbox(store as never, journalOf([])), open: openOn(store) }
}

/** An outbox of another process on the same store, with what an earlier one noted. */
const openOn = (store: object) => (noted: string[]) => new Outbox(store as never, journalOf(noted))

function journalOf(noted: string[]): DeletionJournal {
  return {
    read: () => [...noted],
    add: message => void noted.push(message),
    clear: () => void noted.splice(0),
  }
}

test('tells once what waited', async () => {
  const { told, unsettled } = listener()
  unsettled.addAnswer(question, answer)
  await unsettled.flush()
  await unsettled.flush()

  expect(told).toEqual(['answer'])
})

test('a deletion is not lost by what comes after it', async () => {
  const { told, unsettled } = listener()
  unsettled.addDeletion(question.id, () => undefined)
  unsettled.addAnswer(question, undefined)
  unsettled.addEdit(question, { kind: 'user' }, 'Other words.')
  await unsettled.flush()

  expect(told).toEqual(['give up', 'delete 10'])
})

test('what could not be told waits on', async () => {
  const { told, unsettled } = listener(1)
  unsettled.addDeletion(question.id, () => undefined)
  await expect(unsettled.flush()).rejects.toThrow('out of reach')
  await unsettled.flush()

  expect(told).toEqual(['delete 10'])
})

test('who told of a deletion is told what went when the store has said so', async () => {
  const { unsettled } = listener(1)
  const gone: unknown[] = []
  unsettled.addDeletion(question.id, what => gone.push(what))
  await expect(unsettled.flush()).rejects.toThrow('out of reach')
  expect(gone).toEqual([])

  await unsettled.flush()

  expect(gone).toEqual([{ question, answers: ['11'] }])
})

test('who forgets is forgotten here as well, and nobody else', async () => {
  const { told, unsettled } = listener()
  const other = { id: '20', user: '2', channel: '2' }
  for (const one of [question, other]) unsettled.addAnswer(one, answer)
  for (const one of [question, other]) unsettled.addEdit({ ...one, id: `${one.id}1` }, { kind: 'user' }, 'Other words.')

  unsettled.forgetUser(question.user)
  await unsettled.flush()

  expect(told).toEqual(['give up', 'answer', 'delete 101', 'revise'])
})

test('a deletion that the store was not told is told by the next process, with what was made of it', async () => {
  const { told, open } = listener(1)
  const noted: string[] = []
  const gone: unknown[] = []
  const first = open(noted)
  first.addDeletion('10', () => undefined)
  await expect(first.flush()).rejects.toThrow('out of reach')

  const second = open(noted)
  second.resumeDeletions(deleted => gone.push(deleted))
  await second.flush()

  expect(told).toEqual(['delete 10'])
  expect(gone).toEqual([{ question, answers: ['11'] }])
  expect(noted).toEqual([])
})

test('what is noted stays until the store knows of all of it', async () => {
  const { open } = listener(2)
  const noted: string[] = []
  const outbox = open(noted)
  outbox.addDeletion('10', () => undefined)
  outbox.addDeletion('12', () => undefined)
  outbox.addDeletion('10', () => undefined)

  await expect(outbox.flush()).rejects.toThrow('out of reach')

  expect(noted).toEqual(['10', '12'])
})
