import { afterAll, expect, inject, onTestFinished, vi } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import { cellOf } from '../../../src/redis/cells/cell-of.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { takeFreeDatabase } from '../support/free-database.ts'
import { messageOf } from '../support/panels.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { test as story } from '../support/running-bot.ts'

const CELLS = 4
const cells = Array.from({ length: CELLS }, (_, cell) => cell)
/** Two servers without RediSearch: databases are as good as that, as nothing is known in one of another. */
const first = new URL('/1', inject('redisUrl')).href
const second = await takeFreeDatabase(inject('redisUrl'))
afterAll(() => second.free())
const settings = { REDIS_URL: `${first}, ${second.url}`, CELLS: String(CELLS), LEARN_BATCH: '1' }
const test = story.extend('settings', settings)

function personIn(discord: Loopback, cell: number) {
  for (let i = 0; ; i += 1) {
    const person = discord.user(`Ada ${i} of cell ${cell}`)
    if (cellOf(person.id, CELLS) === cell) return person
  }
}

test('a bot whose memory stands on two servers remembers on both, forgets, and does not begin anew on one of them', async ({
  discord,
  bot,
  model,
}) => {
  await bot.logged('the memory has grown')
  model.otherwiseExtracts = extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) })
  const people = cells.map(cell => personIn(discord, cell))
  for (const person of people) {
    await discord.reply(await person.dm('I live in Lisbon.'))
    await bot.learned(person)
  }
  const factsOnSecond = async () => (await second.redis.keys(`${bot.keyPrefix}{*}:fact:*`)).length
  const before = await factsOnSecond()

  await expect(bot.restart({ ...settings, REDIS_URL: first })).rejects.toThrow('which REDIS_URL does not name')
  await bot.restart(settings)
  const [, ofSecond] = people as [(typeof people)[0], (typeof people)[0]]
  await discord.reply(await ofSecond.dm('Where do I live?'))
  const everything = await ofSecond.command('forget', { what: 'everything' })
  const form = await ofSecond.clicks(messageOf(everything), en.forget.everythingButton, { until: 'acknowledged' })
  const receipt = await ofSecond.submits(form, { phrase: en.forget.phrase }, { until: 'updated' })

  expect(model.calls.at(-1)?.notes.join()).toContain('Lisbon')
  expect(receipt.text).toContain(en.forget.goneFacts(1))
  expect([before, await factsOnSecond()]).toEqual([2, 1])
})

test('what was said while the bot was away is answered, whoever said it, though one of the servers is out of reach', async ({
  discord,
  bot,
}) => {
  const proxy = await new RedisProxy(second.url).listen()
  onTestFinished(() => proxy.close())
  await bot.logged('the memory has grown')
  const people = cells.map(cell => personIn(discord, cell))
  for (const person of people) await discord.reply(await person.dm('Hello'))
  await bot.stop()
  const missed: StoredMessage[] = []
  for (const person of people) missed.push(await person.dm('Are you there?'))
  proxy.cut()
  await bot.start({ ...settings, REDIS_URL: `${first}, ${proxy.url}` })
  const replies: string[] = []
  for (const question of missed) replies.push((await discord.reply(question)).content)
  proxy.open()

  expect(replies.map(text => text.split('\n')[0])).toEqual(cells.map(() => 'You said: Are you there?'))
  expect(replies.filter(text => text.includes(en.answers.memoryAway))).toHaveLength(2)
})

test('what was said too long before that is kept when the server is back, and whoever said it is told that it was missed', async ({
  discord,
  bot,
  model,
}) => {
  const proxy = await new RedisProxy(second.url).listen()
  onTestFinished(() => proxy.close())
  await bot.logged('the memory has grown')
  const person = personIn(discord, 1)
  await discord.reply(await person.dm('Hello'))
  await bot.stop()
  const missed = await person.dm('Are you there?')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 })
  onTestFinished(() => void vi.useRealTimers())
  proxy.cut()
  await bot.start({ ...settings, REDIS_URL: `${first}, ${proxy.url}` })
  await bot.logged('what was said meanwhile is not kept')
  await person.edits(missed, 'Hello?')
  proxy.open()

  expect((await discord.reply(missed)).content).toBe(en.answers.missed)
  await discord.reply(await person.dm('And now?'))
  expect(model.calls.at(-1)?.question).toMatch(/^Hello\?\n[\s\S]*And now\?$/u)
})
