import type { ShownMessage } from './shown.ts'

/** What stands in the list: a message with its head or under the one before, and lines between days and before what is new. */
export type TalkRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | { readonly kind: 'message'; readonly key: string; readonly message: ShownMessage; readonly hasHead: boolean }

/** Discord groups what one author says within seven minutes. */
const GROUP_MS = 7 * 60_000

/** The list of a place. `readTo`: the last message that was seen before; what came later is new. */
export function rowsOf(messages: readonly ShownMessage[], readTo?: string): TalkRow[] {
  const rows: TalkRow[] = []
  let before: ShownMessage | undefined
  for (const message of messages) {
    const isNewDay = before === undefined || !isSameDay(before.at, message.at)
    const isFirstNew = before !== undefined && before.id === readTo && !message.isOwn
    if (isNewDay) rows.push({ kind: 'day', key: `day ${message.id}`, at: message.at })
    if (isFirstNew) rows.push({ kind: 'new', key: 'new' })
    const hasHead = isNewDay || isFirstNew || before === undefined || !isContinued(before, message)
    rows.push({ kind: 'message', key: message.id, message, hasHead })
    before = message
  }
  return rows
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString()
}

function isContinued(before: ShownMessage, message: ShownMessage): boolean {
  return (
    before.author.id === message.author.id &&
    message.at - before.at < GROUP_MS &&
    before.notice === undefined &&
    message.notice === undefined &&
    message.reply === undefined &&
    message.usedBy === undefined &&
    before.isEphemeral === message.isEphemeral
  )
}
