import { setTimeout as sleep } from 'node:timers/promises'
import { errorDetails } from '../../errors.ts'
import type { IncomingQuestion } from '../incoming/parse-message.ts'
import type { AnswerDependencies } from './answer-question.ts'

/** So long a process that ends lets another that lives claim what comes. */
const OTHERS_FIRST_MS = 500

/**
 * Claims what is said, or edited, while the process ends: whoever takes its claims over answers, another process or the next
 * start. `ending` where it could not be claimed. Never rejects.
 */
export async function leaveToNext(
  { question, audience }: IncomingQuestion,
  trigger: 'new' | 'edited',
  { conversations, changes, log }: Pick<AnswerDependencies, 'conversations' | 'changes' | 'log'>,
): Promise<'leftToNext' | 'answeredElsewhere' | 'ending'> {
  await sleep(OTHERS_FIRST_MS)
  try {
    const isClaimed =
      trigger === 'edited' && (await conversations.reopenQuestion(question, audience(), question.text)) !== 'gone'
    if (isClaimed) return 'leftToNext'
    return (await conversations.keepQuestion(question, audience())) === 'claimed' ? 'answeredElsewhere' : 'leftToNext'
  } catch (error) {
    if (trigger === 'edited') changes.queueEdit(question, audience(), question.text, error)
    log.warn({ question: question.id, ...errorDetails(error) }, 'question not left to the next process')
    return 'ending'
  }
}
