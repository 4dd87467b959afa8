import { z } from 'zod'
import type { StoredConversation, UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import type { Conversation, MessageId, UserId } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import { chunks } from '../../records/learning-input.ts'
import { runScript } from '../../run-script.ts'
import { newEpoch } from '../conversations.ts'
import type { UserMemoryDependencies } from './options.ts'
import { retentionSeconds } from './options.ts'
import {
  assertRestorable,
  conversationFields,
  logMember,
  type MessageOwners,
  messageIdsOf,
  turnFields,
  withOwnedMessages,
  withoutMessages,
} from './restored-conversation.ts'

/** So many messages a step: 200 take Redis about a millisecond. */
const READ_BATCH_SIZE = 200
/** Each time something else of the user's changed between the steps. */
const MAX_TRIES = 5

const timeSchema = z.number()
const refusalSchema = z.enum(['exists', 'moved'])
const ownersReplySchema = z.union([refusalSchema, z.tuple([z.string(), z.array(z.string()), z.array(z.string())])])
const outcomeSchema = z.enum(['kept', 'exists', 'moved', 'again'])

interface OwnersAtVersion extends MessageOwners {
  readonly version: string
}

/** Puts conversations back that were taken out: first it is seen, in steps, whose their messages are; then all at once. */
export function restoreMethods(
  options: Pick<UserMemoryDependencies, 'redis' | 'keys' | 'historyDays'>,
): Pick<UserMemoryStore, 'restoreConversation'> {
  const { redis, keys } = options
  const seconds = retentionSeconds(options)

  async function readOwners(conversation: Conversation, epoch: string, messages: readonly MessageId[]) {
    const { user } = conversation
    const found = await runScript(
      redis,
      'restore-messages',
      [
        ...[keys.user(user), keys.conversation(conversation), keys.log(conversation)],
        ...[keys.messages(user), keys.messagePrefix],
      ],
      [assertSnowflake(user), epoch, seconds, conversation.channel, ...messages],
    )
    return ownersReplySchema.parse(found)
  }

  /** The version at which it looked first, and whose the messages are. */
  async function readAllOwners(
    user: UserId,
    epoch: string,
    held: StoredConversation,
  ): Promise<OwnersAtVersion | z.infer<typeof refusalSchema>> {
    const messages = messageIdsOf(held)
    const own = new Map<MessageId, MessageId>()
    const others = new Set<MessageId>()
    let first: string | undefined
    for (let i = 0; i === 0 || i < messages.length; i += READ_BATCH_SIZE) {
      const conversation = { user, channel: held.channel }
      const found = await readOwners(conversation, epoch, messages.slice(i, i + READ_BATCH_SIZE))
      if (typeof found === 'string') return found
      const [version, mine, theirs] = found
      first ??= version
      for (const [id = '', question = ''] of chunks(mine, 2)) own.set(id, question)
      for (const id of theirs) others.add(id)
    }
    return { version: first ?? '', own, others }
  }

  async function writeConversation(user: UserId, epoch: string, held: StoredConversation, looked: OwnersAtVersion) {
    const { channel, guild } = held
    const conversation = { user, channel }
    const fields = conversationFields(held, looked)
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
          Math.round(timeSchema.parse(held.lastUsedAt)),
          seconds,
        ],
        ...[fields.length, held.turns.map(logMember).join(''), ...fields.flat(), ...turnFields(held).flat()],
      ],
    )
    return outcomeSchema.parse(kept)
  }

  return {
    async restoreConversation(user, epoch, held) {
      assertRestorable(held)
      let rest = held
      let before: OwnersAtVersion['own'] = new Map()
      for (let i = 0; i < MAX_TRIES; i++) {
        const found = await readAllOwners(user, epoch, rest)
        if (typeof found === 'string') return found
        // Deleted meanwhile.
        const gone = [...before.keys()].filter(id => !found.own.has(id))
        rest = withoutMessages(rest, new Set(gone))
        const kept = await writeConversation(user, epoch, withOwnedMessages(rest, found), found)
        if (kept !== 'again') return kept
        before = found.own
      }
      return 'moved'
    },
  }
}
