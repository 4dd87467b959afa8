import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { test } from '../support/running-bot.ts'
import { MACHINE_TEXT, mischiefSequences } from './support/mischief.ts'
import { picture } from './support/pictures.ts'
import { simulate } from './support/simulated-server.ts'

const SEQUENCES = 24

/** What stands for an answer that failed, or under one that is not whole. */
const sentences: readonly string[] = Object.values(en.answers)

describe.concurrent('a server out of its mind', { timeout: 90_000 }, () => {
  test.for(mischiefSequences(SEQUENCES).map((sequence, number) => ({ sequence, number })))(
    'number $number: one answer or one true sentence, in five requests at most, and all is well after',
    async ({ sequence }, { discord, bot, model, ada, bob }) => {
      const server = simulate(model, { name: 'as OpenAI has it' })
      const well = model.intercepts
      const left = [...sequence]
      model.otherwise = call => call.says('Fine.').ends()
      await discord.reply(await bob.dm('Bob asks first.', { files: [picture('cat.png')] }), PROCESS_PATIENCE)
      model.intercepts = (request, response) => {
        if (well(request, response)) return true
        const isAdas = JSON.stringify(request.body).includes('Ada asks.')
        const mischief = isAdas && request.body['stream'] === true ? left.shift() : undefined
        mischief?.(response)
        return mischief !== undefined
      }

      const [adas, bobs] = await Promise.all([
        ada.dm('Ada asks.', { files: [picture('dog.png')] }),
        bob.dm('Bob asks.', { files: [picture('cat.png')] }),
      ])
      await Promise.all([adas, bobs].map(question => discord.reply(question, PROCESS_PATIENCE)))
      const next = await bob.dm('And now?', { files: [picture('cat.png')] })
      await discord.reply(next, PROCESS_PATIENCE)
      await bot.stop() // what was shown in part is whole by then
      const [adasReply, ...others] = await Promise.all([adas, bobs, next].map(question => discord.reply(question)))
      const { content = '', parts = [] } = adasReply ?? {}

      const lines = content.split('\n\n')
      expect(lines.filter(line => !['Fine.', 'Half of', 'Half of an ans', ...sentences].includes(line))).toEqual([])
      expect(content).not.toMatch(MACHINE_TEXT)
      expect(parts).toHaveLength(1)
      expect(server.about('Ada asks.').length).toBeLessThanOrEqual(5)
      expect(others.map(reply => reply.content)).toEqual(['Fine.', 'Fine.'])
      expect(server.about('And now?').map(one => [one.has('tools'), one.pictures.length])).toEqual([[true, 1]])
      expect(JSON.stringify(bot.log)).not.toMatch(/says no|asks\./u)
    },
  )
})
