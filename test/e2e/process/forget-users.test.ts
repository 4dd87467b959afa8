import { Redis } from 'ioredis'
import { expect } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { seedConversation } from '../../contract/support/whole-memory.ts'
import { plainRedis } from '../../redis/support/fixtures.ts'
import { startLocalServer, testFolder } from '../../redis/support/local-server.ts'
import { wholeMemory } from '../../redis/support/whole-memory.ts'
import { PROCESS_PATIENCE, runCommand, test } from '../support/process-fixtures.ts'
import { readRedisAsText } from '../support/redis-content.ts'

/** The operator's command, in an empty folder. */
const forget = (ids: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runCommand('forget-users', { args: ids, settings })

test('the operator forgets people beside a running bot', { timeout: 60_000 }, async ({
  discord,
  program,
  memoryUrl,
  ada,
  bob,
  cleo,
}) => {
  await program.start()
  for (const person of [ada, bob, cleo]) await discord.reply(await person.dm('I keep zanzibar bees.'), PROCESS_PATIENCE)

  const { code, stdout } = await forget([ada.id, bob.id], { REDIS_URL: memoryUrl })
  const again = await forget([ada.id], { REDIS_URL: memoryUrl })

  const redis = new Redis(memoryUrl)
  const keys = await redis.keys('*')
  redis.disconnect()
  expect([code, again.code]).toEqual([0, 0])
  expect(stdout).toContain(`Looking into the Redis at ${new URL(memoryUrl).host}.`)
  for (const { id } of [ada, bob]) {
    expect(stdout).toContain(`Forgotten of ${id}: 0 facts, 0 people and things, 2 messages and 0 summaries in 1 conv`)
    expect(keys.filter(key => key.includes(`{${id}}`))).toEqual([`keepsake:user:{${id}}`])
  }
  expect(stdout.match(/nothing is left/gu)).toHaveLength(2)
  expect(keys.filter(key => key.includes(`{${cleo.id}}`)).length).toBeGreaterThan(4)
  expect(again.stdout).toContain(`Nothing was kept of ${ada.id}.`)
})

test('the operator forgets people when Redis is full', { timeout: 60_000 }, async () => {
  const { url } = await startLocalServer(testFolder())
  const memory = wholeMemory(plainRedis(url), createKeys())
  const { questions } = await seedConversation(memory, 'zanzibar')
  const [{ user }] = questions
  await memory.redis.config('SET', 'maxmemory', '1')

  const { code, stdout } = await forget([user], { REDIS_URL: url })

  expect(code).toBe(0)
  expect(stdout).toContain(`Forgotten of ${user}: 2 facts`)
  expect(stdout).toContain('nothing is left')
  expect(await readRedisAsText('keepsake:', url)).not.toContain('zanzibar')
})

test('where there is no memory, or no id, nothing seems to be done', async ({ ada }) => {
  const { id } = ada

  const nowhere = await forget([id])
  const nobody = await forget([])
  const mistyped = await forget([id, '1'], { REDIS_URL: 'redis://127.0.0.1:1' })

  expect(nowhere).toMatchObject({ code: 1, stdout: '' })
  expect(nowhere.stderr).toMatch(/^Nothing may be taken for forgotten. There is no memory here: REDIS_URL is not set/u)
  expect([nobody.code, mistyped.code]).toEqual([2, 2])
  expect(mistyped.stderr).toContain('npm run forget')
})
