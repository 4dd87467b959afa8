import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { test } from '../support/running-bot.ts'
import { MACHINE_TEXT, type Mischief, mischiefSequences } from './support/mischief.ts'
import { picture } from './support/pictures.ts'
import { simulate } from './support/simulated-server.ts'

const SEQUENCES = 32

/** What may be read of an answer that came. */
const WORDS = ['Fine.', 'Half of', 'Half of an ans']

/** Within this a question has its answer, or one sentence. */
const PATIENCE = { timeout: 36_000 }

describe.concurrent('a server out of its mind', { timeout: 120_000 }, () => {
  test.override('settings', { FIRST_TOKEN_TIMEOUT_SECONDS: '5', TOKEN_GAP_TIMEOUT_SECONDS: '4' })

  test.for(mischiefSequences(SEQUENCES).map((sequence, number) => ({ sequence, number })))(
    'number $number: one answer or one true sentence, in five requests at most, and all is well after',
    async ({ sequence }, { discord, bot, model, ada, bob }) => {
      const server = simulate(model, { name: 'as OpenAI has it' })
      const well = model.intercepts
      const left = [...sequence]
      const played: Mischief[] = []
      model.otherwise = call => call.says('Fine.').ends()
      await discord.reply(await bob.dm('Bob asks first.', { files: [picture('cat.png')] }), PROCESS_PATIENCE)
      model.intercepts = (request, response) => {
        if (well(request, response)) return true
        const isAdas =
          JSON.stringify(request.body).includes('Ada asks.') && !/And (?:mine|now)/u.test(JSON.stringify(request.body))
        const mischief = isAdas && request.body['stream'] === true ? left.shift() : undefined
        if (mischief === undefined) return false
        played.push(mischief)
        mischief.play(response)
        return true
      }

      const [adas, bobs] = await Promise.all([
        ada.dm('Ada asks.', { files: [picture('dog.png')] }),
        bob.dm('Bob asks.', { files: [picture('cat.png')] }),
      ])
      await Promise.all([adas, bobs].map(question => discord.reply(question, PATIENCE)))
      const asked = server.about('Ada asks.').length
      const next = await bob.dm('And now?', { files: [picture('cat.png')] })
      await discord.reply(next, PROCESS_PATIENCE)
      const own = await ada.dm('And mine?', { files: [picture('dog.png')] })
      await discord.reply(own, PROCESS_PATIENCE)
      await bot.stop() // what was shown in part is whole by then
      const [adasReply, ...others] = await Promise.all([adas, bobs, next, own].map(question => discord.reply(question)))
      const { content = '', parts = [] } = adasReply ?? {}

      const told = content.split('\n\n').filter(line => !WORDS.includes(line))
      const truths = new Set(played.flatMap(({ tells }) => tells).map(key => en.answers[key]))
      expect(told.filter(line => !truths.has(line as never))).toEqual([])
      expect(told.length).toBeLessThanOrEqual(2) // that a picture was not seen, and that the answer was cut
      expect(content).not.toMatch(MACHINE_TEXT)
      expect(parts).toHaveLength(1)
      expect(asked).toBeLessThanOrEqual(5)
      expect(others.map(reply => reply.content)).toEqual(['Fine.', 'Fine.', 'Fine.'])
      for (const words of ['And now?', 'And mine?'])
        expect(server.about(words).map(one => [one.has('tools'), one.pictures.length])).toEqual([[true, 1]])
      expect(JSON.stringify(bot.log)).not.toMatch(/says no|asks\./u)
    },
  )
})
