import { describe, expect } from 'vitest'
import type { Thread } from '../../../fake-discord/stored.ts'
import { test } from '../support/running-bot.ts'
import { questions, talk } from './five-people.ts'
import { playTalk } from './played-talk.ts'

/** After this message the bot begins anew. */
const IN_THE_MIDDLE = 33

describe.concurrent('of a talk of five people and the bot', () => {
  test.override({ settings: { MESSAGES_PER_MINUTE: '1000' } })

  test.for([{ how: 'at one go' }, { how: 'with a restart in the middle' }])(
    'every question has what it needs, played $how',
    async ({ how }, { discord, bot, model, general, ada }) => {
      const thread: Thread = discord.createThread(general, { name: 'plakat', owner: ada })
      const places = { general, plakat: thread }
      const messages = await playTalk(talk, {
        ...{ discord, model, places },
        async before(number) {
          if (number === IN_THE_MIDDLE && how !== 'at one go') await bot.restart()
        },
      })

      const missing: string[] = []
      for (const { by, text, to, needs, in: place = 'general' } of questions) {
        const asked = messages[to ?? -1]
        const replyTo = asked && (await discord.reply(asked)).message
        const more = { mention: true, ...(replyTo && { replyTo }) }
        await discord.reply(await discord.user(by).says(place === 'general' ? general : thread, text, more))
        const prompt = model.calls.at(-1)?.text ?? ''
        if (!standsInOrder(needs, prompt)) missing.push(`${by}: ${text}`)
        expect(prompt).not.toMatch(/0151|at six/u)
      }
      expect(missing).toEqual([])
    },
  )
})

function standsInOrder(patterns: readonly RegExp[], text: string): boolean {
  let rest = text
  return patterns.every(pattern => {
    const at = rest.search(pattern)
    rest = rest.slice(at)
    return at >= 0
  })
}
