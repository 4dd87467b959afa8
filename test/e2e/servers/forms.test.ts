import { describe, expect } from 'vitest'
import type { Call } from '../support/model-server.ts'
import { test } from '../support/running-bot.ts'
import { formBehaviours } from './behaviours/forms.ts'
import { simulate } from './support/simulated-server.ts'

/** Answers with what it was asked, after it has looked something up if it may. */
function answer(call: Call, usesTool: boolean): void {
  if (usesTool && call.lookedUp.length === 0 && call.offered.includes('remember'))
    call.uses('remember', { quote: 'tea' })
  else call.says('Tea it is.').ends()
}

describe.concurrent('what a server wants put in another way', () => {
  test.for(formBehaviours)(
    '$name: two people are answered at once, nobody sees of it, and it is known from then on',
    async ({ takes, usesTool = false, ...behaviour }, { discord, bot, model, ada, bob, cleo }) => {
      const server = simulate(model, behaviour)
      model.otherwise = call => answer(call, usesTool)

      const questions = await Promise.all([ada.dm('I drink tea.'), bob.dm('I drink tea.')])
      const replies = await Promise.all(questions.map(question => discord.reply(question)))
      const learned = server.chats.length
      await discord.reply(await ada.dm('More tea, please.'))
      await bot.restart()
      await discord.reply(await cleo.dm('I drink tea.'))

      expect(replies.map(({ content }) => content)).toEqual(['Tea it is.', 'Tea it is.'])
      expect(learned).toBeLessThanOrEqual(10)
      expect(server.chats.slice(learned).map(takes)).not.toContain(false)
      expect(JSON.stringify(bot.log)).not.toContain('tea')
    },
  )
})
