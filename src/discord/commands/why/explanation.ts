import { isActiveFact } from '../../../memory/knowledge/active-facts.ts'
import type { UserData } from '../../../memory/ports/user-memory-store.ts'
import { snowflakeTime, turnNameOf } from '../../../memory/turns.ts'
import type { CoveringSummary, Fact, GuildId, MessageId, QuestionRef, Trace, Turn } from '../../../memory/types.ts'

/** One thing that went into an answer, as it is now. */
export type Ingredient =
  | { readonly kind: 'fact'; readonly fact: Fact; readonly isPast: boolean }
  | { readonly kind: 'summary'; readonly summary: CoveringSummary }
  | { readonly kind: 'turn'; readonly turn: Turn; readonly isEdited: boolean }

/** What went into an answer, as far as it is still kept. */
export interface AnswerExplanation {
  readonly question: QuestionRef
  readonly guild?: GuildId
  /** The first of the messages that show the answer, if that is known. */
  readonly answer?: MessageId
  /** When the answer was given; where it is gone, when its question was asked. */
  readonly saidAt: number
  readonly ingredients: readonly Ingredient[]
  /** How much went into it that is no longer there. */
  readonly missing: { readonly facts: number; readonly summaries: number; readonly turns: number }
  readonly lookups: number
}

/** What stands now behind the ids that were recorded of an answer. */
export function explainTrace(
  question: QuestionRef,
  trace: Trace,
  { known, conversations }: UserData,
): AnswerExplanation {
  const conversation = conversations.find(({ channel }) => channel === question.channel)
  const revs = new Map<string, number>(trace.window.map(({ turn, rev }) => [turn, rev]))
  const facts = pick(trace.facts, known.facts, ({ id }) => id)
  const summaries = pick(trace.segments, conversation?.segments ?? [], ({ id }) => id)
  const turns = pick([...revs.keys()], conversation?.turns ?? [], turnNameOf)
  const answer = conversation?.turns.find(turn => turn.role === 'assistant' && turn.id === question.id)
  const message = answer?.role === 'assistant' ? answer.messages[0] : undefined
  const isEdited = (turn: Turn) => turn.role === 'user' && turn.rev > (revs.get(turnNameOf(turn)) ?? 0)
  return {
    question,
    ...(conversation?.guild !== undefined && { guild: conversation.guild }),
    ...(message !== undefined && { answer: message }),
    saidAt: answer?.saidAt ?? snowflakeTime(question.id),
    ingredients: [
      ...facts.map(fact => ({ kind: 'fact', fact, isPast: !isActiveFact(known, fact) }) as const),
      ...summaries.map(summary => ({ kind: 'summary', summary }) as const),
      ...turns.map(turn => ({ kind: 'turn', turn, isEdited: isEdited(turn) }) as const),
    ],
    missing: {
      facts: trace.facts.length - facts.length,
      summaries: trace.segments.length - summaries.length,
      turns: trace.window.length - turns.length,
    },
    lookups: trace.lookups,
  }
}

/** Those of `all` that go by these names, in their order. */
function pick<T>(names: readonly string[], all: readonly T[], nameOf: (one: T) => string): readonly T[] {
  const byName = new Map(all.map(one => [nameOf(one), one]))
  return names.flatMap(name => byName.get(name) ?? [])
}
