import { describe, expect } from 'vitest'
import { SMALL_MODEL_TEMPERATURE } from '../../../src/llm/openai/chat-request.ts'
import { en } from '../../../src/locales/en.ts'
import type { FactId } from '../../../src/memory/types.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { modelsOfSizes } from './behaviours/small-models.ts'
import { simulate } from './support/simulated-server.ts'

describe.concurrent('a model whose size the server tells', () => {
  test.for(modelsOfSizes)(
    '$name: tools are offered, and the likeliest words not asked for, unless it is too small, and nobody is told that something was kept',
    async ({ isSmall, ...behaviour }, { discord, bot, model, ada }) => {
      const server = simulate(model, behaviour)
      model.otherwise = call => call.says('I will remember that.').ends()
      await bot.restart() // it asks how large the model is as it starts

      const reply = await discord.reply(await ada.dm('Remember that I keep bees.'))

      expect(server.chats.map(request => request.has('tools'))).toEqual([!isSmall])
      expect(model.calls.map(({ prompt }) => (prompt as { temperature?: number }).temperature)).toEqual([
        isSmall ? SMALL_MODEL_TEMPERATURE : undefined,
      ])
      expect(reply.content).toBe(`I will remember that.\n\n${en.answers.rememberOffered}`)
    },
  )

  test.for(modelsOfSizes)(
    '$name: what was so before is told as such, unless it would take that for what is',
    async ({ isSmall, ...behaviour }, { discord, bot, model, ada }) => {
      simulate(model, behaviour)
      await bot.restart()
      await discord.reply(await ada.dm('Hello.'))
      const [before, now] = ['before' as FactId, 'now' as FactId]
      await seedMemory(bot, ada, ada.dmChannel, {
        facts: [
          { id: before, text: 'The user lives in Lisbon.' },
          { id: now, text: 'The user lives in Oslo.', replaces: [before] },
        ],
      })

      await discord.reply(await ada.dm('Where do I live?'))

      expect(model.calls.at(-1)?.text).toContain('Oslo')
      expect(model.calls.at(-1)?.text.includes('Lisbon')).toBe(!isSmall)
    },
  )

  test.for(modelsOfSizes.filter(({ name }) => /1\.5|3 billion|nothing/u.test(name)))(
    '$name: what the person said is said again where they ask for that; a small one is asked once more, and heard though that fails',
    async ({ isSmall, ...behaviour }, { discord, bot, model, ada }) => {
      simulate(model, behaviour)
      await bot.restart()
      model.plays(call => call.says('I have a dog ').says('and a cat.').ends())
      model.otherwise = call => call.refuses(401)

      const reply = await discord.reply(await ada.dm('Put this right: I has a dog and a cat.'))

      expect(reply.content).toBe('I have a dog and a cat.')
      expect(model.calls).toHaveLength(isSmall ? 2 : 1)
    },
  )
})
