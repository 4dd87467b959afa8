import type { Interaction } from '../../demo/discord/interaction.ts'
import type { Person } from '../../demo/discord/person.ts'
import type { Channel, StoredMessage } from '../../demo/discord/stored.ts'

/** The message that somebody sees after what they did, to be clicked. */
export function panelOf({ message }: Interaction): StoredMessage {
  if (message === undefined) throw new Error('The bot showed no message.')
  return message
}

/** The panel that a command shows somebody. */
export async function panelFrom(
  person: Person,
  command: string,
  channel: Channel = person.dmChannel,
): Promise<StoredMessage> {
  return panelOf(await person.command(command, {}, { in: channel }))
}
