import type { ChatMessage, ChatOptions, FinishReason } from '../../prompt/chat-model.ts'
import type { Attempt } from '../openai/chat/stream.ts'
import type { ToolCall } from '../openai/chat/tool-calls.ts'
import { type ChatServer, type CompletionState, detailsOf, modelError, requestWithRestarts } from './retries.ts'
import { runToolCalls, startToolLoop } from './tool-loop.ts'
import { totalUsage } from './usage.ts'

/**
 * One answer over as many requests as it takes; ChatModel tells what it yields, returns and throws.
 * What the model says before it looks something up stays, and what it says then follows after an empty line: it sees
 * its own words, and goes on from there.
 */
export async function* completeChat(
  server: ChatServer,
  messages: readonly ChatMessage[],
  options: ChatOptions,
): AsyncGenerator<string, FinishReason, void> {
  const begun = Date.now()
  const looking = startToolLoop(options.tools)
  const course: CompletionState = {
    messages,
    options,
    withImages: messages.some(hasImage),
    attempts: [],
    textBefore: '',
    looking,
  }
  try {
    while (!options.signal.aborted) {
      const attempt = yield* requestWithRestarts(server, course)
      if (attempt === undefined) break
      const calls = allowedCalls(attempt, course)
      if (course.looking === undefined || calls.length === 0) return finishReasonOf(attempt, course, begun)
      if (attempt.hasWords) course.textBefore = `${course.textBefore}${attempt.text.trimEnd()}\n\n`
      course.looking = await runToolCalls(course.looking, { text: attempt.text, calls }, server.log)
    }
    return 'whole'
  } finally {
    const usage = totalUsage(course.attempts)
    if (usage.tokens > 0) options.onUsage?.(usage)
  }
}

/** What the model wants to look up, if it may: at the limit of tokens a wish is cut, and whoever was told twice is not told again. */
function allowedCalls({ calls, finish }: Attempt, { looking }: CompletionState): readonly ToolCall[] {
  const isCut = finish === 'length' || finish === 'content_filter'
  return isCut || looking?.stage === 'gone' ? [] : calls
}

/** How the text ended; throws where there is none, or none that may be shown. */
function finishReasonOf(
  { finish, hasWords, requestId, before }: Attempt,
  course: CompletionState,
  begun: number,
): FinishReason {
  const facts = { ...detailsOf(course, begun, { requestId }), finish }
  if (finish === 'content_filter') throw modelError('filtered', facts)
  if (!hasWords && before === '') throw modelError('empty', facts)
  return finish === 'length' ? 'length' : 'whole'
}

function hasImage({ content }: ChatMessage): boolean {
  return typeof content !== 'string' && content.some(({ type }) => type === 'image')
}
