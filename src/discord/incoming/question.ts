import type { Message } from 'discord.js'
import { type Audience, audienceForAnswer, scopeOfAudience } from '../../memory/scope.ts'
import type { Question } from '../../memory/types.ts'
import type { Attachment } from '../../prompt/sections/attachments.ts'
import { readAttachments } from './attachments.ts'
import { audienceOfChannel } from './audience.ts'
import { type ChannelContext, type ContextMessage, readReplyChain } from './channel-context.ts'
import { rememberedText } from './message-text.ts'

/** A Discord message as a question: what of it is kept, who hears the answer, and what came with it. */
export interface IncomingQuestion {
  readonly message: Message
  readonly question: Question
  /** Who hears the answer, as things are now: a channel can change while a question waits its turn. */
  readonly audience: Audience
  readonly context: Promise<PromptContext>
}

/** What goes into this one prompt and is never stored. */
export interface PromptContext {
  readonly replyChain: readonly ContextMessage[]
  readonly channel: readonly ContextMessage[]
  readonly attachments: readonly Attachment[]
}

/** Turns a message into a question; undefined in a place where nothing may be kept. */
export function parseQuestion(message: Message, context: ChannelContext): IncomingQuestion | undefined {
  const asked = audienceOfChannel(message.channel)
  const scope = scopeOfAudience(asked)
  if (scope === undefined) return undefined
  const question: Question = {
    id: message.id,
    user: message.author.id,
    channel: message.channelId,
    ...(message.guildId === null ? {} : { guild: message.guildId }),
    scope,
    text: rememberedText(message),
    saidAt: message.createdTimestamp,
  }
  const gathered = gatherContext(message, context)
  gathered.catch(() => undefined) // looked at when the prompt is made, if it ever is
  return {
    message,
    question,
    get audience() {
      return audienceForAnswer(asked, audienceOfChannel(message.channel))
    },
    context: gathered,
  }
}

async function gatherContext(message: Message, context: ChannelContext): Promise<PromptContext> {
  const [chain, channel, attachments] = await Promise.all([
    readReplyChain(message),
    context.recentMessages(message),
    readAttachments(message),
  ])
  const inChain = new Set(chain.map(({ id }) => id))
  return { replyChain: chain, channel: channel.filter(({ id }) => !inChain.has(id)), attachments }
}
