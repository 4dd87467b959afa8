import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { wordJudge } from '../../../../src/memory/content/judge.ts'
import { importMemory } from '../../../../src/memory/transfer/import.ts'
import { exportedFact, exportFileOf } from '../../../memory/support/export-file.ts'
import { snowflake } from '../../support/fixtures.ts'
import { wholeMemory } from '../../support/whole-memory.ts'

/** Somebody of whom a fact is known, and a Redis whose next reads can be made to fail. */
async function known() {
  const redis = new Redis(inject('redisUrl'), { db: 1 })
  onTestFinished(() => redis.disconnect())
  const [{ own }, user] = [wholeMemory(redis), snowflake()]
  const file = exportFileOf(user, { facts: [exportedFact()] })
  await importMemory(file, { user, channel: '5' }, own, {
    maxFacts: 1000,
    maxEntities: 200,
    now: Date.now(),
    content: wordJudge,
  })
  return { own, user, reads: vi.spyOn(redis, 'mget') }
}

test('holdings are read once more where a read comes back too late', async () => {
  const { own, user, reads } = await known()
  reads.mockRejectedValueOnce(new Error('Command timed out'))

  expect((await own.readUserData(user)).known.facts).toMatchObject([{ id: 'f1' }])
})

test.for([
  ['a second time', ['Command timed out', 'Command timed out'], 'timeout'],
  ['for another reason', ['Connection is closed.'], 'disconnected'],
] as const)('but not where it fails %s', async ([, messages, code]) => {
  const { own, user, reads } = await known()
  for (const message of messages) reads.mockRejectedValueOnce(new Error(message))

  await expect(own.readUserData(user)).rejects.toMatchObject({ details: { code } })
  expect(reads).toHaveBeenCalledTimes(messages.length)
})
