import { expect, test } from 'vitest'
import { textOf } from '../../../../demo/discord/message-text.ts'
import { controlsOf } from '../../../../demo/discord/use-component.ts'
import type { View } from '../../../../src/discord/commands/feature.ts'
import { confirmed, proposed } from '../../../../src/discord/commands/forget/confirming.ts'
import type { Forgetting, Holdings, Offer, OwnMemory } from '../../../../src/memory/own-memory.ts'
import type { Fact } from '../../../../src/memory/types.ts'
import { en } from '../../../../src/texts/en.ts'
import { fact } from '../../../memory/known.ts'
import { holdings, statement, talk } from '../../../memory/own/holding.ts'

const { forget } = en
const use = { user: '1', texts: en } as unknown as Parameters<typeof proposed>[0]

/** A memory that takes away what it is told to; what comes in while it does is handed to it. */
function memory(held: Holdings, comesIn: (left: Holdings) => Holdings = left => left) {
  const offers: Offer[] = []
  const forgotten: Forgetting[] = []
  let now = held
  const own: Pick<OwnMemory, 'holdings' | 'offer' | 'offered' | 'reoffer' | 'forget' | 'remaining'> = {
    holdings: async () => now,
    offer: async (_, offer) => String(offers.push(offer) - 1),
    offered: async (_, id) => offers[Number(id)],
    reoffer: async (_, id, offer) => {
      offers[Number(id)] = offer
    },
    async forget(_, forgetting) {
      forgotten.push(forgetting)
      const left = without(now, forgetting)
      now = forgotten.length === 1 ? comesIn(left) : left
      return { facts: 0, entities: 0, statements: 0, turns: 1, segments: 0, traces: 0, conversations: 0 }
    },
    remaining: async () => 0,
  }
  const learns = (learned: Fact) => {
    now = { ...now, known: { ...now.known, facts: [...now.known.facts, learned] } }
  }
  return { own: own as OwnMemory, offers, forgotten, learns, held: () => now }
}

function without(held: Holdings, { facts, statements, turns }: Forgetting): Holdings {
  const gone = new Set(turns.map(({ channel, turn }) => `${channel} ${turn}`))
  const isNamed = (entity: string, field: string) =>
    statements.some(one => one.entity === entity && one.field === field)
  return {
    ...held,
    known: {
      ...held.known,
      facts: held.known.facts.filter(({ id }) => !facts.includes(id)),
      statements: held.known.statements.filter(({ entity, field }) => !isNamed(entity, field)),
    },
    conversations: held.conversations.map(one => ({
      ...one,
      turns: one.turns.filter(({ role, id }) => !gone.has(`${one.channel} ${role === 'user' ? 'q' : 'a'}:${id}`)),
    })),
  }
}

function shown(view: View) {
  if (typeof view === 'string' || 'beside' in view) throw new Error('not a panel')
  const buttons = controlsOf(view.components).map(({ label }) => label)
  return { text: textOf({ content: '', components: view.components } as never), buttons }
}

const bees = fact('The user keeps bees.', { id: 'bees', sources: ['100'] })
const talks = talk('1', { 100: ['I keep bees.', 'Nice.'], 200: ['Hello.', 'Hello.'] })
const wish = { kind: 'things', facts: ['bees'], entities: [] } as const

test('what tells of it while it goes is taken too', async () => {
  const later = talk('1', { 300: ['The user keeps bees.', 'I know.'], 400: ['Bye.', 'Bye.'] })
  const { own, held, forgotten, offers } = memory(holdings([bees], { conversations: [talks] }), left => ({
    ...left,
    conversations: left.conversations.map(one => ({ ...one, turns: [...one.turns, ...later.turns] })),
  }))
  await proposed(use, own, wish)

  const receipt = shown(await confirmed(use, '0', own))

  expect(receipt.text).toContain(forget.goneTurns(2))
  expect(receipt.text).toContain(forget.lookedAgain)
  expect(forgotten).toHaveLength(2)
  expect(held().conversations[0]?.turns.map(({ id }) => id)).toEqual(['200', '200', '400', '400'])
  expect(offers).toEqual([{ kind: 'done' }])
})

test('what is learned while it goes was never shown: it is counted, and shown before it goes', async () => {
  const hive = fact('Sarah has a hive.', { id: 'hive', subject: 'sarah' })
  const { own, held } = memory(holdings([], { statements: [statement('sarah', 'name', 'Sarah')] }), left => ({
    ...left,
    known: { ...left.known, facts: [hive] },
  }))
  await proposed(use, own, { kind: 'things', facts: [], entities: ['sarah'] })

  const receipt = shown(await confirmed(use, '0', own))
  const heldThen = held().known.facts
  const again = shown(await confirmed(use, '0', own))
  const last = shown(await confirmed(use, '1', own))

  expect(receipt.text).toContain(forget.stillThere(1))
  expect(receipt.buttons).toEqual([forget.tryAgain])
  expect(heldThen).toEqual([hive])
  expect(again.text).toContain(forget.addedMeanwhile)
  expect(again.text).toContain('Sarah has a hive.')
  expect(last.text).toContain(forget.lookedAgain)
  expect(held().known.facts).toEqual([])
})

test('a second click on what was shown before confirms nothing that was shown after', async () => {
  const { own, forgotten, learns } = memory(holdings([bees], { conversations: [talks] }))
  await proposed(use, own, { kind: 'since', at: 0 })
  learns(fact('The user drinks tea.', { id: 'tea' }))

  const views = [await confirmed(use, '0', own), await confirmed(use, '0', own)].map(shown)

  for (const { text, buttons } of views) {
    expect(text).toContain('drinks tea')
    expect(buttons).toEqual([forget.forgetThis, forget.keepIt])
  }
  expect(forgotten).toEqual([])
})
