import { type Message, MessageType } from 'discord.js'
import { type Audience, isVisibleTo } from '../../../memory/scope.ts'
import type { MessageId } from '../../../memory/types.ts'
import type { Speaker } from '../../../prompt/format/label-speakers.ts'
import type { Addressee, TalkLine } from '../../../prompt/sections/channel-talk.ts'
import { canReadHistory } from '../channel-context.ts'
import { readMessage } from '../content/read-message.ts'
import { isSaidToBot } from '../is-said-to-bot.ts'
import { labelsFor, speakerOf, speakerOfUser } from '../speakers.ts'
import type { ChannelHistory } from './channel-history.ts'
import { readShownAnswer } from './shown-answer.ts'
import {
  isOfBefore,
  isOwn,
  mayBeTold,
  questionOf,
  readTalkRecords,
  type TalkRecords,
  type TalkRules,
} from './talk-records.ts'

/** What was said in a channel, for one who asks there, as everybody could read it. */
export class ChannelTalk {
  readonly #history: Pick<ChannelHistory, 'load' | 'before' | 'scopesOf'>
  readonly #rules: TalkRules

  constructor(history: Pick<ChannelHistory, 'load' | 'before' | 'scopesOf'>, rules: TalkRules) {
    this.#history = history
    this.#rules = rules
  }

  /** Brings what is not held of a channel, before its talk is read. Never rejects. */
  async load(message: Message): Promise<void> {
    if (message.inGuild() && canReadHistory(message)) await this.#history.load(message)
  }

  /**
   * What stands in a server's channel before a message now, oldest first: what people said, and the answers of the bot, each
   * whole; without what is not to be told: see talk-records.ts. Never rejects.
   * @param begunAfter where the asker began their conversation anew: of it, nothing before that is told
   */
  async read(message: Message, audience: Audience, begunAfter?: MessageId): Promise<readonly TalkLine[]> {
    if (!message.inGuild() || !canReadHistory(message)) return []
    try {
      return await this.#read(message, audience, begunAfter)
    } catch (error) {
      this.#rules.onFailure(error, 'what was said in a channel was not read, answering without it')
      return []
    }
  }

  async #read(message: Message<true>, audience: Audience, begunAfter?: MessageId): Promise<readonly TalkLine[]> {
    const messages = this.#history
      .before(message)
      .filter(said => [...this.#history.scopesOf(said)].every(scope => isVisibleTo(scope, audience)))
    if (messages.length === 0) return []
    const records = await readTalkRecords(messages, message, this.#rules)
    // Nobody knows then what was forgotten, nor who has paused their memory.
    if (records === undefined) return []
    const { turns } = records
    const telling = { asker: message.author.id, audience, records }
    const told = messages.filter(
      said =>
        mayBeTold(said, telling, this.#rules) &&
        !(begunAfter !== undefined && isOfBefore(said, begunAfter, { ...telling, turns })),
    )
    return toTalkLines(told, message, turns)
  }
}

/** The messages that belong together, as an answer has several: first the one by which it is found. */
type Said = [Message<true>, ...Message<true>[]]

function toTalkLines(
  messages: readonly Message<true>[],
  asking: Message<true>,
  turns: TalkRecords['turns'],
): readonly TalkLine[] {
  const all = joinAnswers(messages, turns)
  const labelOf = labelsFor(
    asking,
    all.map(([first]) => first),
  )
  const texts = new Map<
    MessageId,
    { readonly id: MessageId; readonly text: string; readonly speaker: Speaker | undefined }
  >()
  for (const said of all) {
    const [first] = said
    const text = textOf(said)
    const speaker = isOwn(first.author) ? undefined : speakerOf(first)
    if (text !== undefined) for (const { id } of said) texts.set(id, { id: first.id, text, speaker })
  }
  return all.flatMap(said => {
    const [first, ...others] = said
    const known = texts.get(first.id)
    if (known === undefined) return []
    const author = known.speaker === undefined ? undefined : labelOf(known.speaker)
    const ids: TalkLine['messages'] = [first.id, ...others.map(({ id }) => id)]
    return [{ messages: ids, author, to: addresseeOf(first), text: known.text, saidAt: first.createdTimestamp }]
  })

  function addresseeOf(message: Message<true>): Addressee | undefined {
    const replied = message.type === MessageType.Reply ? message.reference?.messageId : undefined
    const target = replied === undefined ? undefined : texts.get(replied)
    if (target !== undefined) {
      const author = target.speaker === undefined ? undefined : labelOf(target.speaker)
      return { author, message: target.id, text: target.text }
    }
    if (isSaidToBot(message)) return { author: undefined, message: replied }
    const user = replied === undefined ? null : message.mentions.repliedUser
    return user === null ? undefined : { author: labelOf(speakerOfUser(user, message)), message: replied }
  }
}

/** The messages of one answer of the bot as one: by their question. */
function joinAnswers(messages: readonly Message<true>[], turns: TalkRecords['turns']): readonly Readonly<Said>[] {
  const all: Said[] = []
  const answers = new Map<MessageId, Said>()
  for (const message of messages) {
    const question = isOwn(message.author) ? questionOf(message, turns) : undefined
    const begun = question === undefined ? undefined : answers.get(question)
    if (begun !== undefined) {
      begun.push(message)
      continue
    }
    const said: Said = [message]
    all.push(said)
    if (question !== undefined) answers.set(question, said)
  }
  return all
}

/** Undefined where there is nothing to read, or no whole answer. */
function textOf(said: Readonly<Said>): string | undefined {
  const [first] = said
  if (isOwn(first.author)) return readShownAnswer(said.map(({ content }) => content))
  const { text } = readMessage(first, { place: first.channel })
  // That it is said to the bot stands before it.
  const { user } = first.client
  const names = [first.guild.members.me?.displayName, user.displayName].map(name => `@${name}`)
  const mention = names.find(name => text.startsWith(name)) ?? ''
  const rest = isSaidToBot(first) ? text.slice(mention.length).replace(/^[\s,:]+/u, '') : text
  return rest === '' && text === '' ? undefined : rest || NO_WORDS
}

/** What stands for a message that holds nothing but a mention of the bot. */
const NO_WORDS = '(no words)'
