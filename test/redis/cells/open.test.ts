import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { questionOf, receiveAndAnswer, receiveQuestion, textsOf } from '../../contract/support/conversations.ts'
import { plainRedis, snowflake } from '../support/fixtures.ts'
import { openedMemory } from '../support/opened-memory.ts'

/** Cells in which somebody has said something. */
async function cellsIn(keyPrefix: string): Promise<ReadonlySet<string>> {
  const names = await plainRedis().keys(`${keyPrefix}*user:*`)
  return new Set(names.map(name => /\{\d+\}(?=:user)/u.exec(name)?.[0] ?? 'the first'))
}

test('a memory that is new stands in as many cells as are wanted, for each process', async () => {
  const keyPrefix = `test:${randomUUID()}:`
  const memory = await openedMemory(keyPrefix, 4)
  await memory.cellGrowth.run()
  const another = await openedMemory(keyPrefix, 4)
  const questions = Array.from({ length: 16 }, () => questionOf())
  for (const question of questions) await receiveAndAnswer(memory.conversations, question, 'Nice.')

  for (const question of questions) {
    const { window } = await receiveQuestion(another.conversations, { ...question, id: snowflake() })
    expect(textsOf(window)).toEqual([`q: ${question.text}`, 'a: Nice.'])
  }
  expect((await cellsIn(keyPrefix)).size).toBeGreaterThan(1)
  expect((await memory.readSize())?.users).toBe(16)
})

test('with fewer cells than are in use a memory is not opened', async () => {
  const keyPrefix = `test:${randomUUID()}:`
  await (await openedMemory(keyPrefix, 4)).cellGrowth.run()

  await expect(openedMemory(keyPrefix, 2)).rejects.toThrow('CELLS=4')
  await expect(openedMemory(keyPrefix)).rejects.toThrow('CELLS=4')
})

test('a memory that says nothing of cells has one, under the keys that it always had', async () => {
  const keyPrefix = `test:${randomUUID()}:`
  const memory = await openedMemory(keyPrefix)
  await receiveAndAnswer(memory.conversations, questionOf(), 'Nice.')
  const schema = await plainRedis().hget(createKeys(keyPrefix).schema, 'version')

  expect(await memory.cellGrowth.run()).toBe('done')

  expect(await cellsIn(keyPrefix)).toEqual(new Set(['the first']))
  expect(await plainRedis().exists(createKeys(keyPrefix).cells)).toBe(0)
  expect(await plainRedis().hget(createKeys(keyPrefix).schema, 'version')).toBe(schema)
})
