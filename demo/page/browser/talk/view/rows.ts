import type { PageMessage } from '../../../protocol.ts'

/** A message where it stands in the list. */
export interface TalkRow {
  readonly message: PageMessage
  /** Whether a line with its day stands above it. */
  readonly isNewDay: boolean
  /** Whether its author's name stands above it, or it goes on what they said before. */
  readonly hasHead: boolean
}

/** Discord groups what one author says within seven minutes. */
const GROUP_MS = 7 * 60_000

/** The list of a place, oldest first. */
export function rowsOf(messages: readonly PageMessage[]): TalkRow[] {
  return messages.map((message, at) => {
    const before = messages[at - 1]
    const isNewDay = before === undefined || dayOf(before) !== dayOf(message)
    return { message, isNewDay, hasHead: isNewDay || !isContinued(before, message) }
  })
}

function dayOf({ timestamp }: PageMessage): string {
  return new Date(timestamp).toDateString()
}

function isContinued(before: PageMessage, message: PageMessage): boolean {
  return (
    before.author.id === message.author.id &&
    Date.parse(message.timestamp) - Date.parse(before.timestamp) < GROUP_MS &&
    message.message_reference === undefined &&
    message.interaction === undefined &&
    before.visibleTo === message.visibleTo
  )
}
