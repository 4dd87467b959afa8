import { ButtonStyle } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import type { DeletionCounts } from '../../../memory/ports/user-memory-store.ts'
import type { UserId } from '../../../memory/types.ts'
import type { View } from '../../interactions/command.ts'
import { actionRow, button, createCustomId, separator, textDisplay } from '../../interactions/components.ts'
import { type MessageLink, messageUrl } from '../../interactions/message-links.ts'

const MAX_LINKS = 5

export interface ReceiptOptions {
  readonly user: UserId
  readonly forgotten: DeletionCounts
  /** How much of it was found again afterwards. */
  readonly left: number
  readonly links: readonly MessageLink[]
  /** What was confirmed; undefined where it was everything. */
  readonly offer?: string
}

/** What was done: how much of what went, what was found when looking again, and what Discord still shows. */
export function receiptPanel({ user, forgotten, left, links, offer }: ReceiptOptions, { forget }: Texts): View {
  const retry =
    offer === undefined ? createCustomId(user, 'forget.everything') : createCustomId(user, 'forget.yes', offer)
  const stays = `${forget.discordShows} ${offer === undefined ? forget.repliesStay : forget.answersGoAlong}`
  return {
    components: [
      textDisplay(
        [
          offer === undefined ? forget.everythingReceipt : forget.receiptTitle,
          ...formatDeletionCounts(forgotten, forget),
          `${left === 0 ? '✅' : '⚠️'} ${left === 0 ? forget.lookedAgain : forget.stillThere(left)}`,
          ...(offer === undefined ? [forget.startsAfresh] : []),
        ].join('\n'),
      ),
      separator,
      textDisplay([stays, ...sourceLines(links, forget), forget.backups].join('\n')),
      ...(left === 0 ? [] : [actionRow(button(forget.tryAgain, retry, { style: ButtonStyle.Danger }))]),
    ],
  }
}

function formatDeletionCounts(
  forgotten: DeletionCounts,
  { goneBefore, ...forget }: Texts['forget'],
): readonly string[] {
  const counts = [
    [forgotten.facts, forget.goneFacts],
    [forgotten.entities, forget.goneEntities],
    [forgotten.statements, forget.goneDetails],
    [forgotten.turns, forget.goneTurns],
    [forgotten.summaries, forget.goneSegments],
    [forgotten.traces, forget.goneTraces],
    [forgotten.conversations, forget.goneConversations],
  ] as const
  const lines = counts.filter(([count]) => count > 0).map(([count, told]) => `- ${told(count)}`)
  return lines.length === 0 ? [goneBefore] : lines
}

function sourceLines(links: readonly MessageLink[], forget: Texts['forget']): readonly string[] {
  if (links.length === 0) return []
  const rest = links.length - MAX_LINKS
  return [
    forget.someMessages,
    ...links.slice(0, MAX_LINKS).map(link => `- ${messageUrl(link)}`),
    ...(rest > 0 ? [`- ${forget.moreMessages(rest)}`] : []),
  ]
}
