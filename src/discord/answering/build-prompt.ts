import { MessageTooLong } from '../../errors.ts'
import type { AnswerTextKey } from '../../locales/en.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import { visibleScopes } from '../../memory/scope.ts'
import { withPlainNames } from '../../memory/text/inserted-names.ts'
import { turnNameOf } from '../../memory/turns.ts'
import type { FactId, Snapshot, Trace, Turn } from '../../memory/types.ts'
import type { Observer } from '../../observability/observer.ts'
import { type AssembledPrompt, assemblePrompt, type PromptBudget, type PromptInput } from '../../prompt/assemble.ts'
import type { ChatMessage, ChatOptions, ChatTool, ModelLimits } from '../../prompt/chat-model.ts'
import { responseTokensWithin } from '../../prompt/format/budget.ts'
import { contentsOf } from '../../prompt/sections/memory.ts'
import { type SelectMemoryDependencies, selectMemory } from '../../prompt/select-memory.ts'
import { type PlaceWishes, systemPrompt } from '../../prompt/system-prompt.ts'
import { hasMoreThan, searchMemoryRoom, searchMemoryTool } from '../../prompt/tools/search-memory.ts'
import type { IncomingQuestion, PromptContext } from '../incoming/parse-message.ts'
import type { ContextMessage } from '../incoming/referred-messages.ts'
import type { MessageButton } from '../message-api.ts'

/** What is said to the model when a message holds nothing but a mention. */
const EMPTY_MESSAGE_TEXT = '(no words, only a mention of you)'

/** What the model is asked with. */
export interface BuiltPrompt {
  readonly messages: readonly ChatMessage[]
  /** The search of memory only where memory holds more than the prompt includes. */
  readonly tools?: NonNullable<ChatOptions['tools']>
  /** What has gone into the answer by now. */
  trace(): Trace
  /** What belongs under the answer for what the model has done by now. */
  button(): MessageButton | undefined
  /** What the model has kept by now of what the user said, in their words. */
  keptWords(): readonly string[]
  /** What the model has done by now, in sentences for an answer that does not tell it. */
  toolNotices(): readonly AnswerTextKey[]
  /**
   * Offers what the user plainly asked for and the model has not done, whatever it says: a button, and what is to be said
   * of it. Undefined where they asked for nothing of that.
   */
  offerRequested(): Promise<AnswerTextKey | undefined>
}

/**
 * Builds the prompt for a question; without a snapshot, memory being out of reach, of the question alone. Throws
 * MessageTooLong.
 */
export type PromptBuilder = (
  message: IncomingQuestion,
  context: Promise<PromptContext>,
  snapshot: Snapshot | undefined,
  limits?: ModelLimits,
) => Promise<BuiltPrompt>

export interface PromptDependencies extends SelectMemoryDependencies {
  readonly persona: string
  readonly budget: PromptBudget
  readonly conversations: Pick<ConversationStore, 'readSnapshot'>
  readonly onPrompt?: Observer['onPrompt'] | undefined
  /** What the model may do for the asker, beside searching their memory; only where the question is kept. */
  readonly chatTools: (message: IncomingQuestion, snapshot: Snapshot) => OfferedTools
}

/** Tools, and the tokens that must be kept free in a prompt for all of them. */
interface OfferedTools {
  readonly tools: readonly ChatTool[]
  readonly tokens: number
  /** What belongs under the answer, if the model used a tool that wants a button. */
  button(): MessageButton | undefined
  /** See `BuiltPrompt`. */
  keptWords(): readonly string[]
  /** What the model did with them. */
  toolNotices(): readonly AnswerTextKey[]
  /** See `BuiltPrompt`. */
  offerRequested(): Promise<AnswerTextKey | undefined>
}

/** Where nothing is kept, which is said under the answer. */
const NOTHING_KEPT: OfferedTools = {
  tools: [],
  tokens: 0,
  button: () => undefined,
  keptWords: () => [],
  toolNotices: () => [],
  offerRequested: async () => undefined,
}

/** The tools that do something take at most this part of what a prompt may take; otherwise none is offered. */
const MAX_TOOLS_SHARE = 1 / 5

/** At most so many calls of tools for one answer. */
const MAX_TOOL_CALLS = 4

interface PromptRequest {
  readonly message: IncomingQuestion
  readonly input: PromptInput
  readonly snapshot: Snapshot | undefined
}

export function createPromptBuilder(dependencies: PromptDependencies): PromptBuilder {
  const { chatTools, onFailure, persona } = dependencies
  return async (message, context, snapshot, { contextTokens, isSmall = false } = {}) => {
    const budget = budgetWithin(contextTokens, dependencies.budget)
    const { memoryTokens } = budget
    const memory =
      snapshot &&
      selectMemory(
        {
          question: withPlainNames(message.text),
          snapshot,
          visibleScopes: visibleScopes(snapshot.known.facts, message.audience()),
          memoryTokens,
          showsPast: !isSmall,
        },
        dependencies,
      ).catch((error: unknown) => {
        // Memory never silences the bot.
        onFailure(error, 'memory selection failed: answering without memory')
        return undefined
      })
    const input = { ...promptInputOf(message, await context, snapshot, persona), memory: await memory }
    const request: PromptRequest = { message, input, snapshot }
    const isKept = snapshot?.retention === 'kept'
    // Nobody wished for anything of whom nobody knows yet whether they are answered.
    const offered =
      isKept && !message.mayBeSilent ? toolsWithinBudget(chatTools(message, snapshot), budget) : NOTHING_KEPT
    const build = (tools: OfferedTools, from = input) =>
      buildWithTools(tools, { ...request, input: from }, { ...dependencies, budget })
    const without = withoutTools(offered)
    // A message that fits only without tools is answered without them, and one that fits only without what admins wish, too.
    const prompt = (await undefinedIfTooLong(build(offered))) ?? (await undefinedIfTooLong(build(without)))
    return prompt ?? (await build(without, { ...input, system: systemTextOf(message, persona) }))
  }
}

function budgetWithin(contextTokens: number | undefined, budget: PromptBudget): PromptBudget {
  if (contextTokens === undefined || contextTokens >= budget.contextTokens) return budget
  return { ...budget, contextTokens, responseTokens: responseTokensWithin(contextTokens, budget.responseTokens) }
}

function toolsWithinBudget(offered: OfferedTools, { contextTokens, responseTokens }: PromptBudget): OfferedTools {
  return offered.tokens > (contextTokens - responseTokens) * MAX_TOOLS_SHARE ? withoutTools(offered) : offered
}

function withoutTools(offered: OfferedTools): OfferedTools {
  return { ...offered, tools: [], tokens: 0 }
}

async function buildWithTools(
  offered: OfferedTools,
  request: PromptRequest,
  dependencies: PromptDependencies,
): Promise<BuiltPrompt> {
  const budget = reduceBudget(dependencies.budget, offered.tokens)
  const { input, snapshot } = request
  const buildSearching = () => buildWithSearch(offered, request, { ...dependencies, budget })
  // Where the selected memory leaves something out, so does every prompt: it is assembled once, with room for the search.
  const isSelectionShort = snapshot !== undefined && hasMoreThan(snapshot, contentsOf(input.memory))
  const searching = isSelectionShort ? await buildSearching() : undefined
  if (searching !== undefined) return searching

  const { included, messages } = await assembleObserved(request, budget, dependencies)
  const isPromptShort = !isSelectionShort && snapshot !== undefined && hasMoreThan(snapshot, included)
  const { trace } = createTraceRecorder(included)
  const prompt = { messages, ...toolOptions(offered.tools), trace, ...outcomeOf(offered) }
  return (isPromptShort ? await buildSearching() : undefined) ?? prompt
}

/** The same prompt with the search tool, and with room for what it gives; undefined where there is no room for it. */
async function buildWithSearch(
  offered: OfferedTools,
  request: PromptRequest,
  dependencies: PromptDependencies,
): Promise<BuiltPrompt | undefined> {
  const { message } = request
  const { budget, conversations } = dependencies
  const searchRoom = searchMemoryRoom(budget)
  if (searchRoom === undefined) return undefined
  const assembled = await undefinedIfTooLong(
    assembleObserved(request, reduceBudget(budget, searchRoom.reserved), dependencies),
  )
  if (assembled === undefined) return undefined
  const { trace, onFound } = createTraceRecorder(assembled.included)
  const search = searchMemoryTool(
    {
      look: () => conversations.readSnapshot(message.question, message.audience()),
      visibleScopes: ({ facts }) => visibleScopes(facts, message.audience()),
      room: searchRoom.room,
      includedSummaries: assembled.included.summaries,
      onFound,
    },
    dependencies,
  )
  // Tools that every answer offers come first: a provider can reuse a prompt as far as it begins alike.
  const tools = toolOptions([...offered.tools, search])
  return { messages: assembled.messages, ...tools, trace, ...outcomeOf(offered) }
}

async function assembleObserved(
  { message: { question }, input }: PromptRequest,
  budget: PromptBudget,
  { onPrompt }: PromptDependencies,
): Promise<AssembledPrompt> {
  const assembled = await assemblePrompt(input, budget)
  onPrompt?.({ question, memory: input.memory, assembled })
  return assembled
}

function outcomeOf({
  button,
  keptWords,
  toolNotices,
  offerRequested,
}: OfferedTools): Pick<BuiltPrompt, 'button' | 'keptWords' | 'toolNotices' | 'offerRequested'> {
  return { button, keptWords, toolNotices, offerRequested }
}

function toolOptions(offered: readonly ChatTool[]): Pick<BuiltPrompt, 'tools'> {
  return offered.length === 0 ? {} : { tools: { offered, maxCalls: MAX_TOOL_CALLS } }
}

function reduceBudget(budget: PromptBudget, tokens: number): PromptBudget {
  return { ...budget, contextTokens: budget.contextTokens - tokens }
}

/** Undefined in place of MessageTooLong. */
export async function undefinedIfTooLong<T>(assembling: Promise<T>): Promise<T | undefined> {
  try {
    return await assembling
  } catch (error) {
    if (error instanceof MessageTooLong) return undefined
    throw error
  }
}

function systemTextOf({ place, mayBeSilent }: IncomingQuestion, persona: string, wishes?: PlaceWishes): string {
  return systemPrompt(persona, place, { wishes, mayBeSilent })
}

function promptInputOf(
  message: IncomingQuestion,
  { replyChain, shown, starter, linked, channel, spoken, attachments, wishes }: PromptContext,
  snapshot: Snapshot | undefined,
  persona: string,
): PromptInput {
  const { author, saidAt, text, place, companions = [] } = message
  const isInMessage = (turn: Turn) => turn.role === 'user' && companions.some(({ id }) => id === turn.id)
  const window = (snapshot?.window ?? []).filter(turn => !isInMessage(turn))
  const inWindow = new Set(window.flatMap(turn => (turn.role === 'user' ? [turn.id] : turn.messages)))
  const inTalk = new Set(channel.flatMap(({ messages }) => messages))
  const inPrompt = new Set([...inWindow, ...inTalk, ...replyChain.map(({ id }) => id)])
  const isNew = ({ id }: ContextMessage) => !inPrompt.has(id)
  return {
    system: systemTextOf(message, persona, wishes),
    window: window.map(turn => ({ ...turn, text: withPlainNames(turn.text) })),
    replyChain: replyChain
      .filter(({ id, showsMore }) => !inWindow.has(id) || showsMore === true)
      .map(quoted => wholeAnswer(quoted, channel)),
    channel: channel.filter(({ messages }) => !replyChain.some(({ id }) => messages.includes(id))),
    // A turn of the window says nothing of what it forwards.
    quoted: {
      shown: shown.filter(({ id }) => !inTalk.has(id)),
      starter: starter.filter(isNew),
      linked: linked.filter(isNew),
    },
    message: {
      author,
      text: withPlainNames([text, ...spoken].filter(Boolean).join('\n')) || EMPTY_MESSAGE_TEXT,
      saidAt,
      // Where somebody lives is told to nobody who reads along.
      timeZone: place.kind === 'dm' ? snapshot?.settings.timeZone : undefined,
    },
    attachments,
  }
}

/** What the bot said, of which a quoted message may be one part of several. */
function wholeAnswer(quoted: ContextMessage, channel: PromptContext['channel']): ContextMessage {
  const answer = channel.find(({ author, messages }) => author === undefined && messages.includes(quoted.id))
  return answer === undefined ? quoted : { ...quoted, text: answer.text }
}

/** Collects what goes into an answer: what its prompt includes, and what the model looks up. */
function createTraceRecorder(included: AssembledPrompt['included']) {
  const facts = new Set(included.facts)
  const segments = new Set(included.summaries)
  const window = included.window.map(turn => ({ turn: turnNameOf(turn), rev: turn.role === 'user' ? turn.rev : 0 }))
  let lookups = 0
  return {
    onFound(foundFacts: readonly FactId[], foundSummaries: readonly string[]): void {
      lookups += 1
      for (const fact of foundFacts) facts.add(fact)
      for (const summary of foundSummaries) segments.add(summary)
    },
    trace: (): Trace => ({ facts: [...facts], segments: [...segments], window, lookups }),
  }
}
