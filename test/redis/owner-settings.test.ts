import { expect, test } from 'vitest'
import { redisOwnerSettings } from '../../src/redis/stores/owner-settings.ts'
import { plainRedis, testKeys } from './support/fixtures.ts'

const access = (...rules: readonly (readonly [string, string | undefined])[]) => ({ access: new Map(rules) })

test('what one process sets another one finds, once', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const [one, other] = [redisOwnerSettings(redis, keys), redisOwnerSettings(redis, keys)]
  const atFirst = [await one.readNew(), await other.readNew(), await other.readNew()]
  await one.change({ ...access(['user:1', 'deny']), models: new Map([['everywhere', 'small']]) })

  const nothing = { access: new Map(), models: new Map() }
  expect(atFirst).toEqual([nothing, nothing, undefined])
  const set = { access: new Map([['user:1', 'deny']]), models: new Map([['everywhere', 'small']]) }
  expect([await one.readNew(), await other.readNew()]).toEqual([set, set])
  expect([await one.readNew(), await other.readNew()]).toEqual([undefined, undefined])
})

test('what is taken out is gone, and the rest stays; done twice it is the same', async () => {
  const settings = redisOwnerSettings(plainRedis(), testKeys())
  await settings.change(access(['user:1', 'deny'], ['direct', 'deny'], ['server:2', 'allow']))
  for (let time = 0; time < 2; time += 1) await settings.change(access(['user:1', undefined], ['server:2', 'deny']))

  const { access: kept } = (await settings.readNew()) ?? {}
  expect(Object.fromEntries(kept ?? [])).toEqual({ direct: 'deny', 'server:2': 'deny' })
})

test('where everything is gone, so is what owners said', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const settings = redisOwnerSettings(redis, keys)
  await settings.change(access(['user:1', 'deny']))
  await settings.readNew()
  await redis.del(keys.ownerChoices)

  expect(await settings.readNew()).toEqual({ access: new Map(), models: new Map() })
})
