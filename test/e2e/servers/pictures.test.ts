import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { test } from '../support/running-bot.ts'
import { pictureBehaviours } from './behaviours/pictures.ts'
import { picture } from './support/pictures.ts'
import { type SentRequest, simulate } from './support/simulated-server.ts'

const sizesOf = (request: SentRequest | undefined) =>
  request?.pictures.map(url => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').length)

describe.concurrent('a picture that a server does not take', () => {
  test.for(pictureBehaviours)(
    '$name: is left out and told of; the others are seen, and so are those of others',
    async ({ sends, sees, isStated, ...behaviour }, { discord, model, ada, bob }) => {
      const server = simulate(model, behaviour)
      model.otherwise = call => call.says('Nice.').ends()
      const files = sends.map((bytes, at) => picture(`${at}.png`, bytes))

      const [adas, bobs] = await Promise.all([
        ada.dm('Ada’s pictures', { files }).then(question => discord.reply(question)),
        bob.dm('Bob’s picture', { files: [picture('bob.png')] }).then(question => discord.reply(question)),
      ])
      const learned = server.chats.length
      await discord.reply(await ada.dm('Ada’s pictures again', { files }))
      await discord.reply(await bob.dm('Bob’s next picture', { files: [picture('bob.png')] }))

      expect(adas.content).toBe(`Nice.\n\n${en.answers.pictureNotSeen}`)
      expect(bobs.content).toBe('Nice.')
      expect(sizesOf(server.about('Ada’s pictures').at(-1))).toEqual(sees)
      expect(server.about('Ada’s pictures').at(-1)?.text).toContain('[attached, not readable:')
      for (const words of ['Bob’s picture', 'Bob’s next picture']) {
        expect(server.about(words).map(sizesOf)).toContainEqual([64])
        expect(sizesOf(server.about(words)[0])).toEqual([64])
      }
      expect(server.chats.map(request => request.has('tools'))).not.toContain(false)
      if (isStated) expect(server.chats.length - learned).toBe(2)
    },
  )
})
