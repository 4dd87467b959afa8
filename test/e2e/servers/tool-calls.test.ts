import { describe, expect } from 'vitest'
import { test } from '../support/running-bot.ts'
import { toolCallBehaviours } from './behaviours/tool-calls.ts'
import { simulate } from './support/simulated-server.ts'

describe.concurrent('a call of a tool that a server can’t read', { timeout: 60_000 }, () => {
  test.for(toolCallBehaviours)(
    '$name: that answer is made without tools, and all others with them',
    async (behaviour, { discord, bot, model, ada, bob }) => {
      const server = simulate(model, behaviour)

      const [adas, bobs] = await Promise.all([
        ada.dm('Ada asks.').then(question => discord.reply(question, { timeout: 40_000 })),
        bob.dm('Bob asks.').then(question => discord.reply(question)),
      ])
      await discord.reply(await ada.dm('Something else.'))
      await bot.restart()
      await discord.reply(await bob.dm('Bob asks again.'))

      expect([adas.content, bobs.content]).toEqual(['You said: Ada asks.', 'You said: Bob asks.'])
      expect(new Set(server.chats.filter(one => !one.has('tools')).map(one => one.lastLine))).toEqual(
        new Set(['Ada asks.']),
      )
    },
  )
})
