import type { ServerResponse } from 'node:http'
import { describe, expect } from 'vitest'
import { embeddingsReply } from '../../../demo/stand-in-model/embedding.ts'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Person } from '../../../fake-discord/person.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { test as story } from '../support/fixtures.ts'
import type { ModelServer } from '../support/model-server.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

/** So little room for notes that not all facts are shown, and the question is embedded. */
const LITTLE_ROOM = { MEMORY_TOKENS: '60' }
const test = story.extend('settings', LITTLE_ROOM)

const AWAY = 'embeddings unavailable, memory is searched by keywords alone'
const pets = ['cat', 'dog', 'parrot', 'tortoise', 'hamster', 'pony', 'goldfish', 'rabbit']
const facts = pets.map(pet => ({ text: `The user's neighbour keeps a ${pet} in the garden.` }))

function send(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

type Embeds = ModelServer['embeds']

/** An answer whose vectors are what they should be, but for this. */
function withVectors(change: (vector: number[]) => unknown): Embeds {
  return (request, response) => {
    const reply = embeddingsReply(request) as { data: { embedding: number[] }[] }
    send(response, { ...reply, data: reply.data.map(item => ({ ...item, embedding: change(item.embedding) })) })
  }
}

const refusing: Embeds = (_, response) => send(response, {}, 503)
const breaking: Embeds = (_, response) => void response.destroy()

function giving(data: unknown): Embeds {
  return (_, response) => send(response, { data })
}

function lines(bot: { log: readonly { msg: string }[] }, words: string): number {
  return bot.log.filter(({ msg }) => msg.includes(words)).length
}

/** Somebody who has told of more than fits a prompt. */
async function talker(discord: Loopback, bot: { keyPrefix: string }): Promise<Person> {
  const ada = discord.user('Ada')
  await discord.reply(await ada.dm('Let me tell you of my neighbour.'), PROCESS_PATIENCE)
  await seedMemory(bot, ada, ada.dmChannel, { facts })
  return ada
}

describe('embeddings that can’t be had', () => {
  test.for([
    ['the server is down', 'overloaded', refusing],
    ['the connection breaks', 'unreachable', breaking],
    ['there are other dimensions', 'wrongDimensions', withVectors(vector => vector.slice(1))],
    ['there is no number', 'notFinite', withVectors(([_, ...rest]) => [Number.NaN, ...rest])],
    ['there are only zeros', 'zero', withVectors(vector => vector.map(() => 0))],
    ['there are too few', 'wrongCount', giving([])],
    ['there is no list', 'wrongCount', giving('no')],
  ] as const)(
    'because %s: words alone find what is asked for, and the log says so once',
    async ([, reason, answer], { discord, bot, model }) => {
      const ada = await talker(discord, bot)
      model.embeds = answer
      const first = await discord.reply(await ada.dm('How is the tortoise?'), PROCESS_PATIENCE)
      const shownFirst = model.calls.at(-1)?.question
      const second = await discord.reply(await ada.dm('And the parrot?'), PROCESS_PATIENCE)
      const shownSecond = model.calls.at(-1)?.question

      expect(await bot.logged(AWAY)).toMatchObject({ level: 40, reason })
      expect(lines(bot, AWAY)).toBe(1)
      expect([first.content, second.content]).toEqual(['You said: How is the tortoise?', 'You said: And the parrot?'])
      expect(shownFirst).toContain('keeps a tortoise')
      expect(shownSecond).toContain('keeps a parrot')
      expect(shownFirst?.match(/keeps a/gu)?.length).toBeLessThan(pets.length)
    },
  )

  test('because the server takes too long: the answer does not wait for it', async ({ discord, bot, model }) => {
    const ada = await talker(discord, bot)
    model.embeds = () => undefined
    const reply = await discord.reply(await ada.dm('How is the tortoise?'), PROCESS_PATIENCE)

    expect(reply.content).toBe('You said: How is the tortoise?')
    expect(model.calls.at(-1)?.question).toContain('keeps a tortoise')
    expect(await bot.logged(AWAY)).toMatchObject({ reason: 'slow' })
  })

  test('keep nothing from being learned, and are made good after', async ({ discord, bot, model, ada }) => {
    const wellEmbeds = model.embeds
    model.embeds = refusing
    model.otherwiseExtracts = extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) })
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    await bot.learned(ada)
    const meanwhile = await readStoredMemory(bot, ada)
    await bot.logged(AWAY)
    model.embeds = wellEmbeds
    await bot.restart()
    const told = await bot.logged('embedding backfill stored embeddings')

    expect(meanwhile).toMatchObject({ facts: ['The user lives in Lisbon.'], embedded: {} })
    expect(told).toMatchObject({ facts: 1, usersLeft: 0, model: 'text-embedding-3-small', dimensions: 512 })
    expect((await readStoredMemory(bot, ada)).embedded).toEqual({ 'e:text_embedding_3_small:512': 1 })
  })
})

test('after a change of the embedding model words find facts until they are embedded anew', async ({
  discord,
  bot,
  model,
}) => {
  const ada = await talker(discord, bot)
  const wellEmbeds = model.embeds
  const held = heldEmbeddings(model)
  await bot.restart({ ...LITTLE_ROOM, EMBEDDING_MODEL: 'better-embeddings', EMBEDDING_DIMENSIONS: '64' })
  await held.begun
  const before = await readStoredMemory(bot, ada)
  model.embeds = wellEmbeds
  await discord.reply(await ada.dm('How is the tortoise?'), PROCESS_PATIENCE)
  const shown = model.calls.at(-1)?.question
  held.goOn()
  await bot.logged('embedding backfill stored embeddings')
  const after = await readStoredMemory(bot, ada)
  await discord.reply(await ada.dm('And the parrot?'), PROCESS_PATIENCE)

  expect(before.embedded).toEqual({ 'e:text_embedding_3_small:512': pets.length })
  expect(shown).toContain('keeps a tortoise')
  expect(after.embedded).toEqual({ 'e:better_embeddings:64': pets.length })
  expect(model.calls.at(-1)?.question).toContain('keeps a parrot')
})

/** The next request for embeddings waits until the test lets it go on. */
function heldEmbeddings(model: ModelServer): { readonly begun: Promise<void>; goOn(): void } {
  const [begun, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { embeds } = model
  model.embeds = (request, response) => {
    begun.resolve()
    void gone.promise.then(() => embeds(request, response))
  }
  return { begun: begun.promise, goOn: gone.resolve }
}
