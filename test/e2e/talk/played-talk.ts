import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Channel, StoredMessage } from '../../../fake-discord/stored.ts'
import type { ModelServer } from '../support/model-server.ts'

/** A message of a talk: who says what, where not in #general, and to what it replies, by its number. */
export interface Said {
  readonly by: string
  readonly text: string
  readonly in?: string
  readonly to?: number
  /** A picture that comes with it, by its name. */
  readonly picture?: string
  /** What the bot answers: it is mentioned. */
  readonly answer?: string
  /** What the message says later. */
  readonly edited?: string
  readonly isDeleted?: boolean
}

interface Stage {
  readonly discord: Loopback
  readonly model: ModelServer
  /** Where it is said, by name. */
  readonly places: Readonly<Record<string, Channel>>
  /** Done before the message of a number is said. */
  readonly before?: (number: number) => Promise<void>
}

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

/** Plays a talk: each answer stands there before the next message is said. Returns its messages. */
export async function playTalk(talk: readonly Said[], stage: Stage): Promise<readonly StoredMessage[]> {
  const messages: StoredMessage[] = []
  for (const [number, said] of talk.entries()) {
    await stage.before?.(number)
    messages.push(await say(said, messages[said.to ?? -1], stage))
  }
  for (const [number, message] of messages.entries()) await change(talk[number], message, stage)
  return messages
}

async function say(
  { by, text, in: name = 'general', picture, answer }: Said,
  replyTo: StoredMessage | undefined,
  { discord, model, places }: Stage,
): Promise<StoredMessage> {
  const place = places[name]
  if (place === undefined) throw new Error(`There is no ${name}.`)
  const call = answer === undefined ? undefined : model.nextCall()
  const message = await discord.user(by).says(place, text, {
    mention: answer !== undefined,
    ...(replyTo && { replyTo }),
    ...(picture !== undefined && { files: [{ name: picture, contentType: 'image/png', data: PNG }] }),
  })
  if (call !== undefined && answer !== undefined) {
    ;(await call).says(answer).ends()
    await discord.reply(message)
  }
  return message
}

async function change(said: Said | undefined, message: StoredMessage, { discord }: Stage): Promise<void> {
  if (said?.edited !== undefined) await discord.user(said.by).edits(message, said.edited)
  if (said?.isDeleted === true) await discord.user(said.by).deletes(message)
}
