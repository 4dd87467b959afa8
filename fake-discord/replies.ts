import type { Patience } from './happenings.ts'
import { controlsOf } from './messages/controls.ts'
import { textOf } from './messages/text.ts'
import type { StoredMessage } from './stored.ts'
import type { World } from './world.ts'

/** How the custom id of a button begins that stops an answer. */
const STOP = /^stop\b/iu

/** A finished answer: one message, and those that continue it where it was too long for one. */
export interface Reply {
  /** All parts, in one text. */
  content: string
  /** The message that replies to the question. */
  message: StoredMessage
  /** All of them, oldest first. */
  parts: readonly StoredMessage[]
}

/**
 * The bot's answer to a message, if it is finished: what replies to it, what replies to that, and what the bot adds
 * right after without a reference. As long as a part has a button to stop it, the answer is still being written.
 */
function finishedReply(world: World, question: Pick<StoredMessage, 'id' | 'channel_id'>): Reply | undefined {
  const known = new Set([question.id])
  const parts: StoredMessage[] = []
  let isContinued = false
  for (const message of world.history(question.channel_id).since(question.id)) {
    if (message.author.id !== world.bot.id) continue
    const answered = message.message_reference?.message_id
    isContinued = answered === undefined ? isContinued : known.has(answered)
    if (!isContinued) continue
    known.add(message.id)
    parts.push(message)
  }
  const [message] = parts
  if (message === undefined || parts.some(isBeingWritten)) return undefined
  return { content: parts.map(textOf).join('\n'), message, parts }
}

function isBeingWritten({ components = [] }: StoredMessage): boolean {
  return controlsOf(components).some(({ custom_id: id = '' }) => STOP.test(id))
}

export async function waitForReply(
  world: World,
  question: Pick<StoredMessage, 'id' | 'channel_id'>,
  patience: Patience = {},
): Promise<Reply> {
  return (
    finishedReply(world, question) ??
    world.happenings.next(
      happening =>
        happening.kind === 'message' || happening.kind === 'edit' ? finishedReply(world, question) : undefined,
      `the finished reply to message ${question.id}`,
      { ...patience, channelId: question.channel_id },
    )
  )
}
