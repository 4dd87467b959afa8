import { MessageTooLong } from '../errors.ts'
import type { MemoryStore } from '../memory/ports.ts'
import { heardBy } from '../memory/scope.ts'
import type { Snapshot, Trace } from '../memory/types.ts'
import type { Budget, PromptParts } from '../prompt/assemble.ts'
import { assembleWithin } from '../prompt/assemble-within.ts'
import type { ChatMessage, ChatOptions, ChatTool } from '../prompt/chat-model.ts'
import { type RememberMeans, remember } from '../prompt/remember.ts'
import type { Remembered } from '../prompt/remembered.ts'
import { holdsMore, lookUpRoom, searchMemory } from '../prompt/search-memory.ts'
import { systemText } from '../prompt/system-prompt.ts'
import type { Button } from './messages.ts'
import type { Asked, Gathered } from './question.ts'
import { authorName, readableText } from './readable.ts'
import { tracing } from './tracing.ts'

/** What is said to the model when a message holds nothing but a mention. */
const NO_WORDS = '(no words, only a mention of you)'

/** What the model is asked with. */
export interface Prompt {
  readonly messages: readonly ChatMessage[]
  /** The look into memory only where that holds more than the prompt shows. */
  readonly tools?: NonNullable<ChatOptions['tools']>
  /** What has gone into the answer by now. */
  trace(): Trace
  /** What belongs under the answer for what the model has done by now. */
  button(): Button | undefined
}

/** Makes the prompt for a question; without a snapshot, memory being out of reach, of the question alone. Throws MessageTooLong. */
export type PromptMaker = (asked: Asked, snapshot: Snapshot | undefined) => Promise<Prompt>

export interface PromptMeans extends RememberMeans {
  readonly persona: string
  readonly budget: Budget
  readonly store: Pick<MemoryStore, 'look'>
  /** What the model may do for who asks, beside looking into their memory; only where the question is kept. */
  readonly doing: (asked: Asked, snapshot: Snapshot) => Doing
}

/** Tools, and the tokens that must be kept free in a prompt for all of them. */
interface Doing {
  readonly tools: readonly ChatTool[]
  readonly tokens: number
  /** What belongs under the answer, if one of them was used that wants it. */
  button(): Button | undefined
}

const nothing: Doing = { tools: [], tokens: 0, button: () => undefined }

/** The tools that do something take at most this part of what a prompt may take; otherwise none is offered. */
const SHARE = 1 / 5

/** At most so many calls of tools for one answer. */
const MOST_CALLS = 4

/** What a prompt is made for. */
interface Given {
  readonly asked: Asked
  readonly parts: PromptParts
  readonly snapshot: Snapshot | undefined
}

export function promptMaker(means: PromptMeans): PromptMaker {
  return async (asked, snapshot) => {
    const [gathered, memory] = await Promise.all([asked.gathered, snapshot && recollect(asked, snapshot, means)])
    const parts: PromptParts = { ...partsOf(asked, gathered, snapshot, means.persona), memory }
    const given: Given = { asked, parts, snapshot }
    const doing = snapshot?.keeping === 'kept' ? affordable(means.doing(asked, snapshot), means.budget) : nothing
    // A message that fits only without them is answered without them.
    return (await unlessTooLong(promptWith(doing, given, means))) ?? (await promptWith(nothing, given, means))
  }
}

function affordable(doing: Doing, { contextTokens, responseTokens }: Budget): Doing {
  return doing.tokens > (contextTokens - responseTokens) * SHARE ? nothing : doing
}

async function promptWith(doing: Doing, given: Given, means: PromptMeans): Promise<Prompt> {
  const budget = less(means.budget, doing.tokens)
  const { shown, messages } = await assembleWithin(given.parts, budget)
  if (given.snapshot !== undefined && holdsMore(given.snapshot, shown)) {
    const prompt = await withSearch(doing, given, { ...means, budget })
    if (prompt !== undefined) return prompt
  }
  return { messages, ...offering(doing.tools), trace: tracing(shown).trace, button: doing.button }
}

/** Tools that are there in every answer come first: a provider can reuse a prompt as far as it begins alike. */
function offering(...tools: readonly (readonly ChatTool[])[]): Pick<Prompt, 'tools'> {
  const offered = tools.flat()
  return offered.length === 0 ? {} : { tools: { offered, most: MOST_CALLS } }
}

const less = (budget: Budget, tokens: number): Budget => ({ ...budget, contextTokens: budget.contextTokens - tokens })

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
async function withSearch(doing: Doing, { asked, parts }: Given, means: PromptMeans): Promise<Prompt | undefined> {
  const { budget, store } = means
  const kept = lookUpRoom(budget)
  if (kept === undefined) return undefined
  const assembled = await unlessTooLong(assembleWithin(parts, less(budget, kept.reserved)))
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
  return { messages: assembled.messages, ...offering(doing.tools, [search]), trace, button: doing.button }
}

async function unlessTooLong<T>(assembling: Promise<T>): Promise<T | undefined> {
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
      timeZone: snapshot?.settings.timeZone,
    },
    attachments: gathered.attachments,
  }
}
