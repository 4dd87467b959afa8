import { MessageTooLong } from '../errors.ts'
import type { TokenCounter } from '../memory/ports/token-counter.ts'
import type { Turn } from '../memory/types.ts'
import type { ChatMessage } from './chat-model.ts'
import { ANSWER_START_TOKENS, fitItems, IMAGE_TOKENS, MESSAGE_TOKENS } from './format/budget.ts'
import { type Attachment, fitAttachments, type TextAttachment } from './sections/attachments.ts'
import { type contentsOf, fitMemory, type MemoryBudget, type SelectedMemory } from './sections/memory.ts'
import { type QuotedMessage, quoteMessages } from './sections/quoted-messages.ts'
import { fitNewMessage, type NewMessage, toChatMessages, usableTurns, withImages } from './sections/turns.ts'
import { byteCounter, loadTokenCounter } from './tokens/counter.ts'

export interface PromptInput {
  /** The same for every turn of a conversation. */
  readonly system: string
  /** Nothing where it can't be reached. */
  readonly memory?: SelectedMemory | undefined
  /** Oldest first, as the other lists. Times are milliseconds since 1970. */
  readonly window: readonly Turn[]
  readonly replyChain: readonly QuotedMessage[]
  readonly channel: readonly QuotedMessage[]
  readonly message: NewMessage
  readonly attachments: readonly Attachment[]
}

/** CONTEXT_TOKENS, of which RESPONSE_TOKENS are kept free for the answer. */
export interface PromptBudget extends MemoryBudget {
  readonly contextTokens: number
  readonly responseTokens: number
}

export interface AssembledPrompt {
  readonly messages: ChatMessage[]
  /** As the counter counts them, with the overhead of messages and the estimate for images. */
  readonly tokens: number
  /** What was left out for want of room: whether attachments lost something, and how many of the others. */
  readonly cut: { readonly attachments: boolean } & Readonly<
    Record<'channel' | 'replyChain' | 'window' | 'facts' | 'entities' | 'summary' | 'profile', number>
  >
  /** What of memory and window is in it. */
  readonly included: ReturnType<typeof contentsOf> & { readonly window: readonly Turn[] }
}

const NO_MEMORY: SelectedMemory = { summaries: [], entities: [], notes: [], timeZone: 'UTC' }

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
export function assembleWithCounter(parts: PromptInput, budget: PromptBudget, counter: TokenCounter): AssembledPrompt {
  const limit = budget.contextTokens - budget.responseTokens
  let room = limit
  for (;;) {
    const assembled = assembleWithin(parts, room, budget, counter)
    if (assembled.tokens <= limit) return assembled
    // joined texts can have more tokens than each for itself, if only a few
    room -= assembled.tokens - limit
  }
}

function assembleWithin(
  parts: PromptInput,
  room: number,
  budget: MemoryBudget,
  counter: TokenCounter,
): AssembledPrompt {
  const base = ANSWER_START_TOKENS + 2 * MESSAGE_TOKENS + counter.count(parts.system)
  const message = fitNewMessage(parts.message, parts.attachments, room - base, counter)
  const { ending, images } = message
  let left = room - base - message.tokens
  const memory = fitMemory(parts.memory ?? NO_MEMORY, left, budget, counter)
  left -= memory.tokens

  const files = parts.attachments.filter((attachment): attachment is TextAttachment => attachment.kind === 'text')
  const share = Math.min(Math.floor(room * ATTACHMENT_SHARE), left)
  const reserved = files.length === 0 ? 0 : fitAttachments(files, share, counter).tokens
  left -= reserved

  const turns = usableTurns(parts.window)
  const newest = fitItems(turns.toReversed(), left, ({ text }) => MESSAGE_TOKENS + counter.count(text))
  left -= newest.tokens
  const window = usableTurns(newest.kept.toReversed())
  const replies = quoteMessages('replyChain', parts.replyChain, left, counter)
  left -= replies.tokens
  const channel = quoteMessages('channel', parts.channel, left, counter)
  left -= channel.tokens
  const attached = fitAttachments(files, reserved + left, counter)

  const text = `${memory.changing}${channel.text}${replies.text}${attached.text}${ending}`
  const system = `${parts.system}${memory.stable}`
  const messages = [{ role: 'system' as const, content: system }, ...toChatMessages(window, text)]
  let tokens = ANSWER_START_TOKENS + IMAGE_TOKENS * images.length
  for (const { content } of messages) tokens += MESSAGE_TOKENS + counter.count(content as string)

  return {
    messages: withImages(messages, images),
    tokens,
    cut: {
      attachments: message.isCut || attached.isCut,
      channel: channel.cut,
      replyChain: replies.cut,
      window: turns.length - window.length,
      ...memory.cut,
    },
    included: { ...memory.included, window },
  }
}

/**
 * The prompt for one answer, counting bytes while everything fits so, and tokens only where something would be left out otherwise:
 * then the ranks are loaded, once. `tokens` of the result is accordingly an upper bound or exact.
 */
export async function assemblePrompt(parts: PromptInput, budget: PromptBudget): Promise<AssembledPrompt> {
  try {
    const assembled = assembleWithCounter(parts, budget, byteCounter)
    if (!Object.values(assembled.cut).some(Boolean)) return assembled
  } catch (error) {
    if (!(error instanceof MessageTooLong)) throw error
  }
  return assembleWithCounter(parts, budget, await loadTokenCounter())
}
