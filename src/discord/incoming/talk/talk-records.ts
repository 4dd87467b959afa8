import type { Message, User } from 'discord.js'
import { MemoryUnavailable } from '../../../errors.ts'
import type { ConversationStore, TurnRecord } from '../../../memory/ports/conversation-store.ts'
import type { ServerSettings } from '../../../memory/ports/settings/server-settings.ts'
import type { UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import { type Audience, isVisibleTo } from '../../../memory/scope.ts'
import { compareSnowflakes } from '../../../memory/turns.ts'
import type { MessageId, UserId } from '../../../memory/types.ts'
import type { OnFailure } from '../../../prompt/tools/define-tool.ts'
import type { AccessSubject } from '../../access/rules.ts'
import { subjectOfMessage, subjectOfUser } from '../../access/subject.ts'
import { isSaidToBot } from '../is-said-to-bot.ts'

/** What decides whether something that was said in a channel may be told there again. */
export interface TalkRules {
  readonly conversations: Pick<ConversationStore, 'findTurns'>
  readonly userMemory: Pick<UserMemoryStore, 'findPausedUsers'>
  readonly serverSettings: Pick<ServerSettings, 'isMemoryOff'>
  /** Of whom anything may be read. */
  readonly mayRead: (subject: AccessSubject) => boolean
  readonly onFailure: OnFailure
}

/** What is known of the messages of a channel, beside what Discord tells. */
export interface TalkRecords {
  readonly turns: ReadonlyMap<MessageId, TurnRecord | 'gone'>
  readonly paused: ReadonlySet<UserId>
  /** The questions that were answered where the server keeps nothing; undefined where it does. */
  readonly unkept?: ReadonlySet<MessageId>
}

/**
 * Of messages before one that asks. Undefined where the memory is out of reach: nobody knows then what was forgotten, nor who has
 * paused.
 */
export async function readTalkRecords(
  messages: readonly Message<true>[],
  { author: asker, guildId }: Message<true>,
  { conversations, userMemory, serverSettings }: TalkRules,
): Promise<TalkRecords | undefined> {
  const questions = messages.flatMap(({ reference }) => reference?.messageId ?? [])
  const users = messages.map(({ author, mentions }) => (isOwn(author) ? mentions.repliedUser : author))
  const others = users.flatMap(user => (user === null || user.id === asker.id ? [] : [user.id]))
  try {
    const [turns, paused, isMemoryOff] = await Promise.all([
      conversations.findTurns([...new Set([...messages.map(({ id }) => id), ...questions])]),
      userMemory.findPausedUsers([...new Set(others)]),
      serverSettings.isMemoryOff(guildId),
    ])
    // Of an answer whose question is gone nothing else tells for whom it is.
    const unasked = [...turns.values()].flatMap(turn =>
      turn === 'gone' || others.includes(turn.user) ? [] : turn.user,
    )
    const more = unasked.length === 0 ? [] : await userMemory.findPausedUsers([...new Set(unasked)])
    const unkept = isMemoryOff ? { unkept: findUnkept(messages, turns) } : {}
    return { turns, paused: new Set([...paused, ...more]), ...unkept }
  } catch (error) {
    // Whoever asks is told that the memory is away, and so is the log.
    if (error instanceof MemoryUnavailable) return undefined
    throw error
  }
}

/**
 * A question that was not kept is marked like one that was forgotten: but of its answer nothing is known at all, and of one
 * that was forgotten with it that it is gone.
 */
function findUnkept(messages: readonly Message<true>[], turns: TalkRecords['turns']): ReadonlySet<MessageId> {
  const answers = messages.filter(({ id, author }) => isOwn(author) && !turns.has(id))
  return new Set(answers.flatMap(({ reference }) => reference?.messageId ?? []))
}

interface Telling {
  readonly asker: UserId
  readonly audience: Audience
  readonly records: TalkRecords
}

/**
 * Whether a message may be told to those who read its channel now. What was said to the bot, and what it answered, is told
 * while memory knows of it: not after it was forgotten, nor if it was never to be kept, or was said before others could read
 * it. Nothing is told to others of people who paused their memory, or of whom nothing may be read.
 */
export function mayBeTold(message: Message<true>, telling: Telling, rules: TalkRules): boolean {
  const tell = isOwn(message.author) ? isAnswerTold : isLineTold
  return tell(message, telling, rules)
}

export function isOwn({ id, client }: User): boolean {
  return id === client.user.id
}

function isLineTold(message: Message<true>, { asker, audience, records }: Telling, { mayRead }: TalkRules): boolean {
  const { author } = message
  if (author.id !== asker && (records.paused.has(author.id) || !mayRead(subjectOfMessage(message)))) return false
  const turn = records.turns.get(message.id)
  if (turn === undefined) return records.unkept !== undefined || !isSaidToBot(message)
  return turn === 'gone' ? records.unkept?.has(message.id) === true : isKeptFor(turn, audience)
}

function isAnswerTold(message: Message<true>, telling: Telling, rules: TalkRules): boolean {
  const { records, audience } = telling
  const question = questionOf(message, records.turns)
  if (!isAskerTold(message, question, telling, rules)) return false
  if (records.unkept !== undefined && !records.turns.has(message.id)) return true
  const [answer, asked] = [message.id, question ?? ''].map(id => records.turns.get(id))
  return isKeptFor(answer, audience) && isKeptFor(asked, audience)
}

/** The question that a message of the bot answers, by what is kept or by what it replies to. */
export function questionOf({ id, reference }: Message, turns: TalkRecords['turns']): MessageId | undefined {
  const turn = turns.get(id)
  return turn === undefined || turn === 'gone' ? reference?.messageId : turn.question
}

function isAskerTold(
  message: Message<true>,
  question: MessageId | undefined,
  { asker, records }: Telling,
  { mayRead }: TalkRules,
): boolean {
  const asked = question === undefined ? undefined : message.channel.messages.cache.get(question)
  const turn = records.turns.get(message.id)
  const told = asked?.author.id ?? (turn === 'gone' ? undefined : turn?.user) ?? message.mentions.repliedUser?.id
  if (told === undefined || told === asker) return true
  const subject = asked === undefined ? subjectOfUser(told, message.channel) : subjectOfMessage(asked)
  return !records.paused.has(told) && mayRead(subject)
}

/**
 * Whether a message is of the asker's own conversation with the bot as it was before they began it anew: something that they
 * said, or an answer to such a thing.
 */
export function isOfBefore(
  message: Message<true>,
  begunAfter: MessageId,
  { asker, turns }: { readonly asker: UserId; readonly turns: TalkRecords['turns'] },
): boolean {
  const isOwnAnswer = isOwn(message.author)
  const question = isOwnAnswer ? questionOf(message, turns) : message.id
  if (compareSnowflakes(question ?? message.id, begunAfter) > 0) return false
  if (!isOwnAnswer) return message.author.id === asker
  const turn = turns.get(message.id)
  const known = turn === undefined || turn === 'gone' ? undefined : turn.user
  return (known ?? message.mentions.repliedUser?.id) === asker
}

function isKeptFor(turn: TurnRecord | 'gone' | undefined, audience: Audience): boolean {
  return turn !== undefined && turn !== 'gone' && (turn.scope === undefined || isVisibleTo(turn.scope, audience))
}
