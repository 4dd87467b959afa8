import { describe, expect, test } from 'vitest'
import { moveItems } from '../../../src/memory/editing/move-items.ts'
import type { EditableMemory } from '../../../src/memory/editing/update-memory.ts'
import { MAX_CHANGED_RECORDS, type MemoryChange, type Overview } from '../../../src/memory/ports/user-memory-store.ts'
import { fact, MONDAY } from '../support/knowledge.ts'
import { overviewOf, statementOf } from '../support/user-data.ts'

/** A memory that takes changes, and counts how often it is asked for anything. */
function memory(held: Overview, refuses = 0) {
  let now = held
  let refusals = refuses
  const changes: MemoryChange[] = []
  const counts = { reads: 0 }
  const own: EditableMemory = {
    async readOverview() {
      counts.reads += 1
      return now
    },
    async applyChange(_, change) {
      if (refusals > 0) {
        refusals -= 1
        return 'moved'
      }
      changes.push(change)
      const goneFacts = new Set(change.removed.facts)
      const set = new Map(change.facts.map(one => [one.id, one]))
      const key = (one: { entity: string; field: string; scope: string }) => `${one.entity} ${one.field} ${one.scope}`
      const away = new Set([...change.removed.statements, ...change.statements].map(key))
      now = {
        ...now,
        known: {
          ...now.known,
          facts: now.known.facts.filter(({ id }) => !goneFacts.has(id)).map(one => set.get(one.id) ?? one),
          statements: [...now.known.statements.filter(one => !away.has(key(one))), ...change.statements],
        },
      }
      return 'kept'
    },
  }
  return { own, changes, counts, known: () => now.known }
}

const conversation = { user: '1', channel: '7' }
const facts = (...ids: string[]) => ids.map(id => ({ kind: 'fact', id }) as const)

describe('several at once', () => {
  test('are under the scope afterwards, with what rests on them, and the others are not', async () => {
    const all = ['tea', 'bees', 'chess'].map(id => fact(`The user likes ${id}.`, { id }))
    const held = memory(overviewOf(all, [statementOf('user', 'attr:drink:tea', 'tea', { fact: 'tea' })]))

    expect(await moveItems(facts('tea', 'chess'), 'everywhere', conversation, held.own)).toEqual({
      ...{ moved: 2, gone: 0, left: 0 },
    })
    expect(held.known().facts.map(({ id, scope }) => [id, scope])).toEqual([
      ['tea', 'everywhere'],
      ['bees', 'dm'],
      ['chess', 'everywhere'],
    ])
    expect(held.known().statements).toMatchObject([{ scope: 'everywhere', fact: 'tea' }])
    expect(held.changes).toHaveLength(1)
  })

  test('that say the same under two scopes become one', async () => {
    const [here, there] = [
      fact('The user likes tea.', { id: 'here', scope: 'dm' }),
      fact('The user likes tea', { id: 'there', scope: 'guild:7', saidAt: MONDAY + 1 }),
    ]
    const held = memory(overviewOf([here, there]))

    const result = await moveItems(facts('here', 'there'), 'everywhere', conversation, held.own)

    expect(result.gone + result.left).toBe(0)
    expect(held.known().facts).toMatchObject([{ scope: 'everywhere' }])
  })

  test('of two that tell of one property the later stands', async () => {
    const all = [
      fact('Sarah works at Google.', { id: 'old', subject: 'e1', scope: 'guild:7' }),
      fact('Sarah works at Apple.', { id: 'new', subject: 'e1', saidAt: MONDAY + 1 }),
    ]
    const said = (value: string, id: string, at: number, scope: 'dm' | 'guild:7') =>
      statementOf('e1', 'attr:employer', value, { fact: id, saidAt: at, scope })
    const statements = [said('Google', 'old', MONDAY, 'guild:7'), said('Apple', 'new', MONDAY + 1, 'dm')]

    for (const order of [facts('old', 'new'), facts('new', 'old')]) {
      const held = memory(overviewOf(all, statements))
      await moveItems(order, 'everywhere', conversation, held.own)
      expect(held.known().statements).toMatchObject([{ value: 'Apple', scope: 'everywhere' }])
    }
  })

  test('that were forgotten meanwhile are counted, and somebody goes along', async () => {
    const held = memory(overviewOf([fact('The user likes tea.', { id: 'tea' })], [statementOf('e1', 'name', 'Sarah')]))
    const items = [...facts('tea', 'gone'), { kind: 'entity', id: 'e1' } as const]

    expect(await moveItems(items, 'everywhere', conversation, held.own)).toEqual({ moved: 2, gone: 1, left: 0 })
    expect(held.known().statements).toMatchObject([{ value: 'Sarah', scope: 'everywhere' }])
  })

  test('a thousand take a read and a write for a hundred, and no change holds too much', async () => {
    const ids = Array.from({ length: 1000 }, (_, at) => `f${at}`)
    const held = memory(overviewOf(ids.map(id => fact(`The user said ${id}.`, { id }))))

    expect(await moveItems(facts(...ids), 'everywhere', conversation, held.own)).toMatchObject({ moved: 1000, left: 0 })
    expect(held.known().facts.every(({ scope }) => scope === 'everywhere')).toBe(true)
    expect(held.counts.reads).toBe(10)
    for (const { facts, statements } of held.changes)
      expect(facts.length + statements.length).toBeLessThanOrEqual(MAX_CHANGED_RECORDS)
  })

  test('what could not be moved as something else changed each time is told', async () => {
    const held = memory(overviewOf([fact('The user likes tea.', { id: 'tea' })]), 9)

    expect(await moveItems(facts('tea'), 'everywhere', conversation, held.own)).toEqual({ moved: 0, gone: 0, left: 1 })
  })
})
