import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { ModelServer } from '../support/model-server.ts'
import { test as story } from '../support/running-bot.ts'
import { openAiError, type ServerBehaviour, simulate } from './support/simulated-server.ts'

/** Another provider, which answers in its own words. */
const test = story.extend('other', async ({ model: _ }, { onCleanup }) => {
  const other = await new ModelServer().listen()
  other.otherwise = call => call.says(`${call.prompt.model} answers.`).ends()
  onCleanup(() => other.close())
  return other
})

const asksFirst = (request: { body: Readonly<Record<string, unknown>> }) => request.body['model'] === 'first'

function failing(
  name: string,
  status: number,
  body: object | string,
  headers: Record<string, string> = {},
): ServerBehaviour {
  return { name, refuses: [{ when: asksFirst, status, body, headers }] }
}

const failures: readonly ServerBehaviour[] = [
  failing('is not there', 404, openAiError('The model `first` does not exist', { code: 'model_not_found' })),
  failing('has no credit', 402, openAiError('Insufficient Balance')),
  failing('is spent for today', 429, openAiError('Rate limit exceeded: free-models-per-day')),
  failing('asks to wait', 429, {}, { 'retry-after': '20' }),
  failing('is overloaded', 503, {}),
  failing('refuses the key', 401, {}),
]

describe.concurrent('a model that can’t answer, with others after it', { timeout: 60_000 }, () => {
  test.for(failures)(
    'because it $name: the next one does, and the ones after it at once',
    async (behaviour, { discord, bot, model, other, ada, bob }) => {
      await bot.restart({
        CHAT_MODEL: `first, second@${other.url}`,
        MODEL_API_KEYS: `${new URL(other.url).host}=other-key`,
      })
      const [here, there] = [simulate(model, behaviour), simulate(other, { name: 'well' })]

      const adas = await discord.reply(await ada.dm('Ada asks.'))
      const asked = here.chats.length
      const bobs = await discord.reply(await bob.dm('Bob asks.'))

      expect([adas.content, bobs.content]).toEqual(['second answers.', 'second answers.'])
      expect(asked).toBeLessThanOrEqual(2)
      expect(here.chats.length).toBe(asked)
      expect(there.requests.map(({ headers }) => headers.authorization)).toEqual([
        'Bearer other-key',
        'Bearer other-key',
      ])
      expect(here.requests.map(({ headers }) => headers.authorization)).not.toContain('Bearer other-key')
    },
  )

  test('two at one server: the second of the list answers', async ({ discord, bot, model, ada }) => {
    await bot.restart({ CHAT_MODEL: 'first,second' })
    simulate(model, failures[0] ?? { name: 'well' })
    model.otherwise = call => call.says(`${call.prompt.model} answers.`).ends()

    expect((await discord.reply(await ada.dm('Ada asks.'))).content).toBe('second answers.')
  })

  test('what the first refuses by its filter is not asked elsewhere, and if all fail the last reason is told', async ({
    discord,
    bot,
    model,
    other,
    ada,
  }) => {
    await bot.restart({ CHAT_MODEL: `first, second@${other.url}` })
    const filtered = failing('filters', 400, openAiError('no', { code: 'content_filter' }))
    simulate(model, { ...filtered, refuses: filtered.refuses?.map(one => ({ ...one, times: 1 })) ?? [] })
    const there = simulate(other, { name: 'down', refuses: [{ when: () => true, status: 401, body: {} }] })
    const first = await discord.reply(await ada.dm('Ada asks.'))
    const untouched = there.chats.length
    simulate(model, failures[0] ?? { name: 'well' })
    const second = await discord.reply(await ada.dm('Ada asks again.'))

    expect(first.content).toBe(en.answers.modelFiltered)
    expect(untouched).toBe(0)
    expect(second.content).toBe(en.answers.modelKeyRefused)
  })
})
