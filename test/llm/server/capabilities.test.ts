import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ServerCapabilities, type ServerIdentity } from '../../../src/llm/server/capabilities.ts'
import { silentLogger } from '../../support/silent-logger.ts'

const MINUTE = 60_000
const DAY = 86_400_000

const server: ServerIdentity = { host: 'models.example', model: 'm', settings: ['/v1', 'key', 8000] }

function store() {
  const records = new Map<string, string>()
  return {
    records,
    readCapabilities: async (digest: string) => records.get(digest),
    async keepCapabilities(digest: string, record: string) {
      records.set(digest, record)
    },
  }
}

const pass = (ms: number) => void vi.setSystemTime(Date.now() + ms)

describe('what a server takes', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())

  test('by a documented code is known to the next process, for a week', async () => {
    const kept = store()
    new ServerCapabilities(server, kept, silentLogger).turnOff('tools')
    const next = new ServerCapabilities(server, kept, silentLogger)
    await next.load()
    expect(next.omitted).toContain('tools')
    pass(6 * DAY)
    expect(next.omitted).toContain('tools')
    pass(2 * DAY)
    expect(next.omitted).not.toContain('tools')
  })

  test('is not believed where the clock was set back since: it would hold too long', () => {
    const known = new ServerCapabilities(server, undefined, silentLogger)
    known.turnOff('tools')
    known.setLimit('contextTokens', 4096)
    pass(-60 * MINUTE)

    expect(known.omitted.size).toBe(0)
    expect(known.limits).toEqual({})
  })

  test('is learned anew where a setting is another, and no key stands in the store', async () => {
    const kept = store()
    new ServerCapabilities(server, kept, silentLogger).turnOff('tools')
    const changed = new ServerCapabilities({ ...server, settings: ['/v1', 'another key', 8000] }, kept, silentLogger)
    await changed.load()
    expect(changed.omitted.size).toBe(0)
    expect(JSON.stringify([...kept.records])).not.toMatch(/"key|another/u)
  })

  test('people would miss goes for good once two of them could not have it', () => {
    const known = new ServerCapabilities(server, undefined, silentLogger)
    known.addProof('tools', 'Ada', false)
    known.addProof('tools', 'Ada', false)
    expect(known.omitted.size).toBe(0)
    known.addProof('tools', 'Bob', false)
    pass(6 * DAY)
    expect(known.omitted).toContain('tools')
  })

  test('stays where it was taken between, or a short while ago', () => {
    const known = new ServerCapabilities(server, undefined, silentLogger)
    known.addProof('images', 'Ada', false)
    known.addSuccess(new Set(['images']))
    known.addProof('images', 'Ada', false)
    known.addProof('images', 'Bob', false)
    expect(known.omitted.size).toBe(0)
    pass(2 * DAY)
    known.addProof('images', 'Cleo', false)
    expect(known.omitted).toContain('images')
  })

  test('in another form is asked for so for a minute, and for good after the second time', () => {
    const known = new ServerCapabilities(server, undefined, silentLogger)
    known.addProof('system_role', 'Ada', false)
    expect(known.omitted).toContain('system_role')
    pass(MINUTE + 1)
    expect(known.omitted.size).toBe(0)
    known.addProof('system_role', 'Ada', false)
    pass(6 * DAY)
    expect(known.omitted).toContain('system_role')
    known.addSuccess(new Set(['system_role']))
    expect(known.omitted.size).toBe(0)
  })

  test('keeps sizes for a week, and nothing that makes no sense', async () => {
    const kept = store()
    const known = new ServerCapabilities(server, kept, silentLogger)
    expect([known.setLimit('images', 1), known.setLimit('images', 1), known.setLimit('imageBytes', 0)]).toEqual([
      true,
      false,
      false,
    ])
    const next = new ServerCapabilities(server, kept, silentLogger)
    await next.load()
    expect(next.limits).toEqual({ images: 1 })
    pass(8 * DAY)
    expect(next.limits).toEqual({})
  })

  test('keeps a size that was guessed for a minute, and for good once two people could have no more', () => {
    const known = new ServerCapabilities(server, undefined, silentLogger)
    known.guessLimit('contextTokens', 900, 'Ada')
    expect(known.limits).toEqual({ contextTokens: 900 })
    pass(MINUTE + 1)
    expect(known.limits).toEqual({})
    known.guessLimit('contextTokens', 900, 'Ada')
    pass(MINUTE + 1)
    expect(known.limits).toEqual({})
    known.guessLimit('contextTokens', 800, 'Bob')
    pass(6 * DAY)
    expect(known.limits).toEqual({ contextTokens: 800 })
  })

  test.each(['no JSON', '{"off":1}', 'null'])('is learned anew where the store holds %s', async record => {
    const broken = { ...store(), readCapabilities: async () => record }
    const known = new ServerCapabilities(server, broken, silentLogger)
    await known.load()
    expect([known.omitted.size, known.limits]).toEqual([0, {}])
  })
})
