import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { test } from '../support/running-bot.ts'
import { modelsOfSizes } from './behaviours/small-models.ts'
import { simulate } from './support/simulated-server.ts'

describe.concurrent('a model whose size the server tells', () => {
  test.for(modelsOfSizes)(
    '$name: tools are offered unless it is too small for them, and nobody is told that something was kept',
    async ({ isSmall, ...behaviour }, { discord, bot, model, ada }) => {
      const server = simulate(model, behaviour)
      model.otherwise = call => call.says('I will remember that.').ends()
      await bot.restart() // it asks how large the model is as it starts

      const reply = await discord.reply(await ada.dm('Remember that I keep bees.'))

      expect(server.chats.map(request => request.has('tools'))).toEqual([!isSmall])
      expect(reply.content).toBe(`I will remember that.\n\n${en.answers.rememberOffered}`)
    },
  )
})
