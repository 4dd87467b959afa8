import type { Message } from 'discord.js'
import { type Audience, scopeOf } from '../memory/scope.ts'
import type { Question, Turn } from '../memory/types.ts'
import type { Assembled, Budget } from '../prompt/assemble.ts'
import { assembleWithin } from '../prompt/assemble-within.ts'
import type { Attachment } from '../prompt/attachments.ts'
import { systemText } from '../prompt/system-prompt.ts'
import { readAttachments } from './attachments.ts'
import { audienceOf } from './audience.ts'
import { type ChannelContext, type ContextMessage, replyChain } from './context.ts'
import { authorName, readableText, rememberedText } from './readable.ts'

/** What is said to the model when a message holds nothing but a mention. */
const NO_WORDS = '(no words, only a mention of you)'

/** A Discord message as a question: what of it is kept, who hears the answer, and what came with it. */
export interface Asked {
  readonly message: Message
  readonly question: Question
  readonly audience: Audience
  readonly gathered: Promise<Gathered>
}

/** What goes into this one prompt and is never stored. */
interface Gathered {
  readonly replyChain: readonly ContextMessage[]
  readonly channel: readonly ContextMessage[]
  readonly attachments: readonly Attachment[]
}

/** Turns a message into a question; undefined in a place where nothing may be kept. */
export function asQuestion(message: Message, context: ChannelContext): Asked | undefined {
  const audience = audienceOf(message.channel)
  const scope = scopeOf(audience)
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
  const gathered = gather(message, context)
  gathered.catch(() => undefined) // looked at when the prompt is made, if it ever is
  return { message, question, audience, gathered }
}

async function gather(message: Message, context: ChannelContext): Promise<Gathered> {
  const [chain, channel, attachments] = await Promise.all([
    replyChain(message),
    context.others(message),
    readAttachments(message),
  ])
  const inChain = new Set(chain.map(({ id }) => id))
  return { replyChain: chain, channel: channel.filter(({ id }) => !inChain.has(id)), attachments }
}

/** Makes the prompt for a question. Throws MessageTooLong. */
export type PromptMaker = (asked: Asked, window: readonly Turn[]) => Promise<Assembled>

export function promptMaker(persona: string, budget: Budget): PromptMaker {
  return async ({ message, gathered }, window) => {
    const { replyChain: chain, channel, attachments } = await gathered
    const inWindow = new Set(window.flatMap(turn => (turn.role === 'user' ? [turn.id] : turn.messages)))
    const place = message.inGuild()
      ? { kind: 'server' as const, guild: message.guild.name, channel: message.channel.name }
      : { kind: 'dm' as const }
    return await assembleWithin(
      {
        system: systemText(persona, place),
        window,
        replyChain: chain.filter(({ id }) => !inWindow.has(id)),
        channel,
        message: {
          author: authorName(message),
          text: readableText(message) || NO_WORDS,
          saidAt: message.createdTimestamp,
        },
        attachments,
      },
      budget,
    )
  }
}
