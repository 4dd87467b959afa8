import type { TokenCounter } from '../memory/ports.ts'
import type { FactId, Turn } from '../memory/types.ts'
import { type Attachment, fitAttachments, type TextAttachment } from './attachments.ts'
import type { ChatMessage } from './chat-model.ts'
import { ANSWER_START_TOKENS, IMAGE_TOKENS, MESSAGE_TOKENS } from './costs.ts'
import { fitMessage, withImages } from './new-message.ts'
import { keepNewest, type QuotedMessage, quoteMessages } from './quoted-messages.ts'
import { fitMemory, type MemoryBudget, type Remembered } from './remembered.ts'
import { toMessages, usable } from './window.ts'

export interface PromptParts {
  /** The same for every turn of a conversation. */
  readonly system: string
  /** Nothing where it can't be reached. */
  readonly memory?: Remembered | undefined
  /** Oldest first, as the other lists. Times are milliseconds since 1970. */
  readonly window: readonly Turn[]
  readonly replyChain: readonly QuotedMessage[]
  readonly channel: readonly QuotedMessage[]
  readonly message: {
    readonly author: string
    readonly text: string
    readonly saidAt: number
    /** In which the time is told; UTC if the author has set none. */
    readonly timeZone?: string | undefined
  }
  readonly attachments: readonly Attachment[]
}

/** CONTEXT_TOKENS, of which RESPONSE_TOKENS are kept free for the answer. */
export interface Budget extends MemoryBudget {
  readonly contextTokens: number
  readonly responseTokens: number
}

export interface Assembled {
  readonly messages: ChatMessage[]
  /** As the counter counts them, with the overhead of messages and the estimate for images. */
  readonly tokens: number
  /** What was left out for want of room: whether attachments lost something, and how many of the others. */
  readonly cut: {
    readonly attachments: boolean
    readonly channel: number
    readonly replyChain: number
    readonly window: number
    readonly facts: number
    readonly entities: number
    readonly summary: number
    readonly profile: number
  }
  /** What of memory and window is in it. */
  readonly shown: {
    readonly facts: readonly FactId[]
    readonly segments: readonly string[]
    readonly window: readonly Turn[]
  }
}

const NOTHING: Remembered = { summary: [], entities: [], notes: [], timeZone: 'UTC' }

/** Attached text keeps up to this part of the room while there are turns to leave out: asked about, it is the matter. */
const ATTACHMENT_SHARE = 1 / 4

/**
 * The prompt for one answer: system text with profile and summary, window, and one last message with notes, entities,
 * quoted messages, attachments and the new message: what changes most stands last, so that a provider can reuse the
 * beginning. What does not fit is left out in this order: attached text (down to a quarter of the room), channel
 * messages, reply chain, window, each from the oldest; facts from the lowest rank, entities, summary, profile. What
 * then fits of them stays.
 * Throws MessageTooLong where system text and new message alone do not fit.
 */
export function assemble(parts: PromptParts, budget: Budget, counter: TokenCounter): Assembled {
  const limit = budget.contextTokens - budget.responseTokens
  let room = limit
  for (;;) {
    const assembled = plan(parts, room, budget, counter)
    if (assembled.tokens <= limit) return assembled
    // joined texts can have more tokens than each for itself, if only a few
    room -= assembled.tokens - limit
  }
}

function plan(parts: PromptParts, room: number, budget: MemoryBudget, counter: TokenCounter): Assembled {
  const base = ANSWER_START_TOKENS + 2 * MESSAGE_TOKENS + counter.count(parts.system)
  const { ending, images, left: afterMessage, isCut: imagesCut } = fitMessage(parts, room - base, counter)
  const memory = fitMemory(parts.memory ?? NOTHING, afterMessage, budget, counter)
  const free = afterMessage - memory.tokens

  const files = parts.attachments.filter((attachment): attachment is TextAttachment => attachment.kind === 'text')
  const kept = Math.min(Math.floor(room * ATTACHMENT_SHARE), free)
  const reserved = files.length === 0 ? 0 : fitAttachments(files, kept, counter).tokens

  const turns = usable(parts.window)
  const turnTokens = turns.map(turn => MESSAGE_TOKENS + counter.count(turn.text))
  const newest = keepNewest(turnTokens, free - reserved)
  const window = usable(turns.slice(turns.length - newest.count))
  const replies = quoteMessages('replyChain', parts.replyChain, newest.left, counter)
  const channel = quoteMessages('channel', parts.channel, replies.left, counter)
  const attached = fitAttachments(files, reserved + channel.left, counter)

  const text = `${memory.changing}${channel.text}${replies.text}${attached.text}${ending}`
  const system = `${parts.system}${memory.stable}`
  const messages = [{ role: 'system' as const, content: system }, ...toMessages(window, text)]
  let tokens = ANSWER_START_TOKENS + IMAGE_TOKENS * images.length
  for (const { content } of messages) tokens += MESSAGE_TOKENS + counter.count(content as string)

  return {
    messages: withImages(messages, images),
    tokens,
    cut: {
      attachments: imagesCut || attached.isCut,
      channel: channel.cut,
      replyChain: replies.cut,
      window: turns.length - window.length,
      ...memory.cut,
    },
    shown: { ...memory.shown, window },
  }
}
