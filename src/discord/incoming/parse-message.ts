import type { Message } from 'discord.js'
import { type Audience, audienceForAnswer, scopeOfAudience } from '../../memory/scope.ts'
import { cleanText } from '../../memory/text/clean.ts'
import type { ChannelId, GuildId, MessageId, Question, QuestionRef } from '../../memory/types.ts'
import type { Attachment } from '../../prompt/sections/attachments.ts'
import type { TalkLine } from '../../prompt/sections/channel-talk.ts'
import type { PlaceWishes, PromptPlace } from '../../prompt/system-prompt.ts'
import { placeIdsOf } from '../access/subject.ts'
import type { ListenedChannels } from '../listened-channels.ts'
import { mayBeSilent } from './addressing.ts'
import { borrowAttachments, type LentAttachments } from './attachments.ts'
import { audienceOfChannel } from './audience.ts'
import { type DiscordFile, fileOfAttachment } from './content/files.ts'
import { isVoice } from './content/read-message.ts'
import { authorName, readableText, rememberedText, stickerNames } from './message-text.ts'
import type { ReferredMessageReader, ReferredMessages } from './referred-messages.ts'
import type { ChannelTalk } from './talk/channel-talk.ts'

/** What shows an answer already: a process that died may have left it torn, or answered with it what was said before. */
interface StandingAnswer {
  readonly messages: readonly MessageId[]
  /** Since when they say what they say, by Discord's clock; in ms since 1970. */
  readonly since: number
  /** What was said before in the same conversation, and has no answer of its own: they may answer that, too. */
  readonly earlier: readonly MessageId[]
}

/** A Discord message as everything behind this folder knows it: plain values, read once when the message came in. */
export interface IncomingMessage extends QuestionRef {
  readonly guild?: GuildId
  /** Its channel, with the one that a thread belongs to, and the category. */
  readonly channels: readonly ChannelId[]
  /** How its author is called where they wrote it. */
  readonly author: string
  readonly place: PromptPlace
  /** As a person reads it: mentions are names. */
  readonly text: string
  /** What may be remembered of it: the text, and the names of what came with it. */
  readonly rememberedText: string
  /** Milliseconds since 1970. */
  readonly saidAt: number
  /** When it got its present words; undefined where those are its first. */
  readonly editedAt?: number | undefined
  /** Nobody spoke to the bot: it answers only where it has something to say. */
  readonly mayBeSilent: boolean
  /** What is kept of it as a question; undefined in a place where nothing may be kept. */
  readonly question: Question | undefined
  readonly standing?: StandingAnswer
  /** What its author may say in a minute is not asked: the process that died may have answered it within that. */
  readonly isCounted?: true
  /** Who reads the answer at this very moment: a channel can become private while a question waits its turn. */
  audience(): Audience
  /** Reads what stands around it, belongs into this one prompt and is never stored. */
  readContext(): Promise<MessageContext>
  /** Reads what came with it, and those files that it refers to, once its turn has come: files are large. */
  borrowAttachments(referred: readonly DiscordFile[], signal: AbortSignal): Promise<LentAttachments>
}

/** What goes into one prompt and is never stored. */
export interface PromptContext extends Omit<ReferredMessages, 'files'> {
  /** What was said in the channel before the message. */
  readonly channel: readonly TalkLine[]
  readonly attachments: readonly Attachment[]
  /** What admins of the server wish of the bot there. */
  readonly wishes?: PlaceWishes
}

/** What others, or the same people earlier, said around a message: read when its turn has come, as it may be told then. */
export interface MessageContext {
  readReferred(signal: AbortSignal): Promise<ReferredMessages>
  /**
   * What was said in the channel before it, as it stands there now: read when its turn has come.
   * @param begunAfter where its author began the conversation anew, if they did
   */
  readTalk(begunAfter?: MessageId): Promise<readonly TalkLine[]>
}

export type MessageParser = (message: Message) => IncomingMessage

/** A message from a place where questions are kept. */
export interface IncomingQuestion extends IncomingMessage {
  readonly question: Question
  /** Earlier messages that are answered with it, oldest first: their words are in its text. */
  readonly companions?: readonly QuestionRef[]
}

export const isQuestion = (message: IncomingMessage): message is IncomingQuestion => message.question !== undefined

export function createMessageParser(
  channelTalk: Pick<ChannelTalk, 'load' | 'read'>,
  referredMessages: Pick<ReferredMessageReader, 'load' | 'read'>,
  listenedChannels: Pick<ListenedChannels, 'modeOf'>,
): MessageParser {
  return message => {
    const audienceThen = audienceOfChannel(message.channel)
    const audience = () => audienceForAnswer(audienceThen, audienceOfChannel(message.channel))
    const scope = scopeOfAudience(audienceThen)
    const text = readableText(message)
    const remembered = rememberedText(message, text)
    const saidAt = message.createdTimestamp
    const reference = {
      id: message.id,
      user: message.author.id,
      channel: message.channelId,
      ...(message.guildId === null ? {} : { guild: message.guildId }),
    }
    return {
      ...reference,
      channels: placeIdsOf(message.channel),
      author: authorName(message),
      place: message.inGuild()
        ? { kind: 'server', guild: cleanText(message.guild.name), channel: cleanText(message.channel.name) }
        : { kind: 'dm' },
      text,
      rememberedText: remembered,
      saidAt,
      editedAt: message.editedTimestamp ?? undefined,
      mayBeSilent: mayBeSilent(message, listenedChannels),
      question: scope && { ...reference, scope, text: remembered, saidAt },
      audience,
      readContext: async () => {
        const [loaded] = await Promise.all([referredMessages.load(message), channelTalk.load(message)])
        return {
          readReferred: signal => referredMessages.read(message, loaded, signal),
          readTalk: begunAfter => channelTalk.read(message, audience(), begunAfter),
        }
      },
      borrowAttachments(referred, signal) {
        const own = isVoice(message) ? [] : message.attachments.map(fileOfAttachment)
        return borrowAttachments({ own, unreadable: stickerNames(message), referred }, message.client, signal)
      },
    }
  }
}
