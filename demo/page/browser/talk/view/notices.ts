import type { MessageType } from 'discord-api-types/v10'
import type { PageMessage } from '../../../protocol.ts'
import { personName, type Reader } from './reader.ts'

const JOIN: MessageType.UserJoin = 7
const PIN: MessageType.ChannelPinnedMessage = 6
const THREAD: MessageType.ThreadCreated = 18
const STARTER: MessageType.ThreadStarterMessage = 21
const POLL_RESULT: MessageType.PollResult = 46
const RENAMED: MessageType.ChannelNameChange = 4

/** The line that Discord itself writes for a message of one of its own kinds; undefined for what somebody said. */
export function noticeOf(message: PageMessage, reader: Reader): string | undefined {
  const name = personName(message.author, reader)
  switch (message.type) {
    case JOIN:
      return `${name} joined the server.`
    case PIN:
      return `${name} pinned a message to this channel.`
    case THREAD:
      return `${name} started a thread: ${message.content}`
    case STARTER:
      return 'The thread begins with a message of its channel.'
    case RENAMED:
      return `${name} changed the channel name: ${message.content}`
    case POLL_RESULT:
      return pollResult(message, name)
    default:
      return undefined
  }
}

function pollResult({ embeds: [embed] }: PageMessage, name: string): string {
  const fields = new Map(embed?.fields?.map(field => [field.name, field.value]))
  const winner = fields.get('victor_answer_text')
  const outcome = winner === undefined ? 'there was no winner' : `“${winner}” won`
  return `${name}’s poll “${fields.get('poll_question_text') ?? ''}” has closed: ${outcome}.`
}
