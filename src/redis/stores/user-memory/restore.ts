import { z } from 'zod'
import { chunks } from '../../../memory/chunks.ts'
import type { StoredConversation } from '../../../memory/ports/user-memory-store.ts'
import {
  assertRestorable,
  type MessageOwners,
  messagesShowing,
  namedIds,
  namedMessages,
  withOwnedMessages,
  withoutMessages,
} from '../../../memory/transfer/restorable.ts'
import { turnNameOf } from '../../../memory/turns.ts'
import type { MessageId, UserId } from '../../../memory/types.ts'
import { readRedisTime } from '../../connection/server-info.ts'
import { assertSnowflake } from '../../keys.ts'
import { summaryJson } from '../../records/facts.ts'
import { logMember, scopeSchema, turnJson, turnNameSchema } from '../../records/turns.ts'
import { runRestoreConversation } from '../../scripts/user-memory/change.ts'
import { runFindMessageOwners } from '../../scripts/user-memory/read.ts'
import type { UserMemoryDependencies } from './dependencies.ts'

/** So many messages a step: 200 take Redis about a millisecond. */
const READ_BATCH_SIZE = 200
/** Each time something else of the user's changed between the steps. */
const MAX_TRIES = 5

const timeSchema = z.number()

interface Restoring {
  readonly user: UserId
  readonly epoch: string
  readonly stored: StoredConversation
}

interface OwnersAtVersion extends MessageOwners {
  readonly version: string
}

/** Restores a conversation that was taken out: first it is read, in steps, whose its messages are; then it is stored at once. */
export async function restoreConversation(
  dependencies: UserMemoryDependencies,
  { user, epoch, stored }: Restoring,
): Promise<'kept' | 'exists' | 'moved'> {
  for (const id of namedIds(stored)) assertSnowflake(id)
  // By whichever clock is ahead: one that is set back refuses nothing that was said.
  assertRestorable(stored, Math.max(Date.now(), await readRedisTime(dependencies.redis)))
  let rest = stored
  let before: MessageOwners['own'] = new Map()
  for (let i = 0; i < MAX_TRIES; i++) {
    const owners = await findOwners(dependencies, { user, epoch, stored: rest })
    if (typeof owners === 'string') return owners
    const deletedMeanwhile = [...before.keys()].filter(id => !owners.own.has(id))
    rest = withoutMessages(rest, new Set(deletedMeanwhile))
    const outcome = await write(dependencies, { user, epoch, stored: withOwnedMessages(rest, owners) }, owners)
    if (outcome !== 'again') return outcome
    before = owners.own
  }
  return 'moved'
}

/** Whose the messages are, and the version at which the first of them were looked at. */
async function findOwners(
  dependencies: UserMemoryDependencies,
  { user, epoch, stored }: Restoring,
): Promise<OwnersAtVersion | 'exists' | 'moved'> {
  const conversation = { user, channel: stored.channel }
  const own = new Map<MessageId, MessageId>()
  const others = new Set<MessageId>()
  let firstVersion: string | undefined
  const steps = chunks(namedMessages(stored), READ_BATCH_SIZE)
  for (const messages of steps.length === 0 ? [[]] : steps) {
    const found = await runFindMessageOwners(dependencies, conversation, epoch, messages)
    if (typeof found === 'string') return found
    const [version, mine, theirs] = found
    firstVersion ??= version
    for (const [id = '', question = ''] of chunks(mine, 2)) own.set(id, question)
    const elsewhere = await dependencies.findForeignMessages?.(user, messages)
    for (const id of [...theirs, ...(elsewhere ?? [])]) others.add(id)
  }
  return { version: firstVersion ?? '', own, others }
}

async function write(
  dependencies: UserMemoryDependencies,
  { user, epoch, stored }: Restoring,
  owners: OwnersAtVersion,
): Promise<'kept' | 'exists' | 'moved' | 'again'> {
  const { channel, guild, turns } = stored
  return await runRestoreConversation(
    dependencies,
    { user, channel },
    {
      ...{ epoch, version: owners.version, guild, lastUsedAt: timeSchema.parse(stored.lastUsedAt) },
      order: turns.map(logMember).join(''),
      fields: conversationFields(stored, owners),
      turns: turns.map(turn => [turnNameOf(turn), turnJson(turn)]),
    },
  )
}

/** The fields of `conv:{u}:<c>`. The deletion of a message of the user's takes the summaries along that cover its turn. */
function conversationFields(
  stored: StoredConversation,
  { own }: MessageOwners,
): readonly (readonly [string, string])[] {
  const { learnedTo, summarizedTo, segments: summaries } = stored
  const shownBy = messagesShowing(stored)
  const fields = summaries.flatMap((summary, i): [string, string][] => {
    const { said, covers } = summaryJson(summary)
    const messages = summary.covers.flatMap(shownBy).filter(id => own.has(id))
    return [
      [`segment:${i + 1}`, said],
      [`covers:${i + 1}`, covers],
      [`messages:${i + 1}`, messages.join(' ')],
    ]
  })
  return [
    ['scope', scopeSchema.parse(stored.scope)],
    ['guild', stored.guild ?? ''],
    ...(learnedTo === undefined ? [] : [['learnedTo', turnNameSchema.parse(learnedTo)] as const]),
    ...(summarizedTo === undefined ? [] : [['summarizedTo', turnNameSchema.parse(summarizedTo)] as const]),
    ...fields,
    ...(summaries.length === 0 ? [] : [['segments', String(summaries.length)] as const]),
  ]
}
