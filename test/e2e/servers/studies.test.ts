import { describe, expect } from 'vitest'
import { homeFacts } from '../support/extraction-call.ts'
import { test } from '../support/running-bot.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'
import { CAT, cutStudies, LEARNED, studyBehaviours } from './behaviours/studies.ts'

describe.concurrent('a memory model that answers in its own way', { timeout: 60_000 }, () => {
  test.for(studyBehaviours)(
    '$name: is read, and what is said of others too',
    async ({ answers }, { discord, bot, model, ada, bob }) => {
      model.otherwiseExtracts = call =>
        call.request.includes('Luna') ? answers(call) : call.gives({ facts: homeFacts('Lisbon', call) })
      const questions = await Promise.all([ada.dm(`Look, ${CAT}!`), bob.dm('I live in Lisbon.')])
      await Promise.all(questions.map(question => discord.reply(question)))
      await Promise.all([bot.learned(ada), bot.learned(bob)])
      const [adas, bobs] = await Promise.all(
        [ada, bob].map(person => waitForStoredMemory(bot, person, { isPending: false })),
      )

      expect(adas?.facts).toEqual([LEARNED])
      expect(bobs?.facts).toEqual(['The user lives in Lisbon.'])
      expect(model.extractions).toHaveLength(2)
      expect(JSON.stringify(bot.log)).not.toContain('Luna')
    },
  )

  test.for(cutStudies)(
    'that was cut, in the word $name, is no lesson, and is asked for again',
    async ({ answers }, { discord, bot, model, ada }) => {
      model.playsExtractions(answers)
      model.otherwiseExtracts = call =>
        call.gives({ facts: [call.fact('Luna', LEARNED, { quote: 'my cat is called Luna', names: ['Luna'] })] })
      await discord.reply(await ada.dm(`Look, ${CAT}!`))
      await bot.learned(ada)
      await bot.learned(ada)

      expect(model.extractions).toHaveLength(2)
      expect((await waitForStoredMemory(bot, ada, { isPending: false })).facts).toEqual([LEARNED])
    },
  )
})
