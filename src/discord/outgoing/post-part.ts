import type { APIMessage } from 'discord.js'
import type { MessageId, QuestionRef, UserId } from '../../memory/types.ts'
import { classifyDiscordError } from '../errors.ts'
import { digestOfContent, type MessageApi, type OutgoingMessage } from '../message-api.ts'
import { type AnswerClaim, LATE_MS, sendUnlessLost } from './answer-claim.ts'
import { answerNonce, type NonceEnds } from './answer-nonce.ts'
import { emptyMessage, type PostedMessage } from './posted-message.ts'
import { removeMessages } from './remove-messages.ts'
import { answersToLater, readStanding, removeStanding, standingAnswer } from './standing-answer.ts'

export interface PostOptions {
  readonly messageApi: MessageApi
  readonly question: QuestionRef
  readonly botId: UserId
  /** The first of the messages that it answers: who takes the answer over finds by it what is shown, whatever was said since. */
  readonly nonceId: MessageId
  /** Asked before each call, and after one that took long. */
  readonly claim: () => Promise<AnswerClaim>
  /** Whether another process was heard to answer; asked where this one may not have the claim. */
  readonly isAnsweredElsewhere: (claim: AnswerClaim) => boolean
  /** Whether a message is one of those that this answers, or was and is deleted. */
  readonly answersTo: (message: MessageId) => boolean
  /** Whether this process may not have heard what others have answered. */
  readonly mayHaveMissed: () => boolean
  /** Something could not be shown or taken away. */
  readonly onFailure: (error: unknown) => void
}

/** One message of an answer, with its place among them. */
export interface AnswerPart {
  readonly index: number
  readonly part: OutgoingMessage
  readonly nonceEnds: NonceEnds
  /** It is said in an answer's place. */
  readonly isNotice: boolean
}

/** What came of it: `elsewhere`, where another process answers, with the message to which that replies if it is known. */
export type PostedPart =
  | { readonly kind: 'posted'; readonly messages: readonly PostedMessage[] }
  | { readonly kind: 'elsewhere'; readonly repliesTo?: MessageId }
  /** What is found under the nonce answers later messages as well, and is theirs, or it is gone. */
  | { readonly kind: 'taken' }

/** Posts a message of an answer; what stands of an earlier attempt at it comes along, to be written over. Throws the error of discord.js. */
export async function postPart(
  { index, part, nonceEnds, isNotice }: AnswerPart,
  options: PostOptions,
): Promise<PostedPart> {
  const { messageApi, question, nonceId } = options
  const nonce = answerNonce(nonceId, index, nonceEnds)
  if (messageApi.hasRemoved(nonce)) return { kind: 'taken' }
  const lost = messageApi.lostContents(question.id)
  const askedAt = performance.now()
  const claim = await options.claim()
  if (claim === 'lost') return { kind: 'elsewhere' }
  const isUnknown = index === 0 && claim === 'unknown'
  const mayStand = index === 0 && (isUnknown || lost.size > 0)
  const found = mayStand ? await findAnswer(nonce, { isUnknown, lost }, options) : undefined
  if (found?.kind === 'elsewhere') return found
  const post = () => messageApi.post(question, nonce, part)
  const posted = found?.message ?? (await sendUnlessLost(options.claim, post, { askedAt }))
  if (posted === 'lost') return { kind: 'elsewhere' }
  const repliesTo = posted.message_reference?.message_id ?? question.id
  const sent = repliesTo === question.id ? lost : messageApi.lostContents(repliesTo)
  const isOwn = sent.has(digestOfContent(posted.content))
  const claimSince = isUnknown ? claim : await claimAfter(askedAt, options)
  const answer = { index, part, isNotice, posted, repliesTo, isOwn, claim: claimSince }
  const others = othersIn(answer, options)
  // An answer to several messages goes with each of them; whoever gave it may have died before it heard that this is gone.
  if (others?.kind === 'taken' && posted.referenced_message === null)
    await removeStanding({ ...options, question: { ...question, id: repliesTo } })
  return others ?? (await settle(answer, options))
}

/** A message of an answer, as it stands on Discord. */
interface StandingPart extends Omit<AnswerPart, 'nonceEnds'> {
  readonly posted: APIMessage
  readonly repliesTo: MessageId
  /** This process has sent it before, and never heard that it stands. */
  readonly isOwn: boolean
  /** As it was when it stood there. */
  readonly claim: AnswerClaim
}

/** Shows the part in it, where no other process answers. */
async function settle({ index, part, posted, claim }: StandingPart, options: PostOptions): Promise<PostedPart> {
  // A later part is found by whoever goes on with the answer.
  if (claim === 'lost' && index > 0) return { kind: 'elsewhere' }
  if (claim !== 'own' && index === 0 && (await giveWay(posted, claim, options)))
    return { kind: 'elsewhere', repliesTo: options.question.id }
  if (claim === 'lost' && !shows(posted, part)) return { kind: 'elsewhere' }
  const rest = shows(posted, part) ? [] : await writeOver(posted.id, index, part, options)
  if (rest === 'gone') return { kind: 'taken' }
  if (rest === 'lost') return { kind: 'elsewhere' }
  return { kind: 'posted', messages: [{ id: posted.id, content: part.content, button: part.button?.id }, ...rest] }
}

/** What came of it where what stands under the nonce is not this answer's own, nor to be written over. */
function othersIn(
  { part, isNotice, posted, repliesTo, isOwn, claim }: StandingPart,
  { question, nonceId, answersTo }: PostOptions,
): PostedPart | undefined {
  const mayBeOthers = claim !== 'own' && !isOwn
  if (repliesTo === question.id || (isOwn && answersTo(repliesTo)))
    return (mayBeOthers || (isNotice && !isOwn)) && !shows(posted, part) ? { kind: 'elsewhere' } : undefined
  return mayBeOthers || repliesTo === nonceId ? { kind: 'elsewhere', repliesTo } : { kind: 'taken' }
}

type FoundAnswer =
  | (PostedPart & { readonly kind: 'elsewhere' })
  | { readonly kind: 'own'; readonly message: APIMessage }

/** What is known of an answer to the question: that another process gives it, or what this one has sent of it and heard no more of. */
async function findAnswer(
  nonce: string,
  { isUnknown, lost }: { readonly isUnknown: boolean; readonly lost: ReadonlySet<string> },
  options: PostOptions,
): Promise<FoundAnswer | undefined> {
  const { messageApi, question, botId, isAnsweredElsewhere, onFailure } = options
  if (isUnknown && isAnsweredElsewhere('unknown')) return { kind: 'elsewhere' }
  // Whoever has the claim answers, whether it can look or not: mostly the nonce finds what is shown.
  const after = await messageApi.readAfter(question.channel, question.id).catch((error: unknown) => {
    if (isUnknown) throw error
    onFailure(error)
    return []
  })
  const standing = standingAnswer(after, question, botId)
  if (isUnknown && standing.length === 0 && isAnsweredWithLater(after, options)) return { kind: 'elsewhere' }
  const isLost = ({ content }: APIMessage) => lost.has(digestOfContent(content))
  const isElsewhere = isUnknown && standing.some(one => !isLost(one) && !messageApi.hasPosted(nonce, one.id))
  if (isElsewhere) return { kind: 'elsewhere', repliesTo: question.id }
  const own = standing.find(isLost)
  return own && { kind: 'own', message: own }
}

/**
 * Whether another process has answered what the same person said later, where this one can't ask for its claim and may not have heard:
 * it hears each message before the next, or has taken it over, and so has answered this one with that. Where it has not, whoever looks
 * later does.
 */
function isAnsweredWithLater(after: readonly APIMessage[], options: PostOptions): boolean {
  const { messageApi, question, botId, mayHaveMissed } = options
  if (!mayHaveMissed()) return false
  return answersToLater(after, question, botId).some(({ id, content, later }) => {
    const isOwn = messageApi.hasFound(id) || messageApi.lostContents(later).has(digestOfContent(content))
    return !isOwn
  })
}

/** A message may have waited for its turn while this process was frozen, and taken for dead. */
async function claimAfter(sentAt: number, { claim }: PostOptions): Promise<AnswerClaim> {
  return performance.now() - sentAt > LATE_MS ? await claim() : 'own'
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
): Promise<readonly PostedMessage[] | 'gone' | 'lost'> {
  try {
    const { claim, messageApi, question } = options
    const sent = await sendUnlessLost(claim, () => messageApi.edit(question.channel, id, part))
    if (sent === 'lost') return sent
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
async function giveWay(posted: APIMessage, claim: AnswerClaim, options: PostOptions): Promise<boolean> {
  const { messageApi, question, isAnsweredElsewhere, onFailure } = options
  const standing = await readStanding(options).catch((error: unknown) => {
    onFailure(error)
    return []
  })
  const isFirst = standing[0]?.id === posted.id
  if (standing.length === 0 || (isFirst && !isAnsweredElsewhere(claim))) return false
  // Another process may have written over it meanwhile.
  const isOwn = standing.some(({ id, content }) => id === posted.id && content === posted.content)
  if (isOwn) await removeMessages(messageApi, question.channel, [posted.id], onFailure)
  return true
}
