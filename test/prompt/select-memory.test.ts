import { describe, expect, test, vi } from 'vitest'
import { currentFacts } from '../../src/memory/knowledge/facts.ts'
import type { Fact, Knowledge } from '../../src/memory/types.ts'
import { assemblePrompt } from '../../src/prompt/assemble.ts'
import { type SelectMemoryDependencies, selectMemory } from '../../src/prompt/select-memory.ts'
import { fact, knowledgeOf, november, person, snapshotOf, statement } from './support/memory.ts'
import { lastText, promptInput, questionTurn } from './support/prompt-input.ts'

const budget = {
  contextTokens: 50_000,
  responseTokens: 1000,
  memoryTokens: 1500,
  profileTokens: 400,
  summaryTokens: 500,
  channelTokens: 2500,
}

function means(more: Partial<SelectMemoryDependencies> = {}): SelectMemoryDependencies {
  return {
    index: { nearest: async () => [] },
    embedder: { embed: async () => undefined },
    now: () => november(30),
    timeZone: 'UTC',
    onFailure: (error, consequence) => {
      throw new Error(consequence, { cause: error })
    },
    ...more,
  }
}

async function rememberedFor(question: string, knowing: Knowledge, use = means(), window = [questionTurn('Hi')]) {
  const snapshot = snapshotOf(knowing, { window })
  return await selectMemory({ question, snapshot, visibleScopes: 'all', memoryTokens: budget.memoryTokens }, use)
}

const many = Array.from({ length: 1000 }, (_, i) =>
  fact(`Alex has seen the film number ${i} and found it wonderful.`, { saidAt: november(1) + i }),
)
const chess = fact('Alex plays chess with Sarah on Sundays.')

describe('what is remembered for a question', () => {
  test('is everything that still holds, while it fits, without an embedding', async () => {
    const embed = vi.fn(async () => undefined)
    const oslo = fact('Alex lives in Oslo.', { saidAt: november(16), replaces: [chess.id] })
    const { notes, user } = await rememberedFor(
      'Hello',
      knowledgeOf([chess, oslo], [statement('name', 'Alex')]),
      means({ embedder: { embed } }),
    )
    expect(notes.map(note => note.fact)).toEqual([oslo])
    expect(user?.name).toBe('Alex')
    expect(embed).not.toHaveBeenCalled()
  })

  test('is what it asks for, within MEMORY_TOKENS, where there is more; the prompt cuts none of it', async () => {
    const knowing = knowledgeOf([chess, ...many], person('Sarah'))
    const memory = await rememberedFor('With whom do I play chess?', knowing)
    expect(memory.notes.length).toBeLessThan(100)
    expect(memory.notes.length).toBeGreaterThan(40)
    expect(memory.notes[0]?.fact).toBe(chess)

    const assembled = await assemblePrompt(promptInput({ memory }), budget)
    expect(assembled.cut).toMatchObject({ facts: 0, entities: 0 })
    expect(lastText(assembled)).toContain('plays chess')
    expect(lastText(assembled)).toContain('Sarah (person)')
  })

  test('names what was said in two places once', async () => {
    const again = fact('Alex plays chess with Sarah on Sundays.', { id: 'again', scope: 'guild:1' })
    const { notes } = await rememberedFor('Hello', knowledgeOf([chess, again]))
    expect(notes).toHaveLength(1)
  })

  test('has people whom the question names first, then those of the conversation, then the latest', async () => {
    const people = [
      ...person('Sarah'),
      ...person('Tom', 'Acme', november(3)),
      ...person('Ida', 'Acme', november(4)),
      ...person('Max'),
    ]
    const { entities } = await rememberedFor('How is Max?', knowledgeOf([], people), means(), [
      questionTurn('I met Sarah!'),
    ])
    expect(entities.map(({ name }) => name)).toEqual(['Max', 'Sarah', 'Ida', 'Tom'])
  })

  test('keeps room for people beside a thousand facts', async () => {
    const people = Array.from({ length: 200 }, (_, i) => person(`Person ${i}`)).flat()
    const memory = await rememberedFor('Films?', knowledgeOf(many, people))
    const { cut } = await assemblePrompt(promptInput({ memory }), budget)
    expect(cut.facts).toBe(0)
    expect(200 - cut.entities).toBeGreaterThan(10)
  })
})

describe('where finding facts fails', () => {
  test.each<[string, Partial<SelectMemoryDependencies>, string]>([
    [
      'as foreseen, words do',
      {
        embedder: { embed: async () => [new Float32Array([1])] },
        index: { nearest: () => Promise.reject(new Error('down')) },
      },
      'vector index failed, facts found by keywords alone',
    ],
    [
      'unforeseen, nothing is found, and profile and people stay',
      {
        now: () => {
          throw new Error('no clock')
        },
      },
      'recall failed, answering without facts',
    ],
  ])('%s, and it is told', async (_, broken, consequence) => {
    const onFailure = vi.fn()
    const knowing: Knowledge = knowledgeOf([chess, ...many] satisfies Fact[], person('Sarah'))
    expect(currentFacts(knowing)).toHaveLength(1001)
    const { notes, entities } = await rememberedFor(
      'With whom do I play chess?',
      knowing,
      means({ ...broken, onFailure }),
    )
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(expect.any(Error), consequence)
    expect(notes[0]?.fact).toBe(consequence.includes('words') ? chess : undefined)
    expect(entities).toHaveLength(1)
  })
})
