import { expect, onTestFinished, test, vi } from 'vitest'
import { Outbox } from '../../src/memory/outbox.ts'
import { NO_LOSSES } from '../../src/memory/outbox-room.ts'
import type { DeletionJournal } from '../../src/memory/ports/deletion-journal.ts'
import type { Audience } from '../../src/memory/scope.ts'
import { firstSnowflakeAt } from '../../src/memory/turns.ts'
import type { Question } from '../../src/memory/types.ts'

const now = Date.parse('2026-05-01T10:00:00Z')
const question = { id: '10', user: '1', channel: '2' }
const answer = { text: 'Hello.', saidAt: 0, messages: ['11'] }
const asked: Audience = { kind: 'user' }

/** A store that notes what it is told, is out of reach as often as it is told, and does not know so many questions when they are answered. */
function listener(failures = 0, retentions: Record<string, string> = {}, { losses = 0, known = '' } = {}) {
  const told: string[] = []
  let losing = losses
  let left = failures
  const note = (what: string) => async () => {
    left -= 1
    if (left >= 0) throw new Error('out of reach')
    told.push(what)
    return true
  }
  const store = {
    keepQuestion: async ({ id, text }: Question) => {
      await note(`question ${id}: ${text}`)()
      return retentions[id] === 'claimed' ? 'claimed' : { retention: retentions[id] ?? 'kept' }
    },
    keepAnswer: async (_: unknown, __: string, { text }: { text: string }) => {
      await note(text === 'Hello.' ? 'answer' : `answer: ${text}`)()
      losing -= 1
      return losing < 0 ? 'kept' : 'gone'
    },
    findTurns: async (ids: string[]) => new Map(ids.filter(id => id === known).map(id => [id, 'gone'])),
    releaseClaim: note('give up'),
    deleteMessage: async (id: string) => {
      await note(`delete ${id}`)()
      return { question, answers: ['11'] }
    },
    editQuestion: note('revise'),
  }
  return { told, unsettled: new Outbox(store as never, journalOf([]), () => now), open: openOn(store) }
}

/** An outbox of another process on the same store, with what an earlier one noted. */
const openOn = (store: object) => (noted: string[]) => new Outbox(store as never, journalOf(noted), () => now)

function journalOf(noted: string[]): DeletionJournal {
  return {
    read: () => [...noted],
    add: message => void noted.push(message),
    clear: () => void noted.splice(0),
  }
}

test('an edit that the store knows of takes the place of one that waits, and of what was answered to the words before', async () => {
  const { told, unsettled } = listener()
  unsettled.addEdit(question, asked, 'Other words.')
  unsettled.addAnswer({ ...question, id: '20' }, { ...answer, companions: [question] })
  unsettled.editQuestion(question.id, 'Yet other words.')
  await unsettled.flush()

  expect(told).toEqual(['give up'])
})

test.for([
  ['waited as well', false, 'kept'],
  ['is claimed already', false, 'claimed'],
  ['was kept before', true, 'kept'],
] as const)(
  'a question that the store loses is kept once more with its answer, where it %s',
  async ([, isKept, how]) => {
    const { told, unsettled } = listener(0, { [question.id]: how }, { losses: 1 })
    unsettled.addQuestion({ ...question, text: 'Hello?' } as Question, asked, isKept)
    unsettled.addAnswer(question, answer, { snapshotToken: 'token' })
    await unsettled.flush()

    expect(told).toEqual([...(isKept ? [] : ['question 10: Hello?']), 'answer', 'question 10: Hello?', 'answer'])
    expect(unsettled.isEmpty).toBe(true)
  },
)

test('a question that is gone is not kept once more', async () => {
  const { told, unsettled } = listener(0, {}, { losses: 1, known: question.id })
  unsettled.addQuestion({ ...question, text: 'Hello?' } as Question, asked)
  unsettled.addAnswer(question, answer)
  await unsettled.flush()
  await unsettled.flush()

  expect(told).toEqual(['question 10: Hello?', 'answer', 'give up'])
  expect(unsettled.isEmpty).toBe(true)
})

test('tells once what waited', async () => {
  const { told, unsettled } = listener()
  unsettled.addAnswer(question, answer)
  await unsettled.flush()
  await unsettled.flush()

  expect(told).toEqual(['answer'])
})

test('with an answer that is let go the claims of all go that it was to, at once', async () => {
  const releaseClaim = vi.fn(async () => undefined)
  const outbox = new Outbox({ releaseClaim } as never, journalOf([]), () => now)
  const companions = [{ ...question, id: '8' }]

  outbox.addAnswer(question, { ...answer, companions })
  outbox.forgetUser(question.user, 0)
  await outbox.flush()

  expect(releaseClaim.mock.calls).toEqual([[question, undefined, companions]])
})

test('a question that another process seems to answer is kept, and passed on with those that it was to be answered with', async () => {
  const calls: unknown[] = []
  const store = {
    keepQuestion: async ({ id }: Question) => {
      calls.push(id)
      return { retention: 'kept' }
    },
    passOnClaim: async (...given: unknown[]) => void calls.push(given),
  }
  const outbox = new Outbox(store as never, journalOf([]), () => now)
  const companions = [{ ...question, id: '8' }]

  outbox.addQuestion({ ...question, text: 'Hello?' } as never, {} as Audience)
  outbox.addAnswer(question, undefined, { companions, isLeft: true })
  await outbox.flush()

  expect(calls).toEqual([question.id, [question, companions]])
})

test('a deletion is not lost by what comes after it', async () => {
  const { told, unsettled } = listener()
  unsettled.addDeletion(question.id, () => undefined)
  unsettled.addAnswer(question, undefined)
  unsettled.addEdit(question, { kind: 'user' }, 'Other words.')
  await unsettled.flush()

  expect(told).toEqual(['give up', 'delete 10'])
})

test.for([
  ['itself', question, []],
  ['what is answered with it', { ...question, id: '8' }, [{ ...question, id: '8' }]],
] as const)(
  'an answer to the new words of %s is told after the edit, and one to words before those not at all',
  async ([, edited, companions]) => {
    const { told, unsettled } = listener()
    const add = (text: string) => unsettled.addAnswer(question, { ...answer, text }, { companions })
    add('To what was said.')
    unsettled.addEdit(edited, asked, 'Other words.')
    add('To other words.')
    await unsettled.flush()
    unsettled.addEdit(edited, asked, 'Yet other words.')
    add('To yet other words.')
    unsettled.addEdit(edited, asked, 'The last words.')
    await unsettled.flush()

    expect(told).toEqual(['revise', 'answer: To other words.', 'give up', 'revise'])
  },
)

test('an answer to new words waits where the edit can’t be told', async () => {
  const { told, unsettled } = listener(1)
  unsettled.addEdit(question, asked, 'Other words.')
  unsettled.addAnswer(question, answer)
  await expect(unsettled.flush()).rejects.toThrow('out of reach')
  expect(told).toEqual([])
  await unsettled.flush()

  expect(told).toEqual(['revise', 'answer'])
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

  unsettled.forgetUser(question.user, 0)
  await unsettled.flush()

  expect(told).toEqual(['give up', 'answer', 'revise', 'delete 101'])
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

const said = (id: string, text = 'Hello?', user = '1'): Question => ({
  ...{ id, user, channel: '2', scope: 'dm', text, saidAt: 0 },
})

test('questions are kept before all answers, the oldest first, and what was edited or deleted as it is now', async () => {
  const { told, unsettled } = listener(1)
  const saved = unsettled.unsaved
  for (const id of ['30', '9', '10', '11']) unsettled.addQuestion(said(id), asked)
  for (const id of ['10', '11', '30']) unsettled.addAnswer(said(id), { ...answer, messages: [`${id}1`] })
  unsettled.addDeletion('11', () => undefined)
  unsettled.addEdit(said('10'), asked, 'Hello again?')
  const { unsaved } = unsettled
  await expect(unsettled.flush()).rejects.toThrow('out of reach')
  await unsettled.flush()

  expect(unsaved).toEqual({ messages: 3, changes: 1 })
  expect(told).toEqual([
    ...['revise', 'delete 11', 'question 9: Hello?', 'question 10: Hello again?', 'question 30: Hello?'],
    ...['give up', 'answer'],
  ])
  expect([saved, unsettled.unsaved]).toEqual([NO_LOSSES, NO_LOSSES])
})

test('where nothing may be kept by then, the answer is not kept either', async () => {
  const { told, unsettled } = listener(0, { 10: 'incognito' })
  unsettled.addQuestion(said('10'), asked)
  unsettled.addAnswer(said('10'), answer)
  await unsettled.flush()

  expect(told).toEqual(['question 10: Hello?', 'give up'])
})

test('who forgets everything is forgotten here as well', async () => {
  const { told, unsettled } = listener()
  for (const one of [said('10'), said('20', 'Mine', '2')]) unsettled.addQuestion(one, asked)
  unsettled.forgetUser('1', 0)
  await unsettled.flush()

  expect(told).toEqual(['question 20: Mine'])
})

test('of what another process has forgotten this one lets go, and not of what the same person said since', async () => {
  const { told, unsettled } = listener()
  const saidAgo = (ms: number) => firstSnowflakeAt(now - ms)
  const [before, since] = [saidAgo(11_000), saidAgo(5000)]
  for (const [id, text] of [
    [before, 'Before'],
    [since, 'Since'],
  ] as const) {
    unsettled.addQuestion(said(id, text), asked)
    unsettled.addAnswer(said(id), answer)
  }
  const edited = [saidAgo(12_000), saidAgo(4000)] as const
  for (const id of edited) unsettled.addEdit({ ...question, id }, asked, 'Other words.')
  unsettled.forgetUser('1', 10_000)
  await unsettled.flush()

  expect(told).toEqual([`question ${since}: Since`, 'give up', 'answer', 'revise', `delete ${edited[0]}`])
})

test('where nobody can tell how long ago it was, this one lets go of all, whatever time it is for Discord', async () => {
  const { told, unsettled } = listener()
  unsettled.addQuestion(said(firstSnowflakeAt(now + 60_000)), asked)
  unsettled.forgetUser('1', 0)
  await unsettled.flush()

  expect(told).toEqual([])
})

test('what would take too much room is let go, the oldest first, and counted', async () => {
  const { told, unsettled } = listener()
  for (let id = 10; id < 15; id += 1) unsettled.addQuestion(said(String(id), 'x'.repeat(2_000_000)), asked)
  await unsettled.flush()

  expect(told.map(line => line.slice(0, 11))).toEqual(['question 12', 'question 13', 'question 14'])
  expect([unsettled.takeLost().messages, unsettled.takeLost().messages]).toEqual([2, 0])
})

test('of more than 100,000 deletions and edits the oldest are let go, and counted; of those that are told again none is', async () => {
  const { told, unsettled } = listener()
  const nothing = () => undefined
  for (let id = 1; id <= 100_000; id += 1) unsettled.addDeletion(String(id), nothing)
  unsettled.addDeletion('5', nothing)
  unsettled.addEdit({ ...question, id: '100001' }, asked, 'Other words.')
  unsettled.addDeletion('100002', nothing)
  await unsettled.flush()

  expect(told).toHaveLength(100_000)
  expect([unsettled.takeLost(), unsettled.takeLost()]).toEqual([
    { messages: 0, changes: 2 },
    { messages: 0, changes: 0 },
  ])
})

test('what was said more than a day ago is let go', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const { told, unsettled } = listener()
  unsettled.addQuestion(said('10'), asked)
  vi.advanceTimersByTime(86_400_000)
  unsettled.addQuestion(said('11'), asked)
  await unsettled.flush()

  expect(told).toEqual(['question 11: Hello?'])
  expect(unsettled.takeLost().messages).toBe(1)
})

test('where a part of the store is out of reach, what others said is told, and first the next time', async () => {
  const told: string[] = []
  const asked: string[] = []
  const keepQuestion = async ({ user, id }: Question) => {
    asked.push(user)
    if (Number(user) < 10) throw new Error('out of reach')
    told.push(id)
    return { retention: 'kept' }
  }
  const outbox = new Outbox({ keepQuestion } as never, journalOf([]), () => now)
  for (const user of ['1', '2', '11', '3', '4', '12'])
    outbox.addQuestion(said(`1${user}`, 'Hello?', user), { kind: 'user' })
  await expect(outbox.flush()).rejects.toThrow('out of reach')
  await expect(outbox.flush()).rejects.toThrow('out of reach')

  expect(told).toEqual(['111', '112'])
  expect(asked).toEqual(['1', '2', '11', '3', '4', '12', '1', '2'])
})

test('deletions that fail keep no others from being told', async () => {
  const told: string[] = []
  const deleteMessage = async (id: string) => {
    if (Number(id) < 10) throw new Error('out of reach')
    told.push(id)
  }
  const outbox = new Outbox({ deleteMessage } as never, journalOf([]), () => now)
  for (const id of ['1', '2', '3', '11', '12']) outbox.addDeletion(id, () => undefined)
  for (const _ of [1, 2]) await expect(outbox.flush()).rejects.toThrow('out of reach')

  expect(told).toEqual(['11', '12'])
})

test('an answer alone that has waited for more than a day is let go as well, and counted', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const { told, unsettled } = listener()
  unsettled.addAnswer(said('10'), answer)
  vi.advanceTimersByTime(86_400_000)
  unsettled.addQuestion(said('11'), asked)
  await unsettled.flush()

  expect(told).toEqual(['question 11: Hello?', 'give up'])
  expect(unsettled.takeLost().messages).toBe(1)
})

test('what one user said is told though the words of somebody else can’t be', async () => {
  const told: string[] = []
  const keepQuestion = async ({ id, user }: Question) => {
    if (user === '1') throw new Error('out of reach')
    told.push(id)
    return { retention: 'kept' }
  }
  const outbox = new Outbox(
    { keepQuestion, keepAnswer: async () => told.push('answer') } as never,
    journalOf([]),
    () => now,
  )
  for (const [id, user] of [
    ['10', '1'],
    ['21', '2'],
    ['20', '2'],
  ] as const)
    outbox.addQuestion({ id, user, channel: '2', scope: 'dm', saidAt: 0, text: 'And so on.' } as never, {
      kind: 'user',
    })
  outbox.addAnswer({ id: '20', user: '2', channel: '2' }, answer)

  await outbox.flushUser('2')

  expect(told).toEqual(['20', '21', 'answer'])
  expect([outbox.holds('1'), outbox.holds('2')]).toEqual([true, false])
  await expect(outbox.flush()).rejects.toThrow('out of reach')
})

test('a store that takes nothing new is told what was edited, and no answer to words before that', async () => {
  let isFull = true
  const told: string[] = []
  const takeNew = (what: string) => async () => {
    if (isFull) throw new Error('full')
    told.push(what)
    return { retention: 'kept' }
  }
  const store = {
    ...{ keepQuestion: takeNew('question'), keepAnswer: takeNew('answer') },
    releaseClaim: async () => void told.push('give up'),
    editQuestion: async () => void told.push('revise'),
  }
  const outbox = new Outbox(store as never, journalOf([]), () => now)
  outbox.addAnswer(question, answer)
  outbox.addQuestion(said('20'), asked)
  outbox.addEdit(question, asked, 'Other words.')
  await expect(outbox.flush()).rejects.toThrow('full')
  expect(told).toEqual(['revise'])
  await outbox.settleUser(question.user)
  isFull = false
  await outbox.flush()

  expect(told).toEqual(['revise', 'question', 'give up'])
})
