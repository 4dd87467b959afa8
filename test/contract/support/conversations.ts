import type { ConversationStore } from '../../../src/memory/ports/conversation-store.ts'
import type { Audience } from '../../../src/memory/scope.ts'
import type { Question, Snapshot, Turn } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'

export interface StoreLimits {
  readonly windowMessages?: number
  readonly logLimit?: number
  readonly learnDelayMs?: number
  readonly learnBatch?: number
}

export const dm: Audience = { kind: 'user' }

/** A question by a user of its own, in a channel of its own, unless the test says otherwise. */
export function questionOf(parts: Partial<Question> = {}): Question {
  return {
    user: snowflake(),
    channel: snowflake(),
    id: snowflake(),
    scope: 'dm',
    text: 'I live in Lisbon.',
    saidAt: Date.now(),
    ...parts,
  }
}

/** The snapshot of a question that nobody claimed before. */
export async function receiveQuestion(
  store: ConversationStore,
  question: Question,
  audience: Audience = dm,
): Promise<Snapshot> {
  const snapshot = await store.keepQuestion(question, audience)
  if (snapshot === 'claimed') throw new Error('claimed before')
  return snapshot
}

/** Asks and answers; the id of the message that shows the answer. */
export async function receiveAndAnswer(
  store: ConversationStore,
  question: Question,
  text: string,
  audience: Audience = dm,
): Promise<string> {
  const { snapshotToken } = await receiveQuestion(store, question, audience)
  const message = snowflake()
  const outcome = await store.keepAnswer(question, snapshotToken, { text, saidAt: Date.now(), messages: [message] })
  if (outcome !== 'kept') throw new Error('the answer was not kept')
  return message
}

/** What a window says, in short. */
export function textsOf(window: readonly Turn[]): string[] {
  return window.map(turn => `${turn.role === 'user' ? 'q' : 'a'}: ${turn.text}`)
}
