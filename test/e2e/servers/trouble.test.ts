import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { test } from '../support/running-bot.ts'
import { troubleBehaviours } from './behaviours/trouble.ts'
import { simulate } from './support/simulated-server.ts'

describe.concurrent('what no other request would change', { timeout: 60_000 }, () => {
  test.for(troubleBehaviours)(
    '$told, $name: Ada reads the true reason, operators too, and Bob is answered meanwhile',
    async ({ told, line, requests = 1, ...behaviour }, { discord, bot, model, ada, bob }) => {
      const server = simulate(model, behaviour)

      const [adas, bobs] = await Promise.all([
        ada.dm('Ada asks.').then(question => discord.reply(question, { timeout: 40_000 })),
        bob.dm('Bob asks.').then(question => discord.reply(question)),
      ])

      expect(adas.content).toBe(en.answers[told])
      expect(adas.parts).toHaveLength(1)
      expect(bobs.content).toBe('You said: Bob asks.')
      expect(server.about('Ada asks.')).toHaveLength(requests)
      expect(server.about('Bob asks.')).toHaveLength(1)
      await bot.logged(line)
      expect(bot.log.filter(({ msg }) => msg === line)).toHaveLength(1)
      expect(JSON.stringify(bot.log)).not.toMatch(/sk-|Ada asks/u)
    },
  )
})
