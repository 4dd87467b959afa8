import { isActiveFact } from '../../../memory/knowledge/active-facts.ts'
import type { UserData } from '../../../memory/ports/user-memory-store.ts'
import { snowflakeTime, turnNameOf } from '../../../memory/turns.ts'
import type { CoveringSummary, Fact, GuildId, MessageId, QuestionRef, Trace, Turn } from '../../../memory/types.ts'

/** One thing that went into an answer, as it is now. */
export type Ingredient =
  | { readonly kind: 'fact'; readonly fact: Fact; readonly isPast: boolean }
  | { readonly kind: 'segment'; readonly segment: CoveringSummary }
  | { readonly kind: 'turn'; readonly turn: Turn; readonly isEdited: boolean }

/** What went into an answer, as far as it is still kept. */
export interface AnswerExplanation {
  readonly question: QuestionRef
  readonly guild?: GuildId
  /** The first of the messages that show it, if that is known. */
  readonly answer?: MessageId
  /** So that it is told from another, of which nothing is kept; of a question whose answer is gone when it was asked. */
  readonly saidAt: number
  readonly ingredients: readonly Ingredient[]
  /** How much went into it that is no longer there. */
  readonly missing: { readonly facts: number; readonly segments: number; readonly turns: number }
  readonly lookups: number
}

/** Makes of the ids that were noted what stands behind them now. */
export function explainTrace(
  question: QuestionRef,
  trace: Trace,
  { known, conversations }: UserData,
): AnswerExplanation {
  const held = conversations.find(({ channel }) => channel === question.channel)
  const facts = pickById(trace.facts, known.facts, ({ id }) => id)
  const segments = pickById(trace.segments, held?.segments ?? [], ({ id }) => id)
  const turns = pickById(
    trace.window.map(({ turn }) => turn),
    held?.turns ?? [],
    turnNameOf,
  )
  const revs = new Map(trace.window.map(({ turn, rev }) => [turn, rev]))
  const answer = held?.turns.find(turn => turn.role === 'assistant' && turn.id === question.id)
  const shown = answer?.role === 'assistant' ? answer.messages[0] : undefined
  return {
    question,
    ...(held?.guild !== undefined && { guild: held.guild }),
    ...(shown !== undefined && { answer: shown }),
    saidAt: answer?.saidAt ?? snowflakeTime(question.id),
    ingredients: [
      ...facts.map(fact => ({ kind: 'fact', fact, isPast: !isActiveFact(known, fact) }) as const),
      ...segments.map(segment => ({ kind: 'segment', segment }) as const),
      ...turns.map(turn => ({ kind: 'turn', turn, isEdited: isEdited(turn, revs.get(turnNameOf(turn))) }) as const),
    ],
    missing: {
      facts: trace.facts.length - facts.length,
      segments: trace.segments.length - segments.length,
      turns: trace.window.length - turns.length,
    },
    lookups: trace.lookups,
  }
}

function pickById<T>(names: readonly string[], all: readonly T[], nameIt: (one: T) => string): readonly T[] {
  const found = new Map(all.map(one => [nameIt(one), one]))
  return names.flatMap(name => found.get(name) ?? [])
}

function isEdited(turn: Turn, rev = 0): boolean {
  return turn.role === 'user' && turn.rev > rev
}
