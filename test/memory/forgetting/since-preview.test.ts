import { expect, test } from 'vitest'
import { planDeletion } from '../../../src/memory/forgetting/plan.ts'
import { countAddedSincePreview, toPreviewedDeletion } from '../../../src/memory/forgetting/since-preview.ts'
import type { ForgetRequest } from '../../../src/memory/ports/user-memory-store.ts'
import { USER_ENTITY } from '../../../src/memory/types.ts'
import { fact } from '../support/knowledge.ts'
import { conversationOf, statementOf, userDataOf } from '../support/user-data.ts'

const bees = fact('The user keeps bees.', { id: 'bees', sources: ['100'] })
const request: ForgetRequest = { kind: 'things', facts: ['bees'], entities: ['sarah'] }
const name = statementOf('sarah', 'name', 'Sarah')
const stamps = statementOf('sarah', 'attr:hobby:stamps', 'stamps')
const before = userDataOf([bees], { statements: [name, stamps] })
const shown = toPreviewedDeletion(before.known, planDeletion(before, request).plan)

function added(held: ReturnType<typeof userDataOf>): number {
  return countAddedSincePreview(held.known, planDeletion(held, request, shown).plan, shown)
}

test('what was shown is told by ids and marks, without a word of it', () => {
  expect(shown).toMatchObject({ facts: ['bees'], statements: [expect.any(String), expect.any(String)] })
  expect(JSON.stringify(shown)).not.toMatch(/sarah|stamps/iu)
})

test('nothing is added by what stays as it is, is gone, or tells of it in a talk', () => {
  const talks = [conversationOf('1', { 200: ['The user keeps bees.', 'Nice.'] })]

  expect(added(before)).toBe(0)
  expect(added(userDataOf([], { statements: [name] }))).toBe(0)
  expect(added(userDataOf([bees], { statements: [name, stamps], conversations: talks }))).toBe(0)
})

test('facts and details that come in are counted, also another value under the same field', () => {
  const chess = fact('Sarah plays chess.', { id: 'chess', subject: 'sarah' })

  expect(added(userDataOf([bees, chess], { statements: [name, stamps] }))).toBe(1)
  expect(added(userDataOf([bees], { statements: [name, { ...stamps, value: 'coins' }] }))).toBe(1)
  expect(added(userDataOf([bees], { statements: [name, stamps, statementOf('sarah', 'type', 'person')] }))).toBe(1)
})

test('what was shown goes also where the wish alone finds it no more, and nothing else', () => {
  const tea = fact('The user drinks tea.', { id: 'tea' })
  const told = fact('Sarah knows of the bees.', { id: 'told' })
  const all = userDataOf([bees, told, tea], {
    statements: [name, stamps, statementOf(USER_ENTITY, 'attr:home', 'Oslo')],
  })
  const earlier = toPreviewedDeletion(all.known, planDeletion(all, request).plan)
  const halfDone = userDataOf([told, tea], { statements: [statementOf(USER_ENTITY, 'attr:home', 'Oslo')] })

  expect(planDeletion(halfDone, request).isEmpty).toBe(true)
  expect(planDeletion(halfDone, request, earlier)).toMatchObject({ facts: [told], statements: [] })
})
