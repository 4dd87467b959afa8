import type { Loopback } from '../fake-discord/loopback.ts'
import type { News } from './history.ts'

/** Tells of all that the bot shows and takes away. */
export function watchDiscord(discord: Loopback, tell: (news: News) => void): void {
  discord.watch(happening => {
    if (happening.kind === 'delete') for (const message of happening.ids) tell({ kind: 'removed', message })
    if (happening.kind !== 'message' && happening.kind !== 'edit') return
    const { message, channelId: channel, content: text } = happening
    // What only one person sees is the answer to a command.
    if (message.author.id !== discord.botId || message.visibleTo !== undefined) return
    tell({ kind: 'shown', message: message.id, channel, repliesTo: message.message_reference?.message_id, text })
  })
}
