import { BILLIONTHS_PER_DOLLAR } from '../../memory/ports/usage-ledger.ts'
import type { Bill } from '../../spending/spending.ts'
import type { AnswerFigures, AnswerJournal } from './answer-journal.ts'
import type { AnswerContext, AnswerTask } from './answer-task.ts'
import { type GeneratedAnswer, msSince } from './generate-answer.ts'

interface Outcome {
  readonly journal: Pick<AnswerJournal, 'answered' | 'unanswered'>
  readonly task: AnswerTask
  readonly context: AnswerContext
  readonly bill: Bill
}

/** One line for the question: that it was answered, or what was said in the answer's place. */
export function noteOutcome(
  { journal, task, context, bill }: Outcome,
  completion: GeneratedAnswer,
  silence?: 'nothingToSay',
): void {
  const { question, companions = [] } = task.message
  const { text, end, trace, usage, firstWordMs, failure } = completion
  if (text === '' && end !== 'stopped') {
    // What failed has to be paid for all the same.
    const isPaid = bill.cost > 0 || bill.unpriced > 0
    journal.unanswered(question, silence ?? end ?? 'failed', { ...failure, ...(isPaid && { cost: loggedCost(bill) }) })
    return
  }
  const figures: AnswerFigures = {
    ...{ model: usage?.model, firstWordMs, ms: msSince(task.begunAt) },
    ...{ promptTokens: usage?.prompt, cachedTokens: usage?.cached, answerTokens: usage?.completion },
    ...{ cost: loggedCost(bill), recalled: trace?.facts.length ?? 0, lookUps: trace?.lookups ?? 0 },
    ...{ memory: context.snapshot !== undefined, end },
    ...(companions.length > 0 && { with: companions.map(({ id }) => id) }),
  }
  journal.answered(question, { ...figures, ...(end === 'cutOff' && failure) })
}

function loggedCost({ cost, unpriced }: Bill): number | 'unknown' {
  return unpriced > 0 ? 'unknown' : cost / BILLIONTHS_PER_DOLLAR
}
