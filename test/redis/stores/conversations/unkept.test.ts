import { expect, test } from 'vitest'
import { Outbox } from '../../../../src/memory/outbox.ts'
import { unkeptContract } from '../../../contract/conversation-store/unkept.ts'
import { questionOf, receiveQuestion } from '../../../contract/support/conversations.ts'
import { plainRedis, readAllKeys, snowflake, testStore } from '../../support/fixtures.ts'

function unkeptStore() {
  const redis = plainRedis()
  const { store, keys, problems } = testStore(redis, { processId: 'first' })
  return {
    ...{ redis, store, keys, problems },
    async pause(user: string, isPaused: boolean) {
      await (isPaused ? redis.hset(keys.user(user), 'paused', '1') : redis.hdel(keys.user(user), 'paused'))
    },
    async goIncognito({ user, channel }: { user: string; channel: string }, at: number) {
      await redis.hset(keys.user(user), `incognito:${channel}`, at)
    },
    async incognitoUntil({ user, channel }: { user: string; channel: string }) {
      const at = await redis.hget(keys.user(user), `incognito:${channel}`)
      return at === null ? undefined : Number(at)
    },
    async switchOff(guild: string) {
      await redis.sadd(keys.memoryOffGuilds, guild)
    },
    everything: () => readAllKeys(redis, keys),
    records: () => redis.keys(`${keys.messagePrefix.slice(0, -'message:'.length)}*`),
    afterDeath: () => testStore(redis, { keys, processId: 'second' }).store,
  }
}

unkeptContract(unkeptStore)

test('what is not kept is remembered as such for ten minutes, and its deletion is no problem', async () => {
  const { redis, store, keys, problems, pause } = unkeptStore()
  const [answered, deleted] = [questionOf(), questionOf()]
  for (const question of [answered, deleted]) {
    await pause(question.user, true)
    await receiveQuestion(store, question)
    expect(await redis.get(keys.message(question.id))).toBe('-')
    expect(await redis.ttl(keys.message(question.id))).toBeGreaterThan(590)
  }

  await store.releaseClaim(answered)
  await store.deleteMessage(deleted.id)
  await store.deleteMessage(answered.id)

  for (const { id } of [answered, deleted]) {
    expect(await redis.get(keys.message(id))).toBe('')
    expect(await redis.ttl(keys.message(id))).toBeGreaterThan(590)
  }
  expect(await redis.hkeys(keys.claims)).toHaveLength(1) // the run of the deleted one ends it
  expect(problems).toEqual([])
})

test('an answer that was given while Redis was away ends what was not kept', async () => {
  const { redis, store, keys, pause } = unkeptStore()
  const question = questionOf()
  await pause(question.user, true)
  await receiveQuestion(store, question)

  const outbox = new Outbox(store, { read: () => [], add: () => undefined, clear: () => undefined }, Date.now)
  outbox.addAnswer(question, { text: 'Nice.', saidAt: 1, messages: [snowflake()] })
  await outbox.flush()

  expect(await redis.get(keys.message(question.id))).toBe('')
  expect(await redis.hlen(keys.claims)).toBe(0)
})

test('a time of incognito that can’t be read is not over', async () => {
  const { redis, store, keys } = unkeptStore()
  const question = questionOf()
  await redis.hset(keys.user(question.user), `incognito:${question.channel}`, 'soon')

  expect(await receiveQuestion(store, question)).toMatchObject({ retention: 'incognito' })
})
