import { describe, expect } from 'vitest'
import type { Call } from '../support/model-server.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'
import { callForms, hasThoughts, malformedEndings, refusedExtras, thinkingDeltas } from './behaviours/call-forms.ts'
import { openAiError, simulate } from './support/simulated-server.ts'

function send(call: Call, delta: object): void {
  call.sends(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`)
}

describe.concurrent('a server that calls tools in its own form', { timeout: 60_000 }, () => {
  test.for(callForms)(
    '$name: the tool is used, and the call goes back so that the server takes it',
    async ({ deltas, takes, keeps = 1 }, { discord, bot, model, ada, bob }) => {
      const server = simulate(model, {
        name: 'strict',
        refuses: [
          {
            when: request => request.messages.some(({ role }) => role === 'tool') && !takes(request),
            status: 400,
            body: openAiError('A call came back otherwise than it was made.'),
          },
        ],
      })
      model.otherwise = call => {
        if (call.question.includes('figs') && call.lookedUp.length === 0) {
          for (const delta of deltas) send(call, delta)
          call.ends('tool_calls')
        } else call.says(call.lookedUp.length > 0 ? `Done: ${call.lookedUp.join(' ')}` : 'Hello.').ends()
      }

      const [adas, bobs] = await Promise.all([
        ada.dm('Remember: I like tea, I like figs.').then(question => discord.reply(question)),
        bob.dm('Hi!').then(question => discord.reply(question)),
      ])

      expect(adas.content.split('\n\n')[0]).toBe(`Done: ${Array.from({ length: keeps }, () => 'Kept.').join(' ')}`)
      expect(bobs.content).toBe('Hello.')
      expect((await readStoredMemory(bot, ada)).facts).toHaveLength(keeps)
      expect(server.refused).toBe(0)
    },
  )

  test.for(refusedExtras)(
    '$name, and refuses thoughts that go back: they stay away from then on, and the tool’s work stands',
    async ({ status, body }, { discord, bot, model, ada, bob }) => {
      const server = simulate(model, { name: 'forgetful', refuses: [{ when: hasThoughts, status, body }] })
      model.otherwise = call => {
        if (call.lookedUp.length > 0 || call.question.includes('Hi!')) call.says('Done.').ends()
        else {
          for (const delta of thinkingDeltas) send(call, delta)
          call.ends('tool_calls')
        }
      }

      const [adas, bobs] = await Promise.all([
        ada.dm('Remember: I like tea.').then(question => discord.reply(question)),
        bob.dm('Hi!').then(question => discord.reply(question)),
      ])
      const refused = server.refused
      await discord.reply(await ada.dm('Again: I like tea.'))

      expect([adas, bobs].map(({ content }) => content.split('\n\n')[0])).toEqual(['Done.', 'Done.'])
      expect((await readStoredMemory(bot, ada)).facts).toHaveLength(1)
      expect(server.refused).toBe(refused)
      expect(server.chats.at(-1)?.messages.some(({ role }) => role === 'tool')).toBe(true)
    },
  )

  test.for(malformedEndings)(
    'and ends with %s where it could not read one: that answer is made without tools, and no other',
    async (ending, { discord, model, ada, bob }) => {
      const server = simulate(model, { name: 'as OpenAI has it' })
      model.otherwise = call =>
        call.question.includes('Remember') && call.offered.length > 0 ? call.ends(ending) : call.says('Hello.').ends()

      const [adas, bobs] = await Promise.all([
        ada.dm('Remember?').then(question => discord.reply(question)),
        bob.dm('Hi!').then(question => discord.reply(question)),
      ])
      await discord.reply(await ada.dm('And now?'))

      expect([adas.content, bobs.content]).toEqual(['Hello.', 'Hello.'])
      expect(
        server
          .about('Remember?')
          .map(request => request.has('tools'))
          .slice(0, 2),
      ).toEqual([true, false])
      expect(server.chats.filter(request => request.lastLine !== 'Remember?').map(one => one.has('tools'))).toEqual([
        true,
        true,
      ])
    },
  )
})
