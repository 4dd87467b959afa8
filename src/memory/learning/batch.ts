import type { Material, TokenCounter } from '../ports.ts'
import { hears, type Scope } from '../scope.ts'
import { isAfter, nameOf, turnsAfter } from '../turn-names.ts'
import type { QuestionTurn, Turn, TurnName } from '../types.ts'
import { learnsAs } from './learns-as.ts'

/** What the user's turns of one call may take, so that a cheap model reads each of them with care. */
const BATCH_TOKENS = 3000
/** A turn longer than this is shown by its head and tail: what is learned from stays larger than what stands around. */
export const LEARNED_TURN_TOKENS = 1500
/** The bot's answers and older turns only tell what was spoken of. */
export const CONTEXT_TURN_TOKENS = 100
/** Three exchanges are what “she” and “there” usually point back into. */
const CONTEXT_BEFORE = 6
const CONTEXT_AFTER = 1
/** A backlog is caught up in calls of at most twice the usual batch. */
const BATCHES_AT_ONCE = 2

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
export function waitingIn(material: Material): readonly QuestionTurn[] {
  const { turns, relearn, learnedTo } = material
  const isEdited = (turn: Turn) => !isAfter(turn, learnedTo) && relearn.includes(nameOf(turn))
  return [...turns.filter(isEdited), ...turnsAfter(material, learnedTo)].filter(turn => turn.role === 'user')
}

/**
 * The oldest questions that wait, of one scope: a run of turns that the same people could read. After a failure there
 * are fewer of them, with nothing from before, and a single one stands alone: what failed may be in what is shown around.
 */
export function nextBatch(material: Material, learnBatch: number, counter: TokenCounter): Batch | undefined {
  const waiting = waitingIn(material)
  const first = waiting[0]
  if (first === undefined) return undefined
  const size = material.trouble.learn?.size
  const most = Math.min(size ?? Number.POSITIVE_INFINITY, learnBatch * BATCHES_AT_ONCE)
  const questions: QuestionTurn[] = []
  let tokens = 0
  for (const question of waiting.slice(0, most)) {
    tokens += Math.min(counter.count(question.text), LEARNED_TURN_TOKENS)
    if (question.scope !== first.scope || (tokens > BATCH_TOKENS && questions.length > 0)) break
    questions.push(question)
  }
  return batchOf(material, questions, first.scope)
}

/** One question that waits, alone: for trying whether others than a failing one can be learned. */
export function singleBatch(material: Material, question: QuestionTurn): Batch {
  return { ...batchOf(material, [question], question.scope), turns: [question] }
}

function batchOf(material: Material, questions: readonly QuestionTurn[], scope: Scope): Batch {
  const last = questions.findLast(question => isAfter(question, material.learnedTo))
  const relearned = questions.filter(question => !isAfter(question, material.learnedTo)).map(nameOf)
  const learnedTo = last === undefined ? {} : { learnedTo: nameOf(answerTo(last, material) ?? last) }
  return { scope, questions, turns: shownFor(questions, scope, material), relearned, ...learnedTo }
}

function answerTo(question: QuestionTurn, { turns }: Material): Turn | undefined {
  return turns.find(turn => turn.role === 'assistant' && turn.id === question.id)
}

function shownFor(questions: readonly QuestionTurn[], scope: Scope, material: Material): readonly Turn[] {
  const { turns, trouble, guild } = material
  if (trouble.learn?.size === 1) return questions
  const before = trouble.learn === undefined ? CONTEXT_BEFORE : 0
  const places = questions.map(question => turns.indexOf(question))
  const audience = learnsAs(scope, guild)
  return turns.filter(
    (turn, at) =>
      places.some(place => at >= place - before && at <= place + CONTEXT_AFTER) && hears(audience, turn.scope),
  )
}
