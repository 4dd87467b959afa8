import { expect, test, vi } from 'vitest'
import { cellOf } from '../../../src/redis/cells/cell-of.ts'
import { learningInCells } from '../../../src/redis/cells/learning.ts'
import { fixedCells } from '../../../src/redis/cells/router.ts'
import { readRedisTime } from '../../../src/redis/connection/server-info.ts'
import { readStoreSize } from '../../../src/redis/everybody/store-size.ts'
import { keysOfCell } from '../../../src/redis/keys.ts'
import { readScript } from '../../../src/redis/run-script.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion } from '../../contract/support/conversations.ts'
import { exchange, storedConversation } from '../../contract/user-memory-store/restore.ts'
import { wholeBot } from '../../support/whole-bot.ts'
import { interceptScripts, plainRedis, snowflake, testKeys } from '../support/fixtures.ts'
import { CELLS, memoryInCells } from '../support/memory-in-cells.ts'
import { wholeMemory } from '../support/whole-memory.ts'

/** A question of somebody whose memory stands in that cell. */
function questionIn(cell: number, parts: Parameters<typeof questionOf>[0] = {}) {
  for (;;) {
    const user = snowflake()
    if (cellOf(user, CELLS) === cell) return questionOf({ ...parts, user })
  }
}

const MINUTE_MS = 60_000

const open = () => memoryInCells(plainRedis())

test('all of a user stands in their cell', async () => {
  const { redis, keys, store } = open()
  const question = questionIn(2)

  await receiveAndAnswer(store, question, 'Nice.')

  const names = await redis.keys(`${keys.prefix}*`)
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter(name => !name.startsWith(`${keys.prefix}{2}:`))).toEqual([])
})

test('a message that is deleted before it is kept is not kept then, whoever said it', async () => {
  const { store } = open()

  for (const cell of [0, 1, 2, 3]) {
    const question = questionIn(cell)
    expect(await store.deleteMessage(question.id)).toBeUndefined()
    expect(await store.keepQuestion(question, dm)).toBe('claimed')
  }
})

test('of a message alone its turn is found, and goes, whichever cell it stands in', async () => {
  const { store, own } = open()
  const [ada, bob] = [questionIn(1), questionIn(3)]
  const messages = [await receiveAndAnswer(store, ada, 'Nice.'), await receiveAndAnswer(store, bob, 'Good.')]

  const turns = await store.findTurns([...messages, ada.id, snowflake()])
  expect([...turns.values()].map(turn => turn !== 'gone' && turn.user)).toEqual(
    expect.arrayContaining([ada.user, bob.user, ada.user]),
  )
  expect(await own.findOwner(bob.id)).toMatchObject({ user: bob.user })
  expect(await store.deleteMessage(bob.id)).toMatchObject({ question: { id: bob.id }, answers: [messages[1]] })

  expect(await own.findOwner(bob.id)).toBeUndefined()
  expect(await own.findOwner(ada.id)).toMatchObject({ user: ada.user })
})

test('where nothing of a server is kept, that holds for everybody in it', async () => {
  const { store, serverSettings } = open()
  const asked = (cell: number) => questionIn(cell, { guild: '7', scope: 'guild:7' })

  await serverSettings.setMemoryOff('7', true)
  for (const cell of [0, 1, 2, 3]) expect((await receiveQuestion(store, asked(cell))).retention).toBe('serverOff')
  await serverSettings.setMemoryOff('7', false)
  for (const cell of [0, 1, 2, 3]) expect((await receiveQuestion(store, asked(cell))).retention).toBe('kept')
})

test('who is due is listed in one order over all cells', async () => {
  const { redis, cells, learning } = open()
  const due: string[] = []
  for (const [at, cell] of [3, 0, 2, 0, 1].entries()) {
    const { user } = questionIn(cell)
    await redis.zadd(cells[cell]?.keys.pending ?? '', at * MINUTE_MS, user)
    due.push(user)
  }

  expect(await learning.listDue(10)).toEqual(due)
  expect([await learning.listDue(2), await learning.listDue(2, 2), await learning.listDue(2, 4)]).toEqual([
    due.slice(0, 2),
    due.slice(2, 4),
    due.slice(4),
  ])
  expect(await learning.countWaitingUsers()).toBe(5)
})

test('who is due longest comes first though the clock of a server is slow', async () => {
  const [right, slow, keys] = [plainRedis(), plainRedis(), testKeys()]
  const lua = readScript('learning/list-due-1').replace('at = now()', 'at = now() - 3600000')
  slow.defineCommand('list-due-1', { lua })
  const cells = [right, slow].map((redis, cell) => wholeMemory(redis, keysOfCell(keys, cell)))
  const now = await readRedisTime(right)
  const users = [3, 2, 1].map(minutes => {
    const [cell, error] = minutes === 2 ? [cells[1], 60] : [cells[0], 0]
    const user = snowflake()
    void cell?.redis.zadd(cell.keys.pending, now - (minutes + error) * MINUTE_MS, user)
    return user
  })

  expect(await learningInCells(fixedCells(cells)).listDue(9)).toEqual(users)
})

test('the claims of a dead process are taken over in each cell, also while one of them is out of reach', async () => {
  const { redis, keys, store } = open()
  const questions = [0, 1, 2, 3].map(cell => questionIn(cell))
  for (const question of questions) await receiveQuestion(store, question)
  const living = memoryInCells(redis, { processId: 'living' }, keys)
  const [, , third] = living.cells
  if (third === undefined) throw new Error('there is no such cell')
  vi.spyOn(third.conversations, 'takeOverClaims').mockRejectedValueOnce(new Error('away'))

  const takings = [await living.store.takeOverClaims(wholeBot), await living.store.takeOverClaims(wholeBot)]

  const [first, second, , fourth] = questions
  expect(takings.map(taken => new Set(taken.map(({ id }) => id)))).toEqual([
    new Set([first?.id, second?.id, fourth?.id]),
    new Set([questions[2]?.id]),
  ])
})

test('what somebody brings along and is known to be another user’s is left out, also where that stands in another cell', async () => {
  const { store, own } = open()
  const theirs = questionIn(1)
  await receiveAndAnswer(store, theirs, 'Nice.')
  const [mine, foreign] = [exchange('I live in Lisbon.'), exchange('I live in Oslo.')]
  const held = storedConversation({
    segments: [],
    turns: [...mine, ...foreign.map(turn => ({ ...turn, id: theirs.id }))],
  })
  const { user } = questionIn(2)

  expect(await own.restoreConversation(user, '', held)).toBe('kept')

  const [conversation] = (await own.readUserData(user)).conversations
  expect(conversation?.turns.map(({ id }) => id)).toEqual([mine[0].id, mine[0].id])
})

test('a question costs one round trip, in whatever cell', async () => {
  const { redis, store } = open()
  await store.keepQuestion(questionIn(0), dm) // the server learns the script
  let trips = 0
  const end = interceptScripts(redis, run => {
    trips += 1
    return run()
  })

  await store.keepQuestion(questionIn(3), dm)

  end()
  expect(trips).toBe(1)
})

test('how many people there are is counted over all cells', async () => {
  const { redis, keys, store } = open()
  for (const cell of [0, 1, 1, 3]) await receiveQuestion(store, questionIn(cell))

  expect(await readStoreSize(redis, `${keys.prefix}*user:{*}`)).toMatchObject({ users: 4 })
})
