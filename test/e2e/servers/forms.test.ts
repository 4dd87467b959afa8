import { describe, expect } from 'vitest'
import type { Call } from '../support/model-server.ts'
import { test } from '../support/running-bot.ts'
import { formBehaviours } from './behaviours/forms.ts'
import { type SentRequest, simulate } from './support/simulated-server.ts'

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

      expect(replies.map(({ content }) => content.split('\n')[0])).toEqual(['Tea it is.', 'Tea it is.'])
      expect(learned).toBeLessThanOrEqual(10)
      expect(server.chats.slice(learned).map(takes)).not.toContain(false)
      expect(JSON.stringify(bot.log)).not.toContain('tea')
    },
  )
})

describe.concurrent('a template that wants user and assistant by turns', () => {
  const byTurns = ({ messages }: SentRequest) =>
    messages
      .slice(messages[0]?.role === 'system' ? 1 : 0)
      .every(({ role }, at) => role === (at % 2 === 0 ? 'user' : 'assistant'))

  test.for([
    [
      'Mistral’s',
      400,
      {
        message:
          'After the optional system message, conversation roles must alternate user/assistant/user/assistant/...',
      },
    ],
    [
      'Gemma’s',
      500,
      { error: { code: 500, message: 'Conversation roles must alternate user/assistant/user/assistant/...' } },
    ],
    ['one that says nothing', 400, ''],
  ] as const)(
    '%s: is kept to, also where a question had no answer',
    async ([, status, body], { discord, model, ada, bob }) => {
      const server = simulate(model, {
        name: 'by turns',
        refuses: [
          { when: request => request.lastLine === 'Are you there?', times: 1, status: 401, body: {} },
          { when: request => !byTurns(request), status, body },
        ],
      })

      await discord.reply(await ada.dm('Are you there?'))
      const [adas, bobs] = await Promise.all([
        ada.dm('And now?').then(question => discord.reply(question)),
        bob.dm('Hi!').then(question => discord.reply(question)),
      ])

      expect([adas.content, bobs.content]).toEqual(['You said: And now?', 'You said: Hi!'])
      expect(server.about('And now?').at(-1)?.says('Are you there?')).toBe(true)
      expect(server.about('Hi!')).toHaveLength(1)
    },
  )
})
