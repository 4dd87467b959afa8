import { MessageTooLong } from '../errors.ts'
import type { TokenCounter } from '../memory/ports/token-counter.ts'
import type { Turn } from '../memory/types.ts'
import type { ChatMessage } from './chat-model.ts'
import { ANSWER_START_TOKENS, IMAGE_TOKENS, MESSAGE_TOKENS } from './format/budget.ts'
import { type Attachment, fitAttachments, type TextAttachment } from './sections/attachments.ts'
import { fitChannelTalk, type TalkLine } from './sections/channel-talk.ts'
import { type contentsOf, fitMemory, type MemoryBudget, type SelectedMemory } from './sections/memory.ts'
import { fitNewestTurns } from './sections/newest-turns.ts'
import { type QuotedKind, type QuotedMessage, quoteMessages } from './sections/quoted-messages.ts'
import { fitNewMessage, type NewMessage, toChatMessages, usableTurns, withImages } from './sections/turns.ts'
import { byteCounter, loadTokenCounter } from './tokens/counter.ts'

export interface PromptInput {
  /** The same for every turn of a conversation. */
  readonly system: string
  /** Undefined where memory can't be reached. */
  readonly memory?: SelectedMemory | undefined
  /** Oldest first, as the other lists; times are milliseconds since 1970. */
  readonly window: readonly Turn[]
  readonly replyChain: readonly QuotedMessage[]
  /** What else the message brings along. */
  readonly quoted?: Partial<Record<Exclude<QuotedKind, 'replyChain'>, readonly QuotedMessage[]>>
  readonly channel: readonly TalkLine[]
  readonly message: NewMessage
  readonly attachments: readonly Attachment[]
}

/** CONTEXT_TOKENS, of which RESPONSE_TOKENS are kept free for the answer. */
export interface PromptBudget extends MemoryBudget {
  readonly contextTokens: number
  readonly responseTokens: number
  /** CHANNEL_TOKENS: what was said in the channel before the message. */
  readonly channelTokens: number
}

export interface AssembledPrompt {
  readonly messages: ChatMessage[]
  /** As the counter counts them, with the overhead of messages and the estimate for images. */
  readonly tokens: number
  /** What was left out for want of room: whether attachments lost something, and how many of the others. */
  readonly cut: { readonly attachments: boolean } & Readonly<
    Record<'channel' | 'quoted' | 'replyChain' | 'window' | 'facts' | 'entities' | 'summary' | 'profile', number>
  >
  /** The texts that it is made of, beside the window; some are without a word. */
  readonly parts: Readonly<
    Record<
      'instructions' | 'profile' | 'summary' | 'facts' | 'people' | 'channel' | 'quoted' | 'files' | 'message',
      string
    >
  >
  /** What of memory and window the prompt shows. */
  readonly included: ReturnType<typeof contentsOf> & { readonly window: readonly Turn[] }
}

const NO_MEMORY: SelectedMemory = { summaries: [], entities: [], notes: [], timeZone: 'UTC' }

/** Attached text keeps up to this part of the room while turns can be left out: the question is mostly about it. */
const ATTACHMENT_SHARE = 1 / 4

/** So does what it forwards, links or shows, each by itself. */
const QUOTED_SHARE = 1 / 6

/**
 * The prompt for one answer: system text with profile and summary, window, and one last message with quoted messages,
 * attachments and the new message: what changes most stands last, so that a provider can reuse the beginning. Notes and
 * entities end the system text while they are all there is, and begin the last message where they are chosen for a question. What does not fit is left out in this order: attached text (down to a quarter of the room), channel
 * messages, reply chain, window, each from the oldest, and of what else is quoted what is longer than a sixth of the room; facts from the lowest rank, entities, summary, profile. What
 * then fits of them stays.
 * Throws MessageTooLong where system text and new message alone do not fit.
 */
export function assembleWithCounter(input: PromptInput, budget: PromptBudget, counter: TokenCounter): AssembledPrompt {
  const limit = limitOf(budget)
  let room = limit
  for (;;) {
    const assembled = assembleWithin(input, room, budget, counter)
    if (assembled.tokens <= limit) return assembled
    // Joined texts can have a few tokens more than their input.
    room -= assembled.tokens - limit
  }
}

/** What a prompt may take. */
function limitOf({ contextTokens, responseTokens }: PromptBudget): number {
  return contextTokens - responseTokens
}

function assembleWithin(
  input: PromptInput,
  room: number,
  budget: PromptBudget,
  counter: TokenCounter,
): AssembledPrompt {
  const base = ANSWER_START_TOKENS + 2 * MESSAGE_TOKENS + counter.count(input.system)
  const message = fitNewMessage(input.message, input.attachments, room - base, counter)
  const { ending, images } = message
  let left = room - base - message.tokens
  const memory = fitMemory(input.memory ?? NO_MEMORY, left, budget, counter)
  left -= memory.tokens

  const files = input.attachments.filter((attachment): attachment is TextAttachment => attachment.kind === 'text')
  const share = Math.min(Math.floor(room * ATTACHMENT_SHARE), left)
  const reserved = files.length === 0 ? 0 : fitAttachments(files, share, counter).tokens
  left -= reserved

  const quoteEach = (kind: Exclude<QuotedKind, 'replyChain'>) => {
    const most = Math.min(Math.floor(room * QUOTED_SHARE), left)
    const section = quoteMessages(kind, input.quoted?.[kind] ?? [], { room: most, counter })
    left -= section.tokens
    return section
  }
  const [shown, linked, starter] = [quoteEach('shown'), quoteEach('linked'), quoteEach('starter')]

  const turns = usableTurns(input.window)
  const newest = fitNewestTurns(turns, left, limitOf(budget), counter)
  left -= newest.tokens
  const window = usableTurns(newest.kept)
  const replies = quoteMessages('replyChain', input.replyChain, { room: left, counter })
  left -= replies.tokens
  const channel = fitChannelTalk(input.channel, {
    ...{ room: Math.min(left, budget.channelTokens), counter, timeZone: input.message.timeZone },
    shown: new Set(window.flatMap(turn => (turn.role === 'user' ? [turn.id] : turn.messages))),
  })
  left -= channel.tokens
  const attached = fitAttachments(files, reserved + left, counter)

  const quoted = `${starter.text}${linked.text}${replies.text}${shown.text}`
  const text = `${memory.changing}${channel.text}${quoted}${attached.text}${ending}`
  const system = `${input.system}${memory.stable}`
  const messages = [{ role: 'system' as const, content: system }, ...toChatMessages(window, text)]
  let tokens = ANSWER_START_TOKENS + IMAGE_TOKENS * images.length
  for (const { content } of messages) tokens += MESSAGE_TOKENS + counter.count(content as string)

  return {
    messages: withImages(messages, images),
    tokens,
    cut: {
      attachments: message.isCut || attached.isCut,
      channel: channel.cut,
      quoted: shown.cut + linked.cut + starter.cut,
      replyChain: replies.cut,
      window: turns.length - window.length,
      ...memory.cut,
    },
    parts: {
      ...{ instructions: input.system, ...memory.parts, channel: channel.text },
      ...{ quoted, files: attached.text, message: ending },
    },
    included: { ...memory.included, window },
  }
}

/**
 * assembleWithCounter() by bytes while everything fits even so, and by tokens where something would be left out: then the
 * ranks are loaded, once. `tokens` of the result is accordingly an upper bound, or exact.
 */
export async function assemblePrompt(input: PromptInput, budget: PromptBudget): Promise<AssembledPrompt> {
  try {
    const assembled = assembleWithCounter(input, budget, byteCounter)
    if (!Object.values(assembled.cut).some(Boolean)) return assembled
  } catch (error) {
    if (!(error instanceof MessageTooLong)) throw error
  }
  return assembleWithCounter(input, budget, await loadTokenCounter())
}
