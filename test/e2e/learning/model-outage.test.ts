import { describe, expect } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import { en } from '../../../src/locales/en.ts'
import { test as story } from '../support/fixtures.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'

const PEOPLE = 5
const MESSAGES = 100

const test = story
  .extend('loopback', { channelLimits: false, requestsPerSecond: null })
  .extend('settings', { MESSAGES_PER_MINUTE: '1000', DISCORD_REQUESTS_PER_SECOND: '1000' })

describe('while the model that learns is out of reach', { timeout: 150_000 }, () => {
  test('500 messages are answered, and all of them are learned once it is back, without another', async ({
    discord,
    bot,
    model,
  }) => {
    const people = Array.from({ length: PEOPLE }, (_, n) => discord.user(`Person ${n}`))
    const told: string[] = []
    const said = new Map<string, string>()
    model.otherwiseExtracts = extraction => extraction.refuses(503)
    model.otherwise = call => (/word \d*9 of .*$/u.test(call.question) ? call.refuses(401) : call.says('I see.').ends())
    async function talk(person: Person): Promise<void> {
      for (let n = 0; n < MESSAGES; n += 1) {
        const question = await person.dm(`This is word ${n} of ${person.user.username}.`)
        said.set(question.id, question.content)
        const { content } = await discord.reply(question, PROCESS_PATIENCE)
        told.push(content)
      }
    }
    await Promise.all(people.map(talk))
    await bot.logged('learning postponed: model unavailable')
    const triedInVain = model.extractions.length
    const learned = new Set<string>()
    model.otherwiseExtracts = extraction => {
      for (const { text } of extraction.turns.filter(({ number }) => extraction.learnFrom.includes(number)))
        learned.add(text)
      extraction.gives({})
    }
    // On a busy machine Redis may be out of reach for a moment: what was said then was never kept.
    for (const { msg, question } of bot.log)
      if (msg === 'memory unavailable: answering without it') said.delete(String(question))
    const memories = await Promise.all(
      people.map(person => waitForStoredMemory(bot, person, { isPending: false, aside: {} })),
    )

    expect(told.filter(content => content.startsWith('I see.'))).toHaveLength(PEOPLE * MESSAGES * 0.9)
    expect(told.filter(content => content.startsWith(en.answers.modelKeyRefused))).toHaveLength(PEOPLE * MESSAGES * 0.1)
    expect([...said.values()].filter(text => !learned.has(text))).toEqual([])
    for (const { covered } of memories) {
      expect(covered.length).toBeGreaterThanOrEqual(1.9 * MESSAGES - 20)
      expect(new Set(covered).size).toBe(covered.length)
    }
    expect(triedInVain).toBeGreaterThan(0)
  })
})
