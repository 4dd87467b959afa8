import type { APIMessage } from 'discord.js'
import type { MessageId, QuestionRef, UserId } from '../../memory/types.ts'
import { classifyDiscordError } from '../errors.ts'
import { digestOfContent, type MessageApi, type OutgoingMessage } from '../message-api.ts'
import { answerNonce } from './answer-nonce.ts'
import { emptyMessage, type PostedMessage } from './posted-message.ts'
import { removeMessages } from './remove-messages.ts'
import { standingAnswer } from './standing-answer.ts'

/** Who may show an answer: where it is `unknown`, what stands on Discord tells; where it is `lost`, another process does. */
export type AnswerClaim = 'own' | 'lost' | 'unknown'

/** A call that takes longer has waited for Discord's limits, or its server. */
const LATE_MS = 1000

export interface PostOptions {
  readonly messageApi: MessageApi
  readonly question: QuestionRef
  readonly botId: UserId
  /** The first of the messages that it answers: who takes the answer over finds by it what is shown, whatever was said since. */
  readonly nonceId: MessageId
  /** Asked before each call, and after one that took long. */
  readonly claim: () => Promise<AnswerClaim>
  /** Whether another process was heard to answer; asked before the first message, where nobody knows who has the claim. */
  readonly isAnsweredElsewhere: () => boolean
  /** Something could not be shown or taken away. */
  readonly onFailure: (error: unknown) => void
}

/** One message of an answer, with its place among them. */
export interface AnswerPart {
  readonly index: number
  readonly part: OutgoingMessage
  /** See `answerNonce`. */
  readonly nonceEnd: string
}

/** What came of it: `elsewhere`, where another process answers, with the message to which that replies if it is known. */
export type PostedPart =
  | { readonly kind: 'posted'; readonly messages: readonly PostedMessage[] }
  | { readonly kind: 'elsewhere'; readonly repliesTo?: MessageId }
  /** What is found under the nonce answers later messages as well, and is theirs, or it is gone. */
  | { readonly kind: 'taken' }

/** Posts a message of an answer; what stands of an earlier attempt at it comes along, to be written over. Throws the error of discord.js. */
export async function postPart({ index, part, nonceEnd }: AnswerPart, options: PostOptions): Promise<PostedPart> {
  const { messageApi, question, nonceId } = options
  const nonce = answerNonce(nonceId, index, nonceEnd)
  if (messageApi.hasRemoved(nonce)) return { kind: 'taken' }
  const lost = messageApi.lostContents(nonce)
  const claim = await options.claim()
  const isUnknown = index === 0 && claim === 'unknown'
  if (claim === 'lost') return { kind: 'elsewhere' }
  const answer = isUnknown ? await findAnswer(nonce, lost, options) : undefined
  if (answer !== undefined) return answer
  const sentAt = performance.now()
  const posted = await messageApi.post(question, nonce, part)
  const mayBeElsewhere = isUnknown || (await mayHaveLost(sentAt, options))
  const isOwn = lost.has(digestOfContent(posted.content))
  const others = isOwn ? undefined : othersIn(posted, part, mayBeElsewhere, options)
  if (others !== undefined) return others
  // A later part is found by whoever goes on with the answer.
  if (mayBeElsewhere && index > 0) return { kind: 'elsewhere' }
  if (mayBeElsewhere && (await giveWay(posted.id, options))) return { kind: 'elsewhere', repliesTo: question.id }
  const rest = shows(posted, part) ? [] : await writeOver(posted.id, index, part, options)
  if (rest === 'gone') return { kind: 'taken' }
  return { kind: 'posted', messages: [{ id: posted.id, content: part.content, button: part.button?.id }, ...rest] }
}

/** What came of it where what stands under the nonce is not this process's own, nor to be written over. */
function othersIn(
  posted: APIMessage,
  part: OutgoingMessage,
  mayBeElsewhere: boolean,
  { question, nonceId }: PostOptions,
): PostedPart | undefined {
  const repliesTo = posted.message_reference?.message_id ?? question.id
  if (repliesTo === question.id) return mayBeElsewhere && !shows(posted, part) ? { kind: 'elsewhere' } : undefined
  return mayBeElsewhere || repliesTo === nonceId ? { kind: 'elsewhere', repliesTo } : { kind: 'taken' }
}

/** Where another process answers a question that nobody may have claimed, what is known of that. */
async function findAnswer(
  nonce: string,
  lost: ReadonlySet<string>,
  options: PostOptions,
): Promise<(PostedPart & { readonly kind: 'elsewhere' }) | undefined> {
  const { messageApi, question, isAnsweredElsewhere } = options
  if (isAnsweredElsewhere()) return { kind: 'elsewhere' }
  const others = (await readStanding(options)).filter(
    ({ id, content }) => !lost.has(digestOfContent(content)) && !messageApi.hasPosted(nonce, id),
  )
  return others.length > 0 ? { kind: 'elsewhere', repliesTo: question.id } : undefined
}

/** A message may have waited for its turn while this process was frozen, and taken for dead. */
async function mayHaveLost(sentAt: number, { claim }: PostOptions): Promise<boolean> {
  return performance.now() - sentAt > LATE_MS && (await claim()) !== 'own'
}

function shows({ content, components = [] }: APIMessage, part: OutgoingMessage): boolean {
  return content.trim() === part.content.trim() && components.length > 0 === (part.button !== undefined)
}

/** Writes a message over what was found in its place; returns what stands of that behind it. Discord finds what was deleted, too. */
async function writeOver(
  id: MessageId,
  index: number,
  part: OutgoingMessage,
  options: PostOptions,
): Promise<readonly PostedMessage[] | 'gone'> {
  try {
    await options.messageApi.edit(options.question.channel, id, part)
  } catch (error) {
    if (classifyDiscordError(error) === 'answerGone') return 'gone'
    throw error
  }
  const [first, ...rest] = index === 0 ? await readStanding(options) : []
  return (first?.id === id ? rest : []).map(other => emptyMessage(other.id))
}

/**
 * Another process may have posted at the same moment, under another nonce: whoever has no claim takes its own away. What stands first
 * may have been found, and be the beginning of what stands after it.
 */
async function giveWay(posted: MessageId, options: PostOptions): Promise<boolean> {
  const { messageApi, question, isAnsweredElsewhere, onFailure } = options
  const standing = await readStanding(options).catch((error: unknown) => {
    onFailure(error)
    return []
  })
  const isFirst = standing[0]?.id === posted
  if (standing.length === 0 || (isFirst && !isAnsweredElsewhere())) return false
  await removeMessages(messageApi, question.channel, [posted], onFailure)
  return true
}

/** What the bot's answer to the question shows on Discord, whichever process wrote it. Throws the error of discord.js. */
export async function readStanding({
  messageApi,
  question,
  botId,
}: Pick<PostOptions, 'messageApi' | 'question' | 'botId'>) {
  return standingAnswer(await messageApi.readAfter(question.channel, question.id), question, botId)
}
