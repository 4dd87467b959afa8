import { randomBytes } from 'node:crypto'
import { snowflakeTime } from '../../memory/turns.ts'
import type { MessageId } from '../../memory/types.ts'

/** How the nonces of an answer end: that of its first message, and those of the others. */
export interface NonceEnds {
  readonly first: string
  readonly later: string
}

/**
 * The nonce of a message of an answer: 25 characters at most.
 * @param first the first of the messages that it answers: whoever answers them finds by it what is shown
 * @param index its place among the messages of the answer
 * @param ends empty for the first answer; those of another one are different, or it would find the messages of the first
 */
export const answerNonce = (first: MessageId, index: number, ends: NonceEnds) =>
  `${first}.${index}${index === 0 ? ends.first : ends.later}`

/** The first of the messages that an answer is to, by the nonce of one of its messages; undefined for any other nonce. */
export const firstOfNonce = (nonce: string): MessageId | undefined => /^(\d+)\.\d/u.exec(nonce)?.[1]

/** Another end of nonces, where what they find is gone. */
export const newNonceEnd = () => randomBytes(1).toString('hex')

/**
 * Those of an answer that takes the place of another, if there is one, by the first message of that: where it can't be written over,
 * processes that both write it find the same message. What was posted behind it and removed since must not be found again.
 */
export const nonceEndsAfter = (earlier: MessageId | undefined): NonceEnds =>
  earlier === undefined
    ? { first: '', later: '' }
    : { first: (snowflakeTime(earlier) % 256).toString(16).padStart(2, '0'), later: newNonceEnd() }
