import type { GuildId, UserId } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { button, row } from '../components.ts'
import { customId } from '../custom-id.ts'

export interface Whereabouts {
  readonly user: UserId
  readonly guild: GuildId | undefined
}

/** The ways to forget much at once: each shows first what goes. */
export function ways({ user, guild }: Whereabouts, { forget }: Texts) {
  return row(
    button(forget.lastHour, customId(user, 'forget.hour')),
    button(guild === undefined ? forget.thisConversation : forget.thisChannel, customId(user, 'forget.here')),
    button(forget.everything, customId(user, 'forget.all')),
  )
}
