import type { Texts } from '../../../locales/en.ts'
import type { DeletionCounts } from '../../../memory/ports/user-memory-store.ts'
import type { UserId } from '../../../memory/types.ts'
import type { View } from '../../interactions/command.ts'
import { actionRow, customId, dangerButton, separator, textDisplay } from '../../interactions/components.ts'
import { formatCounts } from '../../interactions/format.ts'
import { type MessageLink, messageUrl } from '../../interactions/message-links.ts'

const MAX_LINKS = 5

export interface ReceiptOptions {
  readonly user: UserId
  readonly forgotten: DeletionCounts
  /** How much of it was still found afterwards. */
  readonly left: number
  readonly links: readonly MessageLink[]
  /** How many facts stay that may be about somebody who went. */
  readonly perhaps?: number
  /** The choice that was confirmed; undefined where everything was forgotten. */
  readonly choiceId?: string
}

/** How much was deleted of each kind, how much was still found afterwards, and what Discord still shows. */
export function receiptPanel(
  { user, forgotten, left, links, perhaps = 0, choiceId }: ReceiptOptions,
  { forget }: Texts,
): View {
  const counts = formatCounts([
    [forgotten.facts, forget.goneFacts],
    [forgotten.entities, forget.goneEntities],
    [forgotten.statements, forget.goneDetails],
    [forgotten.turns, forget.goneTurns],
    [forgotten.summaries, forget.goneSegments],
    [forgotten.traces, forget.goneTraces],
    [forgotten.conversations, forget.goneConversations],
  ])
  const isEverything = choiceId === undefined
  const retry = isEverything ? customId(user, 'forget.everything') : customId(user, 'forget.yes', choiceId)
  const done = [
    isEverything ? forget.everythingReceipt : forget.receiptTitle,
    ...(counts.length === 0 ? [forget.goneBefore] : counts.map(count => `- ${count}`)),
    left === 0 ? `✅ ${forget.lookedAgain}` : `⚠️ ${forget.stillThere(left)}`,
    ...(perhaps > 0 ? [`⚠️ ${forget.perhapsStay(perhaps)}`] : []),
    ...(isEverything ? [forget.startsAfresh] : []),
  ]
  const stays = [
    `${forget.discordShows} ${isEverything ? forget.repliesStay : forget.answersGoAlong}`,
    ...sourceLines(links, forget),
    forget.answersMayTell,
    forget.backups,
  ]
  return {
    components: [
      textDisplay(done.join('\n')),
      separator,
      textDisplay(stays.join('\n')),
      ...(left === 0 ? [] : [actionRow(dangerButton(forget.tryAgain, retry))]),
    ],
  }
}

function sourceLines(links: readonly MessageLink[], forget: Texts['forget']): readonly string[] {
  if (links.length === 0) return []
  const others = formatCounts([[links.length - MAX_LINKS, forget.moreMessages]])
  return [forget.someMessages, ...[...links.slice(0, MAX_LINKS).map(messageUrl), ...others].map(line => `- ${line}`)]
}
