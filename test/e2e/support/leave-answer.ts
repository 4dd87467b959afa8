import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { StoredMessage } from '../../../fake-discord/stored.ts'

/** Posts what a process that died has left of an answer, and could tell nobody. */
export async function leaveAnswer(
  discord: Loopback,
  { id, channel_id }: StoredMessage,
  content: string,
  more: object = {},
) {
  await fetch(`${discord.url}/v10/channels/${channel_id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content, ...more, message_reference: { message_id: id } }),
  })
}
