import type { Loopback } from '../../../../fake-discord/loopback.ts'
import type { StoredMessage } from '../../../../fake-discord/stored.ts'

/**
 * Shows an answer as another process of the bot does that answers so many messages together, or has before it died: under the nonce
 * of the first, as a reply to the last.
 */
export async function answerElsewhere(
  discord: Loopback,
  questions: readonly [StoredMessage, ...StoredMessage[]],
  content: string,
  components: readonly object[] = [],
): Promise<void> {
  const [first] = questions
  const response = await fetch(`${discord.url}/v10/channels/${first.channel_id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ content, components, nonce: `${first.id}.0`, enforce_nonce: true },
      message_reference: { message_id: questions.at(-1)?.id },
    }),
  })
  if (!response.ok) throw new Error(`Discord did not take it: ${response.status} ${await response.text()}`)
}
