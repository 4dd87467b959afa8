import { noChange } from '../../../memory/own/no-change.ts'
import type { OwnMemory } from '../../../memory/own-memory.ts'
import type { Conversation, FactId } from '../../../memory/types.ts'

/** Takes back what was kept at the user's wish, and only that. */
export async function undo(
  conversation: Conversation,
  id: FactId,
  own: Pick<OwnMemory, 'overview' | 'change'>,
): Promise<'undone' | 'goneBefore' | 'moved'> {
  for (let tries = 0; tries < 2; tries++) {
    const { epoch, known } = await own.overview(conversation)
    const fact = known.facts.find(fact => fact.id === id)
    if (fact?.asked === undefined) return 'goneBefore'
    const statements = known.statements.filter(statement => statement.fact === id)
    const change = { ...noChange(epoch), gone: { facts: [id], statements } }
    if ((await own.change(conversation.user, change)) === 'kept') return 'undone'
  }
  return 'moved'
}
