import type { ChatMessage, ChatOptions, Ending } from '../prompt/chat-model.ts'
import type { Attempt } from './attempt.ts'
import { lookingWith, lookUp } from './look-up.ts'
import { ask, type Course, factsOf, modelError, type Server } from './round.ts'
import type { ToolCall } from './tool-calls.ts'
import { usageOf } from './usage.ts'

/**
 * One answer over as many requests as it takes; ChatModel tells what it yields, returns and throws.
 * What the model says before it looks something up stays, and what it says then follows after an empty line: it sees
 * its own words, and goes on from there.
 */
export async function* complete(
  server: Server,
  messages: readonly ChatMessage[],
  options: ChatOptions,
): AsyncGenerator<string, Ending, void> {
  const begun = Date.now()
  const looking = lookingWith(options.tools)
  const course: Course = { messages, options, withImages: messages.some(hasImage), attempts: [], before: '', looking }
  try {
    while (!options.signal.aborted) {
      const attempt = yield* ask(server, course)
      if (attempt === undefined) break
      const calls = wishesOf(attempt, course)
      if (course.looking === undefined || calls.length === 0) return endingOf(attempt, course, begun)
      if (attempt.hasWords) course.before = `${course.before}${attempt.text.trimEnd()}\n\n`
      course.looking = await lookUp(course.looking, { text: attempt.text, calls }, server.log)
    }
    return 'whole'
  } finally {
    const usage = usageOf(course.attempts)
    if (usage.tokens > 0) options.onUsage?.(usage)
  }
}

/** What the model wants to look up, if it may: at the limit of tokens a wish is cut, and whoever was told twice is not told again. */
function wishesOf({ calls, finish }: Attempt, { looking }: Course): readonly ToolCall[] {
  const isCut = finish === 'length' || finish === 'content_filter'
  return isCut || looking?.stage === 'gone' ? [] : calls
}

/** How the text ended; throws where there is none, or none that may be shown. */
function endingOf({ finish, hasWords, requestId, before }: Attempt, course: Course, begun: number): Ending {
  const facts = { ...factsOf(course, begun, { requestId }), finish }
  if (finish === 'content_filter') throw modelError('filtered', facts)
  if (!hasWords && before === '') throw modelError('empty', facts)
  return finish === 'length' ? 'length' : 'whole'
}

function hasImage({ content }: ChatMessage): boolean {
  return typeof content !== 'string' && content.some(({ type }) => type === 'image')
}
