import { MessageTooLong } from '../../errors.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import { visibleScopes } from '../../memory/scope.ts'
import { turnNameOf } from '../../memory/turns.ts'
import type { FactId, Snapshot, Trace } from '../../memory/types.ts'
import { type AssembledPrompt, assemblePrompt, type PromptBudget, type PromptInput } from '../../prompt/assemble.ts'
import type { ChatMessage, ChatOptions, ChatTool } from '../../prompt/chat-model.ts'
import type { SelectedMemory } from '../../prompt/sections/memory.ts'
import { type SelectMemoryDependencies, selectMemory } from '../../prompt/select-memory.ts'
import { systemPrompt } from '../../prompt/system-prompt.ts'
import { hasMoreThan, searchMemoryRoom, searchMemoryTool } from '../../prompt/tools/search-memory.ts'
import { authorName, readableText } from '../incoming/message-text.ts'
import type { IncomingQuestion, PromptContext } from '../incoming/question.ts'
import type { MessageButton } from '../message-api.ts'

/** What is said to the model when a message holds nothing but a mention. */
const EMPTY_MESSAGE_TEXT = '(no words, only a mention of you)'

/** What the model is asked with. */
export interface BuiltPrompt {
  readonly messages: readonly ChatMessage[]
  /** The look into memory only where that holds more than the prompt shows. */
  readonly tools?: NonNullable<ChatOptions['tools']>
  /** What has gone into the answer by now. */
  trace(): Trace
  /** What belongs under the answer for what the model has done by now. */
  button(): MessageButton | undefined
}

/** Makes the prompt for a question; without a snapshot, memory being out of reach, of the question alone. Throws MessageTooLong. */
export type PromptBuilder = (asked: IncomingQuestion, snapshot: Snapshot | undefined) => Promise<BuiltPrompt>

export interface PromptDependencies extends SelectMemoryDependencies {
  readonly persona: string
  readonly budget: PromptBudget
  readonly store: Pick<ConversationStore, 'readSnapshot'>
  /** What the model may do for who asks, beside looking into their memory; only where the question is kept. */
  readonly chatTools: (asked: IncomingQuestion, snapshot: Snapshot) => OfferedTools
}

/** Tools, and the tokens that must be kept free in a prompt for all of them. */
interface OfferedTools {
  readonly tools: readonly ChatTool[]
  readonly tokens: number
  /** What belongs under the answer, if one of them was used that wants it. */
  button(): MessageButton | undefined
}

const noTools: OfferedTools = { tools: [], tokens: 0, button: () => undefined }

/** The tools that do something take at most this part of what a prompt may take; otherwise none is offered. */
const MAX_TOOLS_SHARE = 1 / 5

/** At most so many calls of tools for one answer. */
const MAX_TOOL_CALLS = 4

/** What a prompt is made for. */
interface PromptRequest {
  readonly incoming: IncomingQuestion
  readonly parts: PromptInput
  readonly snapshot: Snapshot | undefined
}

export function createPromptBuilder(means: PromptDependencies): PromptBuilder {
  return async (asked, snapshot) => {
    const [gathered, memory] = await Promise.all([
      asked.context,
      snapshot && selectMemoryOrNothing(asked, snapshot, means),
    ])
    const parts: PromptInput = { ...promptPartsOf(asked, gathered, snapshot, means.persona), memory }
    const given: PromptRequest = { incoming: asked, parts, snapshot }
    const doing =
      snapshot?.retention === 'kept' ? toolsWithinBudget(means.chatTools(asked, snapshot), means.budget) : noTools
    // A message that fits only without them is answered without them.
    return (
      (await undefinedIfTooLong(buildWithTools(doing, given, means))) ?? (await buildWithTools(noTools, given, means))
    )
  }
}

function toolsWithinBudget(doing: OfferedTools, { contextTokens, responseTokens }: PromptBudget): OfferedTools {
  return doing.tokens > (contextTokens - responseTokens) * MAX_TOOLS_SHARE ? noTools : doing
}

async function buildWithTools(
  doing: OfferedTools,
  given: PromptRequest,
  means: PromptDependencies,
): Promise<BuiltPrompt> {
  const budget = reduceBudget(means.budget, doing.tokens)
  const { included, messages } = await assemblePrompt(given.parts, budget)
  if (given.snapshot !== undefined && hasMoreThan(given.snapshot, included)) {
    const prompt = await buildWithSearch(doing, given, { ...means, budget })
    if (prompt !== undefined) return prompt
  }
  return { messages, ...toolOptions(doing.tools), trace: createTraceRecorder(included).trace, button: doing.button }
}

/** Tools that are there in every answer come first: a provider can reuse a prompt as far as it begins alike. */
function toolOptions(...tools: readonly (readonly ChatTool[])[]): Pick<BuiltPrompt, 'tools'> {
  const offered = tools.flat()
  return offered.length === 0 ? {} : { tools: { offered, most: MAX_TOOL_CALLS } }
}

const reduceBudget = (budget: PromptBudget, tokens: number): PromptBudget => ({
  ...budget,
  contextTokens: budget.contextTokens - tokens,
})

/** Undefined where it fails unforeseen: memory never silences the bot. */
async function selectMemoryOrNothing(
  { message, audience }: IncomingQuestion,
  snapshot: Snapshot,
  means: PromptDependencies,
): Promise<SelectedMemory | undefined> {
  const { memoryTokens } = means.budget
  try {
    const asking = { question: readableText(message), snapshot, heard: visibleScopes(audience), memoryTokens }
    return await selectMemory(asking, means)
  } catch (error) {
    means.onFailure(error, 'what is remembered could not be put into words; answering without')
    return undefined
  }
}

/** The same prompt with the tool, and with room for what it gives; undefined where there is no room for it. */
async function buildWithSearch(
  doing: OfferedTools,
  { incoming, parts }: PromptRequest,
  means: PromptDependencies,
): Promise<BuiltPrompt | undefined> {
  const { budget, store } = means
  const kept = searchMemoryRoom(budget)
  if (kept === undefined) return undefined
  const assembled = await undefinedIfTooLong(assemblePrompt(parts, reduceBudget(budget, kept.reserved)))
  if (assembled === undefined) return undefined
  const { trace, onFound } = createTraceRecorder(assembled.included)
  const search = searchMemoryTool(
    {
      look: () => store.readSnapshot(incoming.question, incoming.audience),
      visibleScopes: visibleScopes(incoming.audience),
      room: kept.room,
      includedSummaries: assembled.included.segments,
      onFound,
    },
    means,
  )
  return { messages: assembled.messages, ...toolOptions(doing.tools, [search]), trace, button: doing.button }
}

async function undefinedIfTooLong<T>(assembling: Promise<T>): Promise<T | undefined> {
  try {
    return await assembling
  } catch (error) {
    if (error instanceof MessageTooLong) return undefined
    throw error
  }
}

function promptPartsOf(
  { message }: IncomingQuestion,
  gathered: PromptContext,
  snapshot: Snapshot | undefined,
  persona: string,
): PromptInput {
  const window = snapshot?.window ?? []
  const inWindow = new Set(window.flatMap(turn => (turn.role === 'user' ? [turn.id] : turn.messages)))
  const place = message.inGuild()
    ? { kind: 'server' as const, guild: message.guild.name, channel: message.channel.name }
    : { kind: 'dm' as const }
  return {
    system: systemPrompt(persona, place),
    window,
    replyChain: gathered.replyChain.filter(({ id }) => !inWindow.has(id)),
    channel: gathered.channel,
    message: {
      author: authorName(message),
      text: readableText(message) || EMPTY_MESSAGE_TEXT,
      saidAt: message.createdTimestamp,
      timeZone: snapshot?.settings.timeZone,
    },
    attachments: gathered.attachments,
  }
}

/** Collects what goes into an answer: what its prompt shows, and what the model looks up. */
function createTraceRecorder(shown: AssembledPrompt['included']) {
  const facts = new Set(shown.facts)
  const segments = new Set(shown.segments)
  const window = shown.window.map(turn => ({ turn: turnNameOf(turn), rev: turn.role === 'user' ? turn.rev : 0 }))
  let lookups = 0
  return {
    onFound(found: readonly FactId[], inSegments: readonly string[]): void {
      lookups += 1
      for (const fact of found) facts.add(fact)
      for (const segment of inSegments) segments.add(segment)
    },
    trace: (): Trace => ({ facts: [...facts], segments: [...segments], window, lookups }),
  }
}
