import { MessageTooLong } from '../errors.ts'
import type { MemoryStore } from '../memory/ports.ts'
import { heardBy } from '../memory/scope.ts'
import type { Snapshot, Trace } from '../memory/types.ts'
import type { Assembled, Budget, PromptParts } from '../prompt/assemble.ts'
import { assembleWithin } from '../prompt/assemble-within.ts'
import type { ChatMessage, ChatOptions } from '../prompt/chat-model.ts'
import { type RememberMeans, remember } from '../prompt/remember.ts'
import type { Remembered } from '../prompt/remembered.ts'
import { holdsMore, lookUpRoom, MOST_LOOKUPS, searchMemory } from '../prompt/search-memory.ts'
import { systemText } from '../prompt/system-prompt.ts'
import type { Asked, Gathered } from './question.ts'
import { authorName, readableText } from './readable.ts'
import { tracing } from './tracing.ts'

/** What is said to the model when a message holds nothing but a mention. */
const NO_WORDS = '(no words, only a mention of you)'

/** What the model is asked with. */
export interface Prompt {
  readonly messages: readonly ChatMessage[]
  /** Only where memory holds more than the prompt shows. */
  readonly tools?: NonNullable<ChatOptions['tools']>
  /** What has gone into the answer by now. */
  trace(): Trace
}

/** Makes the prompt for a question; without a snapshot, memory being out of reach, of the question alone. Throws MessageTooLong. */
export type PromptMaker = (asked: Asked, snapshot: Snapshot | undefined) => Promise<Prompt>

export interface PromptMeans extends RememberMeans {
  readonly persona: string
  readonly budget: Budget
  readonly store: Pick<MemoryStore, 'look'>
}

export function promptMaker(means: PromptMeans): PromptMaker {
  const { budget } = means
  return async (asked, snapshot) => {
    const [gathered, memory] = await Promise.all([asked.gathered, snapshot && recollect(asked, snapshot, means)])
    const parts: PromptParts = { ...partsOf(asked, gathered, snapshot, means.persona), memory }
    const assembled = await assembleWithin(parts, budget)
    if (snapshot !== undefined && holdsMore(snapshot, assembled.shown)) {
      const prompt = await withSearch(asked, parts, means)
      if (prompt !== undefined) return prompt
    }
    return { messages: assembled.messages, trace: tracing(assembled.shown).trace }
  }
}

/** Undefined where it fails unforeseen: memory never silences the bot. */
async function recollect(
  { message, audience }: Asked,
  snapshot: Snapshot,
  means: PromptMeans,
): Promise<Remembered | undefined> {
  const { memoryTokens } = means.budget
  try {
    const asking = { question: readableText(message), snapshot, heard: heardBy(audience), memoryTokens }
    return await remember(asking, means)
  } catch (error) {
    means.onFailure(error, 'what is remembered could not be put into words; answering without')
    return undefined
  }
}

/** The same prompt with the tool, and with room for what it gives; undefined where there is no room for it. */
async function withSearch(asked: Asked, parts: PromptParts, means: PromptMeans): Promise<Prompt | undefined> {
  const { budget, store } = means
  const kept = lookUpRoom(budget)
  if (kept === undefined) return undefined
  const assembled = await unlessTooLong(
    assembleWithin(parts, { ...budget, contextTokens: budget.contextTokens - kept.reserved }),
  )
  if (assembled === undefined) return undefined
  const { trace, onFound } = tracing(assembled.shown)
  const search = searchMemory(
    {
      look: () => store.look(asked.question, asked.audience),
      heard: heardBy(asked.audience),
      room: kept.room,
      shown: assembled.shown.segments,
      onFound,
    },
    means,
  )
  return { messages: assembled.messages, tools: { offered: [search], most: MOST_LOOKUPS }, trace }
}

async function unlessTooLong(assembling: Promise<Assembled>): Promise<Assembled | undefined> {
  try {
    return await assembling
  } catch (error) {
    if (error instanceof MessageTooLong) return undefined
    throw error
  }
}

function partsOf({ message }: Asked, gathered: Gathered, snapshot: Snapshot | undefined, persona: string): PromptParts {
  const window = snapshot?.window ?? []
  const inWindow = new Set(window.flatMap(turn => (turn.role === 'user' ? [turn.id] : turn.messages)))
  const place = message.inGuild()
    ? { kind: 'server' as const, guild: message.guild.name, channel: message.channel.name }
    : { kind: 'dm' as const }
  return {
    system: systemText(persona, place),
    window,
    replyChain: gathered.replyChain.filter(({ id }) => !inWindow.has(id)),
    channel: gathered.channel,
    message: {
      author: authorName(message),
      text: readableText(message) || NO_WORDS,
      saidAt: message.createdTimestamp,
    },
    attachments: gathered.attachments,
  }
}
