import { expect } from 'vitest'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import { DIMENSIONS, meaningVectors, UNKNOWN_DISEASE } from '../../memory/support/meaning-embedder.ts'
import { test as story } from '../support/fixtures.ts'
import type { ModelServer } from '../support/model-server.ts'
import { chooseFromMenu, pressButton } from '../support/panels.ts'
import { readRedis } from '../support/redis-content.ts'

const { know, remember } = en
const notKept = (count: number) => know.counted(know.sections.rejected, count)
const READY = 'learned from examples what must not be kept'

interface Teaching {
  /** Its embeddings know what the examples mean, and a disease that stands in none. */
  readonly model: ModelServer
  /** Ada says this and is answered; the model learns it, and finds nothing sensitive in it. */
  readonly learned: (saying: Promise<StoredMessage>, answer?: object) => Promise<StoredMessage>
}

const test = story.extend<Teaching>({
  model: async ({ model }, use) => {
    const vectorOf = await meaningVectors()
    model.embeds = ({ input, model: name }, response) => {
      const texts = typeof input === 'string' ? [input] : input
      const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }))
      const usage = { prompt_tokens: texts.length, total_tokens: texts.length }
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ object: 'list', model: name, data, usage }))
    }
    await use(model)
  },
  learned: async ({ ada, bot, discord, model }, use) => {
    await use(async (saying, answer) => {
      const message = await saying
      await discord.reply(message)
      model.playsExtractions(extraction => {
        const [turn] = extraction.learnFrom
        const quote = extraction.turns.find(({ number }) => number === turn)?.text ?? ''
        const fact = { turn, quote, text: quote.replace(/^My/u, 'The user’s'), subject: 'user', sensitive: false }
        extraction.gives(answer ?? { facts: [fact] })
      })
      await bot.learned(ada)
      return message
    })
  },
})

test.override('judgesByMeaning', true)
test.override('settings', { EMBEDDING_DIMENSIONS: String(DIMENSIONS), EMBEDDING_MODEL: 'knows-meanings' })

const ILLNESS = `I play chess with ${UNKNOWN_DISEASE}`

test('what means something sensitive is not learned, though the model calls it harmless: the user is told and can keep it', async ({
  ada,
  bot,
  learned,
}) => {
  await bot.logged(READY)
  await learned(ada.dm(ILLNESS))
  await learned(ada.dm('My sister plays chess.'))

  const first = await ada.command('whatdoyouknow')
  const { text: known } = first
  const page = await chooseFromMenu(ada, first, know.choose, notKept(1))
  const { text: told } = page
  const { text: kept } = await pressButton(ada, page, know.keepIt)

  expect(known).toContain(know.facts(1))
  expect(told).toContain(`> ${ILLNESS}`)
  expect(told).toContain(know.rejected.sensitive)
  expect(kept).toContain(remember.kept)
})

test('it is in no profile and in no context either, and is told of where the model made no fact of it', async ({
  ada,
  bot,
  discord,
  model,
}) => {
  await bot.logged(READY)
  await discord.reply(await ada.dm(`I like tea. ${ILLNESS}`))
  await discord.reply(await ada.dm('My sister paints.'))
  model.playsExtractions(extraction => {
    const turnOf = (word: string) => extraction.turns.find(({ text }) => text.includes(word))
    const [ill, paints] = [turnOf(UNKNOWN_DISEASE), turnOf('paints')]
    const attributes = [{ facet: 'illness', value: UNKNOWN_DISEASE }]
    extraction.gives({
      facts: [{ turn: paints?.number, quote: paints?.text, text: 'The user’s sister paints.' }],
      entities: [{ turn: ill?.number, quote: ILLNESS, name: 'user', type: 'person', attributes }],
    })
  })
  await bot.learned(ada)

  const stored = [...(await readRedis(bot.keyPrefix))].filter(([, value]) =>
    JSON.stringify(value).includes(UNKNOWN_DISEASE),
  )
  const page = await chooseFromMenu(ada, await ada.command('whatdoyouknow'), know.choose, notKept(1))

  expect(stored.map(([key]) => key.split(':', 1)[0])).toEqual(['log'])
  expect(page.text).toContain(`> ${ILLNESS}`)
  expect(page.text).not.toContain('tea')
})

test('what the examples tell is learned once: after a restart only what is said is embedded', async ({
  ada,
  bot,
  learned,
  model,
}) => {
  await bot.logged(READY)
  await bot.restart()
  model.embeddings.length = 0

  await learned(ada.dm(ILLNESS))

  const { controls } = await ada.command('whatdoyouknow')
  expect(JSON.stringify(controls)).toContain(notKept(1))
  expect(model.embeddings.flatMap(({ input }) => input).length).toBeLessThan(20)
})
