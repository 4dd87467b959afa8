import { randomBytes } from 'node:crypto'
import { snowflakeTime } from '../../memory/turns.ts'
import type { MessageId } from '../../memory/types.ts'

/**
 * The nonce of a message of an answer: 25 characters at most.
 * @param first the first of the messages that it answers: whoever answers them finds by it what is shown
 * @param index its place among the messages of the answer
 * @param end '' for the first answer; that of another one is different, or it would find the messages of the first
 */
export const answerNonce = (first: MessageId, index: number, end: string) => `${first}.${index}${end}`

/** The first of the messages that an answer is to, by the nonce of one of its messages; undefined for any other nonce. */
export const firstOfNonce = (nonce: string): MessageId | undefined => /^(\d+)\.\d/u.exec(nonce)?.[1]

/** Another end of nonces, where what they find is gone. */
export const newNonceEnd = () => randomBytes(1).toString('hex')

/**
 * The end of the nonces of an answer that takes the place of another, if there is one, by the first message of that: processes that both
 * write it find the same messages.
 */
export const nonceEndAfter = (earlier: MessageId | undefined) =>
  earlier === undefined ? '' : (snowflakeTime(earlier) % 256).toString(16).padStart(2, '0')
