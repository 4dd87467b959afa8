import { describe, expect, vi } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import { freePort } from '../../support/free-port.ts'
import type { ExtractionCall } from '../support/extraction-call.ts'
import { test as story } from '../support/learning-fixtures.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'

const MESSAGES = 100
const HOUR_MS = 3_600_000
const MODELS = ['gpt-5.4-mini', 'text-embedding-3-small']

const test = story
  .extend('loopback', { channelLimits: false, requestsPerSecond: null })
  .extend('settings', { MESSAGES_PER_MINUTE: '1000', DISCORD_REQUESTS_PER_SECOND: '1000' })
  .extend('port', () => freePort())

/** Names that are as unlike as names are: made of syllables, by a number. */
function nameOf(number: number): string {
  const syllables = ['ba', 'ke', 'di', 'lo', 'mu', 'ra', 'se', 'ti', 'vo', 'zu']
  const name = [...String(number + 1000)].map(digit => syllables[Number(digit)]).join('')
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}

const said = (name: string) => `My colleague ${name} plays chess.`
const learned = (name: string) => `${name}, the user's colleague, plays chess.`

function learnAll(study: ExtractionCall): void {
  const turns = study.turns.filter(({ number, role }) => role === 'user' && study.learnFrom.includes(number))
  study.gives({
    facts: turns.map(({ number, text }) => {
      const name = /colleague (?<name>\w+)/u.exec(text)?.groups?.['name'] ?? ''
      return { turn: number, quote: text, text: learned(name), names: [name], subject: name }
    }),
  })
}

async function health(port: number, query = '') {
  const response = await fetch(`http://127.0.0.1:${port}/healthz${query}`)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('a memory model that is not there', { timeout: 150_000 }, () => {
  test.override({ probesModels: true })

  test('for an hour in which 200 messages are said loses none of them: all is learned once it is back', async ({
    discord,
    bot,
    model,
    port,
    ada,
    bob,
  }) => {
    let isMissing = true
    model.intercepts = (request, response) => {
      if (request.path.endsWith('/models')) {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ data: [...MODELS, ...(isMissing ? [] : ['gpt-5.4-nano'])].map(id => ({ id })) }))
        return true
      }
      if (!isMissing || request.body['model'] !== 'gpt-5.4-nano') return false
      const message = 'The model `gpt-5.4-nano` does not exist or you do not have access to it.'
      response.writeHead(404, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { message, type: 'invalid_request_error', code: 'model_not_found' } }))
      return true
    }
    model.otherwiseExtracts = learnAll
    const since = bot.log.length
    const app = await bot.restart({ METRICS_PORT: String(port), MESSAGES_PER_MINUTE: '1000' })
    const atStart = await app.probed
    const begun = Date.now()
    const names = { [ada.id]: [] as string[], [bob.id]: [] as string[] }
    async function talk(person: Person, from: number): Promise<void> {
      for (let n = from; n < from + MESSAGES; n += 1) {
        await discord.reply(await person.dm(said(nameOf(n))), PROCESS_PATIENCE)
        names[person.id]?.push(learned(nameOf(n)))
        if (person === ada) vi.setSystemTime(Date.now() + HOUR_MS / MESSAGES)
      }
    }
    await Promise.all([talk(ada, 0), talk(bob, 500)])
    await bot.logged('learning postponed: model unavailable', since)
    const meanwhile = await health(port)
    const lasted = Date.now() - begun
    isMissing = false
    const memories = await Promise.all(
      [ada, bob].map(person => waitForStoredMemory(bot, person, { isPending: false, aside: {} })),
    )

    expect(atStart).toMatchObject({ chat: undefined, learning: expect.stringContaining('no such model') })
    expect(lasted).toBeGreaterThanOrEqual(HOUR_MS)
    expect(meanwhile).toMatchObject({ status: 503, body: { chat: true, learning: false, embeddings: true } })
    expect(JSON.stringify(meanwhile.body)).toContain('MEMORY_MODEL names gpt-5.4-nano. It has: ')
    expect((await health(port, '?ready')).status).toBe(200)
    expect(memories.map(({ facts }) => facts.toSorted())).toEqual(
      [ada, bob].map(person => names[person.id]?.toSorted()),
    )
    expect((await health(port)).body).toMatchObject({ learning: true })
    expect(await bot.logged('works again', since)).toMatchObject({ model: 'gpt-5.4-nano' })
  })
})
