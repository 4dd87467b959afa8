import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { importFile } from '../../src/memory/own/importing.ts'
import { exported, exportedFact } from '../memory/own/exported.ts'
import { snowflake } from './fixtures.ts'
import { wholeMemory } from './whole-memory.ts'

/** Somebody of whom a fact is known, and a Redis whose next reads can be made to fail. */
async function known() {
  const redis = new Redis(inject('redisUrl'), { db: 1 })
  onTestFinished(() => redis.disconnect())
  const [{ own }, user] = [wholeMemory(redis), snowflake()]
  const file = exported(user, { facts: [exportedFact()] })
  await importFile(file, { user, channel: '5' }, own, { maxFacts: 1000, maxEntities: 200, now: Date.now() })
  return { own, user, reads: vi.spyOn(redis, 'mget') }
}

test('holdings are read once more where a read comes back too late', async () => {
  const { own, user, reads } = await known()
  reads.mockRejectedValueOnce(new Error('Command timed out'))

  expect((await own.holdings(user)).known.facts).toMatchObject([{ id: 'f1' }])
})

test.for([
  ['a second time', ['Command timed out', 'Command timed out'], 'timeout'],
  ['for another reason', ['Connection is closed.'], 'disconnected'],
] as const)('but not where it fails %s', async ([, messages, code]) => {
  const { own, user, reads } = await known()
  for (const message of messages) reads.mockRejectedValueOnce(new Error(message))

  await expect(own.holdings(user)).rejects.toMatchObject({ facts: { code } })
  expect(reads).toHaveBeenCalledTimes(messages.length)
})
