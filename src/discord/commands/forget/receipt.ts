import { ButtonStyle } from 'discord.js'
import type { Forgotten } from '../../../memory/own-memory.ts'
import type { UserId } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { button, line, row, text } from '../components.ts'
import { customId } from '../custom-id.ts'
import type { View } from '../feature.ts'
import { type MessageLink, urlOf } from '../links.ts'

const MOST_LINKS = 5

export interface Received {
  readonly user: UserId
  readonly forgotten: Forgotten
  /** How much of it was found again afterwards. */
  readonly left: number
  readonly links: readonly MessageLink[]
  /** What was confirmed; undefined where it was everything. */
  readonly offer?: string
}

/** What was done: how much of what went, what was found when looking again, and what Discord still shows. */
export function receipt({ user, forgotten, left, links, offer }: Received, { forget }: Texts): View {
  const retry = offer === undefined ? customId(user, 'forget.everything') : customId(user, 'forget.yes', offer)
  const stays = `${forget.discordShows} ${offer === undefined ? forget.repliesStay : forget.answersGoAlong}`
  return {
    components: [
      text(
        [
          offer === undefined ? forget.everythingReceipt : forget.receiptTitle,
          ...counted(forgotten, forget),
          `${left === 0 ? '✅' : '⚠️'} ${left === 0 ? forget.lookedAgain : forget.stillThere(left)}`,
          ...(offer === undefined ? [forget.startsAfresh] : []),
        ].join('\n'),
      ),
      line,
      text([stays, ...sources(links, forget), forget.backups].join('\n')),
      ...(left === 0 ? [] : [row(button(forget.tryAgain, retry, { style: ButtonStyle.Danger }))]),
    ],
  }
}

function counted(forgotten: Forgotten, { goneBefore, ...forget }: Texts['forget']): readonly string[] {
  const counts = [
    [forgotten.facts, forget.goneFacts],
    [forgotten.entities, forget.goneEntities],
    [forgotten.statements, forget.goneDetails],
    [forgotten.turns, forget.goneTurns],
    [forgotten.segments, forget.goneSegments],
    [forgotten.traces, forget.goneTraces],
    [forgotten.conversations, forget.goneConversations],
  ] as const
  const lines = counts.filter(([count]) => count > 0).map(([count, told]) => `- ${told(count)}`)
  return lines.length === 0 ? [goneBefore] : lines
}

function sources(links: readonly MessageLink[], forget: Texts['forget']): readonly string[] {
  if (links.length === 0) return []
  const rest = links.length - MOST_LINKS
  return [
    forget.someMessages,
    ...links.slice(0, MOST_LINKS).map(link => `- ${urlOf(link)}`),
    ...(rest > 0 ? [`- ${forget.moreMessages(rest)}`] : []),
  ]
}
