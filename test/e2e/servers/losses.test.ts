import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { test } from '../support/running-bot.ts'
import { echoBehaviours, lossBehaviours, misleadingWords } from './behaviours/losses.ts'
import { picture } from './support/pictures.ts'
import { type SentRequest, simulate } from './support/simulated-server.ts'

const usesIt = (lacks: 'tools' | 'pictures') => (request: SentRequest) =>
  lacks === 'tools' ? request.has('tools') : request.pictures.length > 0

describe.concurrent('what a server does not know', () => {
  test.for(lossBehaviours)(
    '$lacks, $name: everybody is answered, and once it was refused to two people it is not sent any more',
    async ({ lacks, isDocumented, ...behaviour }, { discord, bot, model, ada, bob, cleo }) => {
      const server = simulate(model, behaviour)
      model.otherwise = call => call.says('Hello.').ends()
      const files = lacks === 'pictures' ? [picture('cat.png')] : []

      const first = await discord.reply(await ada.dm('Ada asks.', { files }))
      const second = await discord.reply(await bob.dm('Bob asks.', { files }))
      const learned = server.chats.length
      const third = await discord.reply(await cleo.dm('Cleo asks.', { files }))
      await bot.restart()
      await discord.reply(await ada.dm('Ada asks again.', { files }))

      const missing = lacks === 'pictures' ? `\n\n${en.answers.pictureNotSeen}` : ''
      expect([first, second, third].map(({ content }) => content)).toEqual(
        Array.from({ length: 3 }, () => `Hello.${missing}`),
      )
      expect(server.chats.slice(learned).map(usesIt(lacks))).not.toContain(true)
      if (isDocumented) expect(server.chats.map(usesIt(lacks))).toEqual([true, false, false, false, false])
    },
  )
})

describe.concurrent('a server that repeats what somebody wrote', () => {
  test.for(
    echoBehaviours.flatMap(behaviour => misleadingWords.map(words => ({ behaviour, words, name: behaviour.name }))),
  )(
    '$name, “$words”: nobody else is touched, and no wrong reason is told',
    async ({ behaviour, words }, { discord, bot, model, ada, bob }) => {
      const server = simulate(model, behaviour)
      model.otherwise = call => call.says('Hello.').ends()

      const [odd, bobs] = await Promise.all([
        ada.dm(`odd: ${words}`, { files: [picture('odd.png')] }).then(question => discord.reply(question)),
        bob.dm('Bob asks.', { files: [picture('cat.png')] }).then(question => discord.reply(question)),
      ])
      const after = await discord.reply(await bob.dm('And now?', { files: [picture('dog.png')] }))

      expect([en.answers.modelRequestRefused, en.answers.modelOverloaded]).toContain(odd.content)
      expect([bobs.content, after.content]).toEqual(['Hello.', 'Hello.'])
      const others = server.chats.filter(request => !request.says('odd:'))
      expect(others.map(request => [request.has('tools'), request.pictures.length])).toEqual([
        [true, 1],
        [true, 1],
      ])
      expect(server.about('odd:').length).toBeLessThanOrEqual(5)
      expect(JSON.stringify(bot.log)).not.toContain(words)
    },
  )
})
