import { describe, expect, test } from 'vitest'
import { type ContentJudge, wordJudge } from '../../../src/memory/content/judge.ts'
import type {
  MemoryChange,
  Overview,
  StoredConversation,
  UserMemoryStore,
} from '../../../src/memory/ports/user-memory-store.ts'
import type { ExportFile } from '../../../src/memory/transfer/file-format.ts'
import { importMemory } from '../../../src/memory/transfer/import.ts'
import type { Fact, Statement, UserSettings } from '../../../src/memory/types.ts'
import {
  exportedConversation,
  exportedFact,
  exportedStatement,
  exportFileOf,
  messageIdFrom,
} from '../support/export-file.ts'

const here = { user: '1', channel: '5' }

/** A memory that notes what it is given. */
class Noting {
  epoch = ''
  facts: readonly Fact[] = []
  statements: readonly Statement[] = []
  settings: UserSettings = { isPaused: false }
  readonly changes: MemoryChange[] = []
  readonly restored: StoredConversation[] = []
  /** Called before each change: something else can happen then. */
  onChange = () => undefined as unknown

  readonly own: Pick<UserMemoryStore, 'readOverview' | 'updateSettings' | 'applyChange' | 'restoreConversation'> = {
    readOverview: async (): Promise<Overview> => ({
      epoch: this.epoch,
      settings: this.settings,
      known: { user: '1', facts: this.facts, statements: this.statements },
      ...{ summaries: [], unlearned: 0, evictedFacts: 0, conversations: [] },
    }),
    updateSettings: async (_, settings) => {
      this.settings = { ...this.settings, ...settings }
    },
    applyChange: async (_, change) => {
      this.onChange()
      if (change.epoch !== this.epoch) return 'moved'
      if (this.epoch === '') this.epoch = 'first'
      this.changes.push(change)
      return 'kept'
    },
    restoreConversation: async (_, epoch, held) => {
      if (epoch !== this.epoch) return 'moved'
      this.restored.push(held)
      return 'kept'
    },
  }
}

async function bring(
  memory: Noting,
  parts: Partial<ExportFile>,
  limits: { maxFacts?: number; maxEntities?: number } = {},
) {
  const file = exportFileOf('1', parts)
  return await importMemory(file, here, memory.own, {
    maxFacts: 1000,
    maxEntities: 200,
    ...limits,
    now: Date.now(),
    content: wordJudge,
  })
}

describe('bringing a memory back', () => {
  test('is done in changes of 200, those of most use first', async () => {
    const memory = new Noting()
    const minute = 60_000
    const facts = Array.from({ length: 450 }, (_, at) =>
      exportedFact({ id: `f${at}`, text: `Fact ${at}.`, saidAt: Date.now() - (at + 1) * 24 * 60 * minute }),
    )

    const report = await bring(memory, { facts })

    expect(memory.changes.map(change => change.facts.length)).toEqual([200, 200, 50])
    expect(memory.changes[0]?.facts[0]?.text).toBe('Fact 0.')
    expect(memory.changes.every(({ sourceMessage }) => sourceMessage === undefined)).toBe(true)
    expect(memory.changes.map(({ epoch }) => epoch)).toEqual(['', 'first', 'first'])
    expect(report.facts).toMatchObject({ kept: 450 })
  })

  test('names a thousand messages in a change, and half a million in all', async () => {
    const memory = new Noting()
    const id = messageIdFrom(9000)
    const sources = Array.from({ length: 100 }, () => id) as [string, ...string[]]
    const facts = Array.from({ length: 25 }, (_, at) => exportedFact({ id: `f${at}`, text: `Fact ${at}.`, sources }))
    const statements = Array.from({ length: 60 * 100 }, (_, at) =>
      exportedStatement({ entity: `e${at % 60}`, field: `attr:hobby:${at}`, sources }),
    )

    const report = await bring(memory, { facts, statements, conversations: [exportedConversation()] })

    const changes = memory.changes.map(change => [change.facts.length, change.statements.length])
    expect(changes.slice(0, 4)).toEqual([
      [10, 0],
      [10, 0],
      [5, 0],
      [0, 10],
    ])
    expect(report.statements).toEqual({ kept: 4975, here: 0, refused: new Map([['noRoom', 1025]]) })
    expect(report.conversations).toEqual({ kept: 0, here: 0, refused: new Map([['noRoom', 1]]) })
  })

  test('takes the last segments, of 20,000 turns in all', async () => {
    const memory = new Noting()
    const older = `q:${messageIdFrom(9)}` as const
    const [summary] = exportedConversation().segments
    if (summary === undefined) throw new Error('no segment')
    const summaries = Array.from({ length: 5 }, (_, at) => ({
      ...{ ...summary, id: `s${at}` },
      covers: Array.from({ length: 8000 }, () => older),
    }))
    const tooLarge = { ...summary, covers: Array.from({ length: 20_001 }, () => older) }

    const report = await bring(memory, {
      conversations: [exportedConversation({ segments: [tooLarge, ...summaries] })],
    })

    expect(memory.restored[0]?.segments.map(({ id }) => id)).toEqual(['s3', 's4'])
    expect(report.segments.refused).toEqual(
      new Map([
        ['broken', 1],
        ['noRoom', 3],
      ]),
    )
  })

  test('refuses what names more messages than anything that is kept', async () => {
    const memory = new Noting()
    const many = (count: number) => Array.from({ length: count }, () => messageIdFrom(2)) as [string, ...string[]]
    const { turns } = exportedConversation()
    const long = turns.map(turn => (turn.role === 'user' ? turn : { ...turn, messages: many(21) }))

    const report = await bring(memory, {
      facts: [exportedFact({ sources: many(101) })],
      statements: [exportedStatement({ sources: many(101) })],
      conversations: [exportedConversation({ turns: long })],
    })

    expect([memory.changes, memory.restored[0]?.turns.length]).toEqual([[], 1])
    expect(report.broken.map(({ at }) => at)).toEqual([
      'facts.0.sources',
      'statements.0.sources',
      'conversations.0.turns.1.messages',
    ])
  })

  test('leaves out what there is no room for, what was corrected first', async () => {
    const memory = new Noting()
    const facts = [
      exportedFact({ id: 'old', text: 'The user lives in Lisbon.', saidAt: 1 }),
      exportedFact({ id: 'new', text: 'The user lives in Oslo.', replaces: ['old'] }),
      exportedFact({ id: 'tea', text: 'The user likes tea.' }),
    ]

    const report = await bring(memory, { facts }, { maxFacts: 2 })

    expect(memory.changes[0]?.facts.map(({ id }) => id).toSorted()).toEqual(['new', 'tea'])
    expect(report.facts.refused).toEqual(new Map([['noRoom', 1]]))
  })

  test('counts the room that others take, and knows the same words under the same scope', async () => {
    const memory = new Noting()
    const known = { ...exportedFact({ id: 'x' }), near: '' }
    memory.facts = [known]
    const facts = [
      exportedFact(),
      exportedFact({ id: 'f2', scope: 'everywhere' }),
      exportedFact({ id: 'f3', text: 'More.' }),
    ]

    const report = await bring(memory, { facts }, { maxFacts: 2 })

    expect(report.facts.kept).toBe(1)
    expect(report.facts.here + (report.facts.refused.get('noRoom') ?? 0)).toBe(2)
  })

  test('takes as many people and things as there is room for, and what is known of them stays', async () => {
    const memory = new Noting()
    memory.statements = [exportedStatement({ value: 'Sara' })]
    const statements = [
      exportedStatement(),
      exportedStatement({ field: 'relation', value: 'sister' }),
      exportedStatement({ entity: 'e2', value: 'Older', saidAt: 1 }),
      exportedStatement({ entity: 'e3', value: 'Newer' }),
      exportedStatement({ entity: 'user', value: 'Ada' }),
    ]

    const report = await bring(memory, { statements }, { maxEntities: 2 })

    expect(memory.changes[0]?.statements.map(({ value }) => value).toSorted()).toEqual(['Ada', 'Newer', 'sister'])
    expect(report.statements).toEqual({ kept: 3, here: 1, refused: new Map([['noRoom', 1]]) })
  })

  test('puts conversations back in the order of their use, without what is broken in them', async () => {
    const memory = new Noting()
    const [first, second] = [
      exportedConversation({ channel: '5', lastUsedAt: 5000 }),
      exportedConversation({ channel: '6', lastUsedAt: 4000 }),
    ]
    const broken = { ...second, turns: [...second.turns, { role: 'user' } as never, second.turns[0] as never] }
    const later = exportedConversation({ channel: '7' })
    const [turn] = later.turns
    if (turn === undefined) throw new Error('no turn')

    const report = await bring(memory, {
      conversations: [first, broken, { ...later, turns: [{ ...turn, id: messageIdFrom(-60) } as typeof turn] }],
    })

    expect(memory.restored.map(({ channel }) => channel)).toEqual(['6', '5', '7'])
    expect(memory.restored.map(({ turns }) => turns.length)).toEqual([2, 2, 0])
    expect(report.turns.refused).toEqual(
      new Map([
        ['broken', 1],
        ['twice', 1],
        ['later', 1],
      ]),
    )
    expect(report.broken).toEqual([{ at: 'conversations.1.turns.2.id', code: 'invalid_type' }])
  })

  test('keeps the last 2,000 turns of a conversation', async () => {
    const memory = new Noting()
    const turns = Array.from({ length: 2100 }, (_, at) => ({
      ...{
        role: 'user' as const,
        id: messageIdFrom(at + 1),
        text: `${at}`,
        saidAt: 1000,
        scope: 'dm' as const,
        rev: 0,
      },
    }))

    const report = await bring(memory, { conversations: [exportedConversation({ turns })] })

    expect(memory.restored[0]?.turns.at(-1)?.text).toBe('0')
    expect(memory.restored[0]?.turns).toHaveLength(2000)
    expect(report.turns.refused).toEqual(new Map([['noRoom', 100]]))
  })

  test('never ends a pause, and refuses a time zone that nobody knows', async () => {
    const memory = new Noting()
    memory.settings = { isPaused: true, locale: 'de' }

    const report = await bring(memory, { settings: { isPaused: false, timeZone: 'Mars/Olympus', locale: 'ja' } })

    expect(memory.settings).toEqual({ isPaused: true, locale: 'de' })
    expect(report.broken).toEqual([{ at: 'settings.timeZone', code: 'invalid_value' }])
  })

  test('ends where everything is forgotten meanwhile', async () => {
    const memory = new Noting()
    memory.epoch = 'first'
    memory.onChange = () => {
      if (memory.changes.length === 1) memory.epoch = 'after'
    }
    const facts = Array.from({ length: 450 }, (_, at) => exportedFact({ id: `f${at}`, text: `Fact ${at}.` }))

    const report = await bring(memory, { facts, conversations: [exportedConversation()] })

    expect(report).toMatchObject({ isCutOff: true, facts: { kept: 200 }, conversations: { kept: 0 } })
    expect(memory.changes).toHaveLength(1)
    expect(memory.restored).toEqual([])
  })

  test('goes on where somebody of whom nothing was known speaks meanwhile', async () => {
    const memory = new Noting()
    memory.onChange = () => {
      if (memory.changes.length === 0) memory.epoch = 'spoken'
    }

    const report = await bring(memory, { facts: [exportedFact()] })

    expect(report).toMatchObject({ isCutOff: false, facts: { kept: 1 } })
  })
})

describe('what is a rule for the bot by what it means', () => {
  /** As if embeddings told that what speaks of pirates is meant for the bot. */
  const content: ContentJudge = {
    judge: async () => ({ isSensitive: text => /diagnos/iu.test(text), isInstruction: text => /pirate/u.test(text) }),
    prepare: () => Promise.resolve(),
  }
  const bringJudged = async (memory: Noting, parts: Partial<ExportFile>) =>
    await importMemory(exportFileOf('1', parts), here, memory.own, {
      ...{ maxFacts: 1000, maxEntities: 200, now: Date.now(), content },
    })

  test('does not come back as a fact, by its words or by its quote', async () => {
    const memory = new Noting()
    const facts = [
      exportedFact({ id: 'f1', text: 'Speech is pirate talk only.' }),
      exportedFact({ id: 'f2', text: 'The user likes tea.', quote: 'pirate talk, always' }),
      exportedFact({ id: 'f3', text: 'The user likes coffee.' }),
    ]

    const report = await bringJudged(memory, { facts })

    expect(memory.changes.flatMap(change => change.facts.map(({ id }) => id))).toEqual(['f3'])
    expect(report.facts.refused).toEqual(new Map([['instruction', 2]]))
  })

  test('nor as a detail of somebody', async () => {
    const memory = new Noting()
    const statements = [
      exportedStatement({ entity: 'e1', field: 'attr:speech', value: 'pirate' }),
      exportedStatement({ entity: 'e1', field: 'attr:hobby', value: 'chess' }),
    ]

    const report = await bringJudged(memory, { statements })

    expect(memory.changes.flatMap(change => change.statements.map(({ value }) => value))).toEqual(['chess'])
    expect(report.statements.refused).toEqual(new Map([['instruction', 1]]))
  })

  test('nor in a summary, which has no secrets and nothing sensitive either', async () => {
    const memory = new Noting()
    const text = 'The user plays chess. The bot is a pirate. A diagnosis was told. Their password is Fjord2026!x'
    const conversation = exportedConversation({
      segments: [{ id: 's1', text, scope: 'dm', from: 1, to: 2, covers: [`q:${messageIdFrom(100)}`] }],
    })

    await bringJudged(memory, { conversations: [conversation] })

    const [kept] = memory.restored.flatMap(({ segments }) => segments.map(segment => segment.text))
    expect(kept).toContain('plays chess')
    expect(kept).not.toMatch(/pirate|diagnosis|Fjord/u)
  })
})

test('whatever stands in a file, others have their turn meanwhile', async () => {
  const facts = Array.from({ length: 60 }, (_, at) => exportedFact({ id: `f${at}`, text: `${at}${'㌖'.repeat(3900)}` }))
  let turns = 0
  const counting = setInterval(() => {
    turns += 1
  }, 0)

  const report = await bring(new Noting(), { facts })

  clearInterval(counting)
  expect(report.facts.kept).toBe(60)
  expect(turns).toBeGreaterThan(3)
})
