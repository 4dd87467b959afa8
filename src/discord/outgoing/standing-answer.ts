import type { APIMessage } from 'discord.js'
import type { Texts } from '../../locales/en.ts'
import { compareSnowflakes } from '../../memory/turns.ts'
import type { MessageId, QuestionRef, UserId } from '../../memory/types.ts'
import { classifyDiscordError } from '../errors.ts'
import { digestOfContent, type MessageApi, retryTransient } from '../message-api.ts'
import { type AnswerClaim, sendWhereOwn } from './answer-claim.ts'
import { answerNonce, nonceEndsAfter } from './answer-nonce.ts'
import { closeMarks } from './markdown/close-marks.ts'
import type { PostedMessage } from './posted-message.ts'
import { removeMessages } from './remove-messages.ts'
import { MAX_MESSAGE_LENGTH } from './split-message.ts'

interface StandingOptions {
  readonly messageApi: Pick<MessageApi, 'readAfter' | 'remove' | 'lostContents'>
  readonly question: QuestionRef
  readonly botId: UserId
  readonly onFailure: (error: unknown) => void
}

/**
 * The messages that show an answer, of those that came after its question, in their order: each replies to it. Where the bot
 * may not reply, none is found.
 */
export function standingAnswer(
  after: readonly APIMessage[],
  { id }: QuestionRef,
  botId: UserId,
): readonly APIMessage[] {
  return after.filter(({ author, message_reference }) => author.id === botId && message_reference?.message_id === id)
}

/** The bot's answers to what the same person said later, each with the message to which it replies. */
export function answersToLater(after: readonly APIMessage[], { id, user }: QuestionRef, botId: UserId) {
  return after.flatMap(({ id: answer, author, content, referenced_message: later }) => {
    const isMeant = author.id === botId && later?.author.id === user && compareSnowflakes(id, later.id) < 0
    return isMeant ? { id: answer, content, later: later.id } : []
  })
}

/** What the bot's answer to the question shows on Discord, whichever process wrote it. Throws the error of discord.js. */
export async function readStanding({
  messageApi,
  question,
  botId,
}: Pick<StandingOptions, 'question' | 'botId'> & { readonly messageApi: Pick<MessageApi, 'readAfter'> }): Promise<
  readonly APIMessage[]
> {
  return standingAnswer(await messageApi.readAfter(question.channel, question.id), question, botId)
}

/** Takes away what shows of the answer to a question, which may be deleted, or of that what is meant. Never rejects. */
export async function removeStanding(
  options: Omit<StandingOptions, 'messageApi'> & { readonly messageApi: Pick<MessageApi, 'readAfter' | 'remove'> },
  isMeant: (message: APIMessage) => boolean = () => true,
): Promise<void> {
  const { messageApi, question, onFailure } = options
  const standing = await retryTransient(() => readStanding(options)).catch((error: unknown) => {
    onFailure(error)
    return []
  })
  const meant = standing.filter(isMeant).map(({ id }) => id)
  await removeMessages(messageApi, question.channel, meant, onFailure)
}

/**
 * Leaves only these messages. Whoever had begun an answer that was taken over may have posted more of it since, and what was lost on
 * its way may stand there. Never rejects.
 */
export async function removeOthers(
  messages: readonly MessageId[],
  options: StandingOptions & { readonly isTakenOver: boolean },
): Promise<void> {
  const { messageApi, question, isTakenOver } = options
  const lost = messageApi.lostContents(question.id)
  if (!isTakenOver && lost.size === 0) return
  const isMeant = ({ content }: APIMessage) => isTakenOver || lost.has(digestOfContent(content))
  await removeStanding(options, message => !messages.includes(message.id) && isMeant(message))
}

/** Takes away what still is as this process wrote it: another one may have written over it, or what was lost on its way. Never rejects. */
export async function removeUnchanged(posted: readonly PostedMessage[], options: StandingOptions): Promise<void> {
  const lost = options.messageApi.lostContents(options.question.id)
  if (posted.length === 0 && lost.size === 0) return
  const written = new Map(posted.map(({ id, content, attempt }) => [id, [content?.trim(), attempt?.trim()]]))
  await removeStanding(
    options,
    ({ id, content }) => written.get(id)?.includes(content.trim()) === true || lost.has(digestOfContent(content)),
  )
}

/** Marks the last message of an answer as cut off, once, without the button that would stop it. Throws the error of discord.js. */
export async function markCutOff(
  messageApi: Pick<MessageApi, 'post' | 'edit'>,
  question: QuestionRef,
  last: Pick<APIMessage, 'id' | 'content'>,
  cutOff: string,
): Promise<void> {
  if (last.content.endsWith(cutOff)) return
  const content = `${closeMarks(last.content)}\n\n${cutOff}`
  const isTooLong = content.length > MAX_MESSAGE_LENGTH
  await messageApi.edit(question.channel, last.id, { content: isTooLong ? last.content : content })
  if (isTooLong) await messageApi.post(question, question.id, { content: cutOff })
}

interface KeptStandingOptions extends Pick<StandingOptions, 'question' | 'botId' | 'onFailure'> {
  readonly messageApi: Pick<MessageApi, 'readAfter' | 'post' | 'edit'>
  /** What was said before the question, and is answered with it. */
  readonly companions: readonly QuestionRef[]
  /** What is said to them where they have no answer. */
  readonly notice: string
  readonly claim: () => Promise<AnswerClaim>
  readonly answers: Texts['answers']
}

/**
 * Leaves what a process that died has shown of an answer, where there is no better one: whether that is all of it nobody knows, so it is
 * marked as cut off. What was said before the question may be told that there is no answer to it: returns what shows that. Undefined where
 * nothing stands but a notice, or another process may answer. Throws the error of discord.js where it helps to try it again.
 */
export async function keepStanding(
  options: KeptStandingOptions,
): Promise<{ readonly shownToEarlier?: readonly MessageId[] } | undefined> {
  const { messageApi, question, claim, answers, onFailure } = options
  const tell = (error: unknown) => {
    if (classifyDiscordError(error) === 'transient') throw error
    onFailure(error)
    return undefined
  }
  const standing = await retryTransient(() => readStanding(options)).catch(tell)
  const last = standing?.at(-1)
  const notices = Object.values(answers).filter(text => text !== answers.cutOff)
  const isNotice = notices.some(text => last?.content.startsWith(text) === true)
  if (last === undefined || isNotice) return undefined
  const mark = () => markCutOff(messageApi, question, last, answers.cutOff).then(() => 'marked' as const)
  const marked = await retryTransient(() => sendWhereOwn(claim, mark)).catch(tell)
  if (marked !== 'marked') return undefined
  const told = (await tellEarlier(options).catch(tell)) ?? []
  const isAnswered = standing?.some(({ id }) => told.includes(id)) === true
  return isAnswered ? {} : { shownToEarlier: told }
}

/** Says the notice to what was said before a question; what stands there and answers all of it is found by the nonce, and told instead. */
async function tellEarlier({
  messageApi,
  companions,
  notice,
  claim,
}: KeptStandingOptions): Promise<readonly MessageId[]> {
  const [[first], last] = [companions, companions.at(-1)]
  if (first === undefined || last === undefined) return []
  const nonce = answerNonce(first.id, 0, nonceEndsAfter(undefined))
  const post = () => messageApi.post(last, nonce, { content: notice })
  const posted = await retryTransient(() => sendWhereOwn(claim, post))
  return posted === 'lost' ? [] : [posted.id]
}
