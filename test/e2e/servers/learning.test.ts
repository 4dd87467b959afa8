import { describe, expect } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { test as story } from '../support/running-bot.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'
import { absentModels, formatBehaviours } from './behaviours/learning.ts'
import { simulate } from './support/simulated-server.ts'

const test = story.extend('port', () => freePort())

describe.concurrent('a memory model that is not there', { timeout: 60_000 }, () => {
  test.for(absentModels)(
    '$name: nothing is set aside, operators are told once, and it is learned when it is there',
    async ({ line, ...behaviour }, { discord, bot, model, port, ada, bob }) => {
      await bot.restart({ METRICS_PORT: String(port) })
      simulate(model, behaviour)
      model.otherwiseExtracts = extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) })
      await discord.reply(await ada.dm('I live in Lisbon.'))
      const learning = () => bot.learned(ada).catch(() => undefined)
      for (let tries = 0; tries < 8; tries += 1) await learning()
      const told = bot.log.filter(one => one.msg === line)
      const health = await fetch(`http://127.0.0.1:${port}/healthz`)
      const parts = (await health.json()) as object
      const answered = await discord.reply(await bob.dm('Hello?'))
      model.intercepts = () => false
      await learning()
      const { aside, facts } = await waitForStoredMemory(bot, ada, { isPending: false })

      expect(answered.content).toBe('You said: Hello?')
      expect(told).toMatchObject([{ model: 'gpt-5.4-nano', host: new URL(model.url).host }])
      if (line !== 'the model server refuses requests') expect(parts).toMatchObject({ learning: false })
      expect(aside).toEqual({})
      expect(facts).toEqual(['The user lives in Lisbon.'])
      expect(JSON.stringify(bot.log)).not.toContain('Lisbon')
    },
  )
})

describe.concurrent('a way to ask for JSON that a server does not know', { timeout: 60_000 }, () => {
  test.for(formatBehaviours)(
    '$name: is given up for the next one, and not tried again',
    async ({ format, ...behaviour }, { discord, bot, model, ada, bob }) => {
      const server = simulate(model, behaviour)
      model.otherwiseExtracts = extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) })
      await discord.reply(await ada.dm('I live in Lisbon.'))
      await discord.reply(await bob.dm('I live in Lisbon.'))
      await bot.learned(ada)
      const learned = server.refused
      await bot.restart()
      await bot.learned(bob)

      expect(server.studies.at(-1)?.format).toBe(format)
      expect(server.refused).toBe(learned)
      for (const person of [ada, bob]) {
        const { facts } = await waitForStoredMemory(bot, person, { isPending: false })
        expect(facts).toEqual(['The user lives in Lisbon.'])
      }
    },
  )
})
