import { contextOfTurns } from '../../src/memory/knowledge/fact-context.ts'
import { type Fact, type QuestionTurn, type Statement, USER_ENTITY } from '../../src/memory/types.ts'
import type { Said, Talk } from './locomo.ts'

const scope = 'dm'

/**
 * Every turn as one fact, as if the learner had kept it whole: a speaker of a name is the subject, and the name stands
 * before the words, as it does in a fact of the bot's. The turns before and after in the same session are what is near.
 * Of a talk with an assistant only the user's turns: the bot learns nothing from its own words.
 */
export function factsOf({ said }: Talk): Fact[] {
  return said.flatMap((turn, at): Fact[] => {
    if (turn.speaker === 'assistant') return []
    const neighbour = (other: Said | undefined) => (other?.session === turn.session ? turnOf(other) : undefined)
    return [
      {
        id: turn.id,
        text: turn.speaker === 'user' ? turn.text : `${turn.speaker}: ${turn.text}`,
        quote: turn.text,
        kind: 'topic',
        subject: turn.speaker === 'user' ? USER_ENTITY : turn.speaker,
        scope,
        saidAt: turn.saidAt,
        replaces: [],
        sources: [String(at + 1)],
        channel: '1',
        confirmations: 0,
        near: contextOfTurns({ before: neighbour(said[at - 1]), after: neighbour(said[at + 1]) }),
      },
    ]
  })
}

/** What makes the speakers that have names into entities. */
export function statementsOf({ said }: Talk): Statement[] {
  const names = new Map(said.map(turn => [turn.speaker, turn]))
  return [...names]
    .filter(([name]) => name !== 'user' && name !== 'assistant')
    .map(([name, { saidAt }]) => ({ entity: name, field: 'name', value: name, scope, saidAt, sources: ['1'] }))
}

function turnOf({ id, text, saidAt }: Said): QuestionTurn {
  return { role: 'user', id, text, saidAt, scope, rev: 0 }
}
