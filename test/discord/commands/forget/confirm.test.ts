import { expect, test } from 'vitest'
import { controlsOf } from '../../../../fake-discord/messages/controls.ts'
import { textOf } from '../../../../fake-discord/messages/text.ts'
import { confirmDeletion, previewDeletion } from '../../../../src/discord/commands/forget/confirm.ts'
import type { InteractionContext, View } from '../../../../src/discord/interactions/command.ts'
import { en } from '../../../../src/locales/en.ts'
import type {
  DeletionPlan,
  PendingChoice,
  UserData,
  UserMemoryStore,
} from '../../../../src/memory/ports/user-memory-store.ts'
import type { Fact } from '../../../../src/memory/types.ts'
import { fact } from '../../../memory/support/knowledge.ts'
import { conversationOf, statementOf, userDataOf } from '../../../memory/support/user-data.ts'

const { forget } = en

/** A memory that takes away what it is told to; what comes in while it does is handed to it. */
function memory(held: UserData, comesIn: (left: UserData) => UserData = left => left) {
  const choices: PendingChoice[] = []
  const forgotten: DeletionPlan[] = []
  /** How much had been taken away when a deletion was noted. */
  const notedBefore: number[] = []
  let now = held
  const own: Pick<
    UserMemoryStore,
    'readUserData' | 'keepChoice' | 'readChoice' | 'replaceChoice' | 'noteDeletion' | 'forget' | 'countRemaining'
  > = {
    readUserData: async () => now,
    keepChoice: async (_, choice) => String(choices.push(choice) - 1),
    readChoice: async (_, id) => choices[Number(id)],
    replaceChoice: async (_, id, choice) => {
      choices[Number(id)] = choice
    },
    async noteDeletion() {
      notedBefore.push(forgotten.length)
    },
    async forget(_, forgetting) {
      forgotten.push(forgetting)
      const left = without(now, forgetting)
      now = forgotten.length === 1 ? comesIn(left) : left
      return { facts: 0, entities: 0, statements: 0, turns: 1, summaries: 0, traces: 0, conversations: 0 }
    },
    countRemaining: async () => 0,
  }
  const learns = (learned: Fact) => {
    now = { ...now, known: { ...now.known, facts: [...now.known.facts, learned] } }
  }
  const context = { user: '1', texts: en, userMemory: own } as unknown as InteractionContext
  return { context, offers: choices, forgotten, notedBefore, learns, held: () => now }
}

function without(held: UserData, { facts, statements, turns }: DeletionPlan): UserData {
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
const talks = conversationOf('1', { 100: ['I keep bees.', 'Nice.'], 200: ['Hello.', 'Hello.'] })
const request = { kind: 'things', facts: ['bees'], entities: [] } as const

test('what tells of it while it goes is taken too', async () => {
  const later = conversationOf('1', { 300: ['The user keeps bees.', 'I know.'], 400: ['Bye.', 'Bye.'] })
  const { context, held, forgotten, notedBefore, offers } = memory(
    userDataOf([bees], { conversations: [talks] }),
    left => ({
      ...left,
      conversations: left.conversations.map(one => ({ ...one, turns: [...one.turns, ...later.turns] })),
    }),
  )
  await previewDeletion(context, request)

  const receipt = shown(await confirmDeletion(context, '0'))

  expect(receipt.text).toContain(forget.goneTurns(2))
  expect(receipt.text).toContain(forget.lookedAgain)
  expect(notedBefore).toEqual([0])
  expect(forgotten).toHaveLength(2)
  expect(held().conversations[0]?.turns.map(({ id }) => id)).toEqual(['200', '200', '400', '400'])
  expect(offers).toEqual([{ kind: 'done' }])
})

test('what is learned while it goes was never shown: it is counted, and shown before it goes', async () => {
  const hive = fact('Sarah has a hive.', { id: 'hive', subject: 'sarah' })
  const { context, held } = memory(userDataOf([], { statements: [statementOf('sarah', 'name', 'Sarah')] }), left => ({
    ...left,
    known: { ...left.known, facts: [hive] },
  }))
  await previewDeletion(context, { kind: 'things', facts: [], entities: ['sarah'] })

  const receipt = shown(await confirmDeletion(context, '0'))
  const heldThen = held().known.facts
  const again = shown(await confirmDeletion(context, '0'))
  const last = shown(await confirmDeletion(context, '1'))

  expect(receipt.text).toContain(forget.stillThere(1))
  expect(receipt.buttons).toEqual([forget.tryAgain])
  expect(heldThen).toEqual([hive])
  expect(again.text).toContain(forget.addedMeanwhile)
  expect(again.text).toContain('Sarah has a hive.')
  expect(last.text).toContain(forget.lookedAgain)
  expect(held().known.facts).toEqual([])
})

test('a second click on what was shown before confirms nothing that was shown after', async () => {
  const { context, forgotten, learns } = memory(userDataOf([bees], { conversations: [talks] }))
  await previewDeletion(context, { kind: 'since', at: 0 })
  learns(fact('The user drinks tea.', { id: 'tea' }))

  const views = [await confirmDeletion(context, '0'), await confirmDeletion(context, '0')].map(shown)

  for (const { text, buttons } of views) {
    expect(text).toContain('drinks tea')
    expect(buttons).toEqual([forget.forgetThis, forget.keepIt])
  }
  expect(forgotten).toEqual([])
})
