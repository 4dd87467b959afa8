import type { LearningInput } from '../ports/learning-store.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import { audienceOfScope, isVisibleTo, type Scope } from '../scope.ts'
import { isAfterCursor, turnNameOf } from '../turns.ts'
import type { QuestionTurn, Turn, TurnName } from '../types.ts'
import { turnsAfter } from './context-turns.ts'
import { type DueContext, isLearningDue, type LearningSettings } from './schedule.ts'
import { nextSummaryPlan, type SummaryPlan, unsummarizedTurns } from './summarize.ts'

/** What one call works on; both parts only where they are of one scope. */
export interface LearningPlan {
  readonly batch?: Batch
  readonly summary?: SummaryPlan
}

export interface PlanContext extends DueContext {
  readonly lastSaidAt: number
  /** What failed alone, and is left for a later time. */
  readonly restingParts: ReadonlySet<keyof LearningInput['retryStates']>
  /** Only one of so many parts of what could be learned in one call. */
  readonly parts?: number
}

/**
 * What the next call works on; undefined when nothing is due any more. A summary takes along what waits to be learned, due
 * or not, so that a steady talk costs one call for both. They go apart where their scopes differ, as the summary could
 * tell what was shown for the facts, and after a failure, to find out which of the two it is.
 */
export function nextLearningPlan(
  input: LearningInput,
  due: PlanContext,
  settings: LearningSettings,
  counter: TokenCounter,
): LearningPlan | undefined {
  const waiting = due.restingParts.has('learn') ? 0 : unlearnedQuestions(input).length
  const isDue = isLearningDue(
    { unlearned: waiting, unsummarized: unsummarizedTurns(input).length, ...due },
    due,
    settings,
  )
  const batch =
    waiting > 0 ? nextBatch(input, { learnBatch: settings.learnBatch, parts: due.parts ?? 1 }, counter) : undefined
  const summary = due.restingParts.has('fold') ? undefined : nextSummaryPlan(input, settings, counter)
  const { retryStates } = input
  const areTogether =
    retryStates.learn === undefined && retryStates.fold === undefined && batch?.scope === summary?.scope
  if (batch !== undefined && summary !== undefined && areTogether) return { batch, summary }
  if (batch !== undefined && isDue) return { batch }
  return summary && { summary }
}

/** What the user's turns of one call may take, so that a cheap model reads each of them with care. */
const MAX_BATCH_TOKENS = 3000
/** A turn longer than this is shown by its head and tail: what is learned from stays larger than what stands around. */
export const LEARNED_TURN_TOKENS = 1500
/** The bot's answers and older turns only tell what was spoken of. */
export const CONTEXT_TURN_TOKENS = 100
/** Three exchanges are what “she” and “there” usually point back into. */
const CONTEXT_BEFORE = 6
const CONTEXT_AFTER = 1
/** A backlog is caught up in calls of at most twice the usual batch. */
const MAX_BATCHES_PER_CALL = 2

/** Turns of one scope that are learned from in one call. */
export interface Batch {
  readonly scope: Scope
  readonly questions: readonly QuestionTurn[]
  /** All that is shown for them, oldest first, the questions among them. Nothing that the scope's audience may not hear. */
  readonly turns: readonly Turn[]
  /** How far the cursor goes; undefined if it stays, as the questions were edited ones from before. */
  readonly learnedTo?: TurnName
  readonly relearned: readonly TurnName[]
}

/** The questions that are to be learned, in that order: edited ones first, then those that the cursor has not passed. */
export function unlearnedQuestions(input: LearningInput): readonly QuestionTurn[] {
  const { turns, relearn, learnedTo } = input
  const isEdited = (turn: Turn) => !isAfterCursor(turn, learnedTo) && relearn.includes(turnNameOf(turn))
  return [...turns.filter(isEdited), ...turnsAfter(input, learnedTo)].filter(turn => turn.role === 'user')
}

/**
 * The oldest questions that wait, of one scope: a run of turns that the same people could read. After a failure there
 * are fewer of them, with nothing from before, and a single one stands alone: what failed may be in what is shown around.
 */
function nextBatch(
  input: LearningInput,
  { learnBatch, parts }: { readonly learnBatch: number; readonly parts: number },
  counter: TokenCounter,
): Batch | undefined {
  const waiting = unlearnedQuestions(input)
  const first = waiting[0]
  if (first === undefined) return undefined
  const size = input.retryStates.learn?.size
  const whole = Math.min(size ?? Number.POSITIVE_INFINITY, learnBatch * MAX_BATCHES_PER_CALL, waiting.length)
  const most = Math.ceil(whole / parts)
  const questions: QuestionTurn[] = []
  let tokens = 0
  for (const question of waiting.slice(0, most)) {
    tokens += Math.min(counter.count(question.text), LEARNED_TURN_TOKENS)
    if (question.scope !== first.scope || (tokens > MAX_BATCH_TOKENS && questions.length > 0)) break
    questions.push(question)
  }
  return createBatch(input, questions, first.scope)
}

/** One question that waits, alone: for trying whether others than a failing one can be learned. */
export function singleBatch(input: LearningInput, question: QuestionTurn): Batch {
  return { ...createBatch(input, [question], question.scope), turns: [question] }
}

function createBatch(input: LearningInput, questions: readonly QuestionTurn[], scope: Scope): Batch {
  const last = questions.findLast(question => isAfterCursor(question, input.learnedTo))
  const relearned = questions.filter(question => !isAfterCursor(question, input.learnedTo)).map(turnNameOf)
  const learnedTo = last === undefined ? {} : { learnedTo: turnNameOf(findAnswer(last, input) ?? last) }
  return { scope, questions, turns: turnsToShow(questions, scope, input), relearned, ...learnedTo }
}

function findAnswer(question: QuestionTurn, { turns }: LearningInput): Turn | undefined {
  return turns.find(turn => turn.role === 'assistant' && turn.id === question.id)
}

function turnsToShow(questions: readonly QuestionTurn[], scope: Scope, input: LearningInput): readonly Turn[] {
  const { turns, retryStates, guild } = input
  if (retryStates.learn?.size === 1) return questions
  const before = retryStates.learn === undefined ? CONTEXT_BEFORE : 0
  const places = questions.map(question => turns.indexOf(question))
  const audience = audienceOfScope(scope, guild)
  return turns.filter(
    (turn, at) =>
      places.some(place => at >= place - before && at <= place + CONTEXT_AFTER) && isVisibleTo(turn.scope, audience),
  )
}
