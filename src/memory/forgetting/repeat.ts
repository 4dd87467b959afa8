import type { DeletionNote, DeletionPlan, ForgetRequest, UserData } from '../ports/user-memory-store.ts'
import { turnNameOf } from '../turns.ts'
import type { MessageId } from '../types.ts'
import { planDeletion } from './plan.ts'
import { toPreviewedDeletion } from './since-preview.ts'

/** What of a deletion is kept to repeat it where an older memory is put back: no word of what goes. */
export function noteOfDeletion(
  { known, conversations }: UserData,
  request: ForgetRequest,
  plan: DeletionPlan,
): DeletionNote {
  const deleted = toPreviewedDeletion(known, plan)
  const [facts, statements] = [new Set(plan.facts), new Set(plan.statements.map(keyOf))]
  const summaries = new Set(plan.segments.map(({ id }) => id))
  const messages = [
    ...known.facts.filter(({ id }) => facts.has(id)).flatMap(({ sources }) => sources),
    ...known.statements.filter(statement => statements.has(keyOf(statement))).flatMap(({ sources }) => sources),
    ...conversations.flatMap(({ segments }) =>
      segments.filter(({ id }) => summaries.has(id)).flatMap(({ covers }) => covers.map(turn => turn.slice(2))),
    ),
  ]
  return { request, deleted, messages: [...new Set(messages)] }
}

/**
 * What a deletion takes of a memory as it was before: what it took then, under the same ids, what the same request finds
 * in it now, and the turns from which what went would be learned once more, with the summaries that cover them.
 */
export function planRepeatedDeletion(userData: UserData, { request, deleted, messages }: DeletionNote): DeletionPlan {
  const { plan } = planDeletion(userData, request, deleted)
  const sources = new Set<MessageId>(messages)
  const planned = new Set(plan.turns.map(({ turn }) => turn))
  const gone = new Set(plan.segments.map(({ id }) => id))
  const staying = userData.conversations.filter(({ channel }) => !plan.conversations.includes(channel))
  return {
    ...plan,
    // What was learned, and of which a step that was cut off has left something.
    facts: [...new Set([...plan.facts, ...deleted.facts])],
    turns: [
      ...plan.turns,
      ...staying.flatMap(({ channel, turns }) =>
        turns
          .filter(({ id }) => sources.has(id))
          .map(turnNameOf)
          .filter(turn => !planned.has(turn))
          .map(turn => ({ channel, turn })),
      ),
    ],
    segments: [
      ...plan.segments,
      ...staying.flatMap(({ channel, segments }) =>
        segments
          .filter(({ id, covers }) => !gone.has(id) && covers.some(turn => sources.has(turn.slice(2))))
          .map(({ id }) => ({ channel, id })),
      ),
    ],
  }
}

const keyOf = ({ entity, field, scope }: DeletionPlan['statements'][number]) => `${entity} ${scope} ${field}`
