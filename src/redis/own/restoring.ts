import { z } from 'zod'
import type { HeldConversation, OwnMemory } from '../../memory/own-memory.ts'
import type { Conversation, MessageId, UserId } from '../../memory/types.ts'
import { digits } from '../keys.ts'
import { groups } from '../material.ts'
import { runScript } from '../scripts.ts'
import { newEpoch } from '../store.ts'
import {
  asOwned,
  checkHeld,
  fieldsOf,
  messagesOf,
  type Owners,
  placeOf,
  turnsOf,
  withoutMessages,
} from './held-conversation.ts'
import { keptSeconds } from './kept-seconds.ts'
import type { OwnOptions } from './options.ts'

/** So many messages a step: 200 take Redis about a millisecond. */
const STEP = 200
/** Each time something else of the user's changed between the steps. */
const TRIES = 5

const time = z.number()
const refused = z.enum(['exists', 'moved'])
const looked = z.union([refused, z.tuple([z.string(), z.array(z.string()), z.array(z.string())])])
const outcome = z.enum(['kept', 'exists', 'moved', 'again'])

interface Looked extends Owners {
  readonly version: string
}

/** Puts conversations back that were taken out: first it is seen, in steps, whose their messages are; then all at once. */
export function restoring(options: Pick<OwnOptions, 'redis' | 'keys' | 'historyDays'>): Pick<OwnMemory, 'restore'> {
  const { redis, keys } = options
  const seconds = keptSeconds(options)

  async function owned(conversation: Conversation, epoch: string, messages: readonly MessageId[]) {
    const { user } = conversation
    const found = await runScript(
      redis,
      'restore-messages',
      [
        ...[keys.user(user), keys.conversation(conversation), keys.log(conversation)],
        ...[keys.messages(user), keys.messagePrefix],
      ],
      [digits(user), epoch, seconds, conversation.channel, ...messages],
    )
    return looked.parse(found)
  }

  /** The version at which it looked first, and whose the messages are. */
  async function look(user: UserId, epoch: string, held: HeldConversation): Promise<Looked | z.infer<typeof refused>> {
    const messages = messagesOf(held)
    const own = new Map<MessageId, MessageId>()
    const others = new Set<MessageId>()
    let first: string | undefined
    for (let i = 0; i === 0 || i < messages.length; i += STEP) {
      const conversation = { user, channel: held.channel }
      const found = await owned(conversation, epoch, messages.slice(i, i + STEP))
      if (typeof found === 'string') return found
      const [version, mine, theirs] = found
      first ??= version
      for (const [id = '', question = ''] of groups(mine, 2)) own.set(id, question)
      for (const id of theirs) others.add(id)
    }
    return { version: first ?? '', own, others }
  }

  async function put(user: UserId, epoch: string, held: HeldConversation, looked: Looked) {
    const { channel, guild } = held
    const conversation = { user, channel }
    const fields = fieldsOf(held, looked)
    const kept = await runScript(
      redis,
      'restore',
      [
        ...[keys.user(user), keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
        ...[keys.conversations(user), keys.pending, keys.guilds(user)],
        ...(guild === undefined ? [] : [keys.guild(guild)]),
      ],
      [
        ...[
          user,
          channel,
          epoch,
          looked.version,
          newEpoch(),
          guild ?? '',
          Math.round(time.parse(held.lastUsedAt)),
          seconds,
        ],
        ...[fields.length, held.turns.map(placeOf).join(''), ...fields.flat(), ...turnsOf(held).flat()],
      ],
    )
    return outcome.parse(kept)
  }

  return {
    async restore(user, epoch, held) {
      checkHeld(held)
      let rest = held
      let before: Looked['own'] = new Map()
      for (let i = 0; i < TRIES; i++) {
        const found = await look(user, epoch, rest)
        if (typeof found === 'string') return found
        // Deleted meanwhile.
        const gone = [...before.keys()].filter(id => !found.own.has(id))
        rest = withoutMessages(rest, new Set(gone))
        const kept = await put(user, epoch, asOwned(rest, found), found)
        if (kept !== 'again') return kept
        before = found.own
      }
      return 'moved'
    },
  }
}
