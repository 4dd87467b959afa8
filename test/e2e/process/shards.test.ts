import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { expect } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { BotProcess } from '../../support/bot-process.ts'
import { serverOnShard } from '../../support/server-on-shard.ts'
import { environment, PROCESS_PATIENCE, test as story } from '../support/process-fixtures.ts'

/** Each shard may begin once in 5 s, whichever process has it. */
const test = story.override('loopback', { concurrentStarts: 16 }).extend<{ other: BotProcess }>({
  other: async ({ discord, model, memoryUrl }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'keepsake-process-'))
    const other = new BotProcess(folder, environment(discord, model, memoryUrl))
    await use(other)
    await other.kill()
    await rm(folder, { recursive: true, force: true })
  },
})

/** Which questions a process has answered, by its log. */
const answeredBy = ({ log }: BotProcess) =>
  log.filter(({ msg }) => msg === 'answered').map(line => String(line['question']))

test('two processes of two shards each are one bot, and what one leaves that is killed waits for the next of its shards', {
  timeout: 120_000,
}, async ({ discord, model, memoryUrl, program, other, ada }) => {
  const placeOn = (shard: number) => discord.channel('general', serverOnShard(discord, shard, 4))
  const [first, second, third, fourth] = [placeOn(0), placeOn(1), placeOn(2), placeOn(3)]
  let refusedStarts = 0
  const stopWatching = discord.watch(happening => {
    if (happening.kind === 'gateway' && happening.what === 'refused') refusedStarts += 1
  })
  await Promise.all([program.start({ SHARDS: '0-1/4' }), other.start({ SHARDS: '2-3/4' })])

  const asked = [await ada.dm('in private')]
  for (const place of [first, second, third, fourth])
    asked.push(await ada.says(place, `in ${place.id}`, { mention: true }))
  for (const question of asked) await discord.reply(question, PROCESS_PATIENCE)
  const calling = model.nextCall()
  const lost = await ada.says(fourth, 'and now?', { mention: true })
  const call = await calling
  call.says('You sa')
  await other.kill()
  const redis = new Redis(memoryUrl)
  const { claims, processes } = createKeys()
  const [claim = ''] = Object.values(await redis.hgetall(claims))
  await redis.zadd(processes, 1, claim.split(':')[0] ?? '') // so that nobody has to wait until its lease is over
  redis.disconnect()
  await other.start({ SHARDS: '2-3/4' })
  const reply = await discord.reply(lost, PROCESS_PATIENCE)
  const line = await other.logged('answered')
  await discord.reply(await ada.dm('thanks'), PROCESS_PATIENCE)
  stopWatching()

  expect(new Set(answeredBy(program).slice(0, 3))).toEqual(new Set(asked.slice(0, 3).map(({ id }) => id)))
  expect(line['question']).toBe(lost.id)
  expect(reply.content).toBe('You said: and now?')
  for (const place of [first, second, third])
    expect(discord.messages(place).filter(({ author }) => author.id === discord.botId)).toHaveLength(1)
  expect(discord.messages(fourth).filter(({ author }) => author.id === discord.botId)).toHaveLength(2)
  expect(refusedStarts).toBe(0)
  const registrations = discord.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'))
  expect(registrations).toHaveLength(1)
})
