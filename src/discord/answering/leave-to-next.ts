import { setTimeout as sleep } from 'node:timers/promises'
import { errorDetails } from '../../errors.ts'
import { snowflakeTime } from '../../memory/turns.ts'
import type { IncomingQuestion } from '../incoming/parse-message.ts'
import type { AnswerDependencies } from './answer-question.ts'

/** So long a process that ends lets another that lives claim what comes. */
const OTHERS_FIRST_MS = 500

type LeaveDependencies = Pick<AnswerDependencies, 'conversations' | 'changes' | 'log'>
type Leaving = 'leftToNext' | 'answeredElsewhere' | 'ending'

/** What is said, or edited, while the process ends. */
export class QuestionsLeft {
  readonly #claims = new Set<Promise<Leaving>>()
  #unclaimedSince = Number.POSITIVE_INFINITY

  /** Claims a question: whoever takes its claims over answers, another process or the next start. `ending` where it could not be claimed. Never rejects. */
  async leave(message: IncomingQuestion, trigger: 'new' | 'edited', dependencies: LeaveDependencies): Promise<Leaving> {
    const claim = claimForNext(message, trigger, dependencies)
    this.#claims.add(claim)
    const leaving = await claim
    this.#claims.delete(claim)
    if (leaving === 'ending') this.noteUnanswered(snowflakeTime(message.id))
    return leaving
  }

  /** Something that was said then, in ms since 1970, may be claimed by nobody. */
  noteUnanswered(saidAt: number): void {
    this.#unclaimedSince = Math.min(this.#unclaimedSince, saidAt)
  }

  /** Resolves when all is claimed, with when the first of what may not be was said: the next process has to look for that. Infinity where all is. */
  async waitForClaims(): Promise<number> {
    await Promise.all([...this.#claims])
    return this.#unclaimedSince
  }
}

async function claimForNext(
  { question, audience }: IncomingQuestion,
  trigger: 'new' | 'edited',
  { conversations, changes, log }: LeaveDependencies,
): Promise<Leaving> {
  await sleep(OTHERS_FIRST_MS)
  try {
    const reopened = trigger === 'edited' && (await conversations.reopenQuestion(question, audience(), question.text))
    const isKept = reopened !== false && reopened !== 'gone'
    const claimed = isKept ? reopened : await conversations.keepQuestion(question, audience())
    return claimed === 'claimed' ? 'answeredElsewhere' : 'leftToNext'
  } catch (error) {
    if (trigger === 'edited') changes.queueEdit(question, audience(), question.text, error)
    log.warn({ question: question.id, ...errorDetails(error) }, 'question not left to the next process')
    return 'ending'
  }
}
