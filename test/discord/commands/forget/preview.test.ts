import { expect, test } from 'vitest'
import { textOf } from '../../../../fake-discord/messages/text.ts'
import { deletionPanel } from '../../../../src/discord/commands/forget/preview.ts'
import type { View } from '../../../../src/discord/interactions/command.ts'
import { en } from '../../../../src/locales/en.ts'
import { planDeletion } from '../../../../src/memory/forgetting/plan.ts'
import type { ForgetRequest } from '../../../../src/memory/ports/user-memory-store.ts'
import { USER_ENTITY } from '../../../../src/memory/types.ts'
import { fact, MONDAY } from '../../../memory/support/knowledge.ts'
import { statementOf, userDataOf } from '../../../memory/support/user-data.ts'

const { forget } = en
const DAY = `<t:${MONDAY / 1000}:D>`

function previewOf(held: ReturnType<typeof userDataOf>, wish: ForgetRequest) {
  const proposed = { choiceId: 'abc', deletion: planDeletion(held, wish), known: held.known, isAddedTo: false }
  const view = deletionPanel(proposed, { user: '1', texts: en })
  if (typeof view === 'string' || 'beside' in view) throw new Error('not a panel')
  return view
}

const shown = (view: View) =>
  textOf({ content: '', components: typeof view === 'string' || 'beside' in view ? [] : view.components } as never)

test('facts and details stand there as they are, with their day', () => {
  const held = userDataOf([fact('The user *loves* <@5> and # tea.', { id: '1', facet: 'drink' })], {
    statements: [
      statementOf(USER_ENTITY, 'attr:drink', 'tea', { fact: '1' }),
      statementOf(USER_ENTITY, 'attr:home', 'Oslo', { fact: '2', sources: ['43'] }),
    ],
  })

  const panel = previewOf(held, { kind: 'things', facts: ['1'], entities: [] })

  expect(shown(panel)).toContain(`**${forget.facts(1)}**\n- The user \\*loves\\* <@5> and # tea. (${DAY})`)
  expect(shown(panel)).toContain(`**${forget.details(1)}**\n- ${forget.of(forget.you)} drink tea (${DAY})`)
  expect(shown(panel)).not.toContain('Oslo')
  expect(panel.files).toBeUndefined()
})

test('a thousand long facts fit: what does not stands in a file, whole', () => {
  const facts = Array.from({ length: 1000 }, (_, at) => fact(`${at} ${'事実*'.repeat(300)}`, { id: `f${at}` }))

  const panel = previewOf(userDataOf(facts), { kind: 'since', at: 0 })

  expect(shown(panel).length).toBeLessThan(4000)
  expect(shown(panel)).toMatch(/and 9\d\d more/u)
  expect(panel.files).toMatchObject([{ name: forget.listFile }])
  const file = panel.files?.[0]?.data.toString() ?? ''
  for (const { text } of facts) expect(file).toContain(text)
})
