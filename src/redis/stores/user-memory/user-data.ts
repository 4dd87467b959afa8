import { MemoryUnavailable } from '../../../errors.ts'
import { chunks } from '../../../memory/chunks.ts'
import type { StoredConversation, UserData } from '../../../memory/ports/user-memory-store.ts'
import type { ChannelId, Knowledge, MessageId, QuestionRef, Trace, TurnName, UserId } from '../../../memory/types.ts'
import { executePipeline, withMemoryErrors } from '../../connection/errors.ts'
import { snowflakeSchema } from '../../keys.ts'
import { reportFieldsOf } from '../../records/corrupt-record.ts'
import { parseCoveringSummaries } from '../../records/facts.ts'
import { fieldsOf } from '../../records/learning-input.ts'
import { parseContextLinks } from '../../records/message-links.ts'
import { parseMessageOwner } from '../../records/message-record.ts'
import { parseTrace } from '../../records/traces.ts'
import { parseTurns, scopeSchema, turnNameSchema } from '../../records/turns.ts'
import { parseUserSettings } from '../../records/user-settings.ts'
import { runReadConversation, runReadUserData } from '../../scripts/user-memory/read.ts'
import type { UserMemoryDependencies } from './dependencies.ts'

/** Strings read at once. */
const READ_BATCH_SIZE = 200

/**
 * All that is kept of a user. What can't be read is reported and skipped.
 * Dozens of reads, of which one that is answered too late spoils all: on a busy machine they are made once more.
 */
export async function readUserData(dependencies: UserMemoryDependencies, user: UserId): Promise<UserData> {
  return await readOnce(dependencies, user).catch((error: unknown) => {
    if (!(error instanceof MemoryUnavailable) || error.details['code'] !== 'timeout') throw error
    return readOnce(dependencies, user)
  })
}

/** Whose question a message shows, or is an answer to. */
export async function findOwner(
  { redis, keys }: UserMemoryDependencies,
  message: MessageId,
): Promise<QuestionRef | undefined> {
  const owner = parseMessageOwner(message, (await withMemoryErrors(redis).get(keys.message(message))) ?? '')
  return owner && { user: owner.user, channel: owner.channel, id: owner.id }
}

async function readOnce(dependencies: UserMemoryDependencies, user: UserId): Promise<UserData> {
  const cache = dependencies.knowledgeCache
  const state = cache.stateFor(user)
  const reply = await runReadUserData(dependencies, user, state.cached?.version)
  const [epoch, settings, used, traced, knowledge, contextLinks] = reply
  const known = cache.resolve(user, state, knowledge).visibleTo({ kind: 'user' })
  const conversations: StoredConversation[] = []
  for (const [channel = '', usedAt = ''] of chunks(used, 2)) {
    conversations.push(await readConversation(dependencies, { user, channel, usedAt }))
  }
  return {
    ...{ user, epoch, settings: parseUserSettings(settings), known, conversations },
    traces: await readTraces(dependencies, user, traced),
    messageChannels: await readMessageChannels(dependencies, known),
    contextMessages: parseContextLinks(contextLinks),
  }
}

async function readConversation(
  dependencies: UserMemoryDependencies,
  { user, channel, usedAt }: { user: UserId; channel: ChannelId; usedAt: string },
): Promise<StoredConversation> {
  const conversation = { user, channel }
  const [fields, turns] = await runReadConversation(dependencies, conversation)
  const conv = fieldsOf(fields)
  const report = reportFieldsOf(conversation, dependencies.onCorruptRecord)
  const guild = snowflakeSchema.safeParse(conv.get('guild')).data
  const learnedTo = parseCursor(conv.get('learnedTo'))
  const summarizedTo = parseCursor(conv.get('summarizedTo'))
  return {
    channel,
    ...(guild === undefined ? {} : { guild }),
    // Without a scope it is visible to the user alone.
    scope: scopeSchema.safeParse(conv.get('scope')).data ?? 'dm',
    lastUsedAt: Number(usedAt),
    ...(learnedTo === undefined ? {} : { learnedTo }),
    ...(summarizedTo === undefined ? {} : { summarizedTo }),
    turns: parseTurns(chunks(turns, 2), report),
    segments: parseCoveringSummaries(conv, report),
  }
}

async function readTraces(
  dependencies: UserMemoryDependencies,
  user: UserId,
  questions: readonly MessageId[],
): Promise<Map<MessageId, Trace>> {
  const { redis, keys, onCorruptRecord } = dependencies
  const traces = new Map<MessageId, Trace>()
  for (const some of chunks(questions, READ_BATCH_SIZE)) {
    const pipeline = redis.pipeline().hmget(keys.traces(user), ...some)
    const found = await executePipeline(pipeline.mget(some.map(id => keys.formerTracePrefix(user) + id)))
    const [own, former] = found as [(string | null)[], (string | null)[]]
    for (const [i, id] of some.entries()) {
      const text = own[i] ?? former[i]
      if (typeof text !== 'string') continue
      const trace = parseTrace(text)
      if (trace) traces.set(id, trace)
      else onCorruptRecord({ kind: 'brokenTrace', user })
    }
  }
  return traces
}

/** A fact says itself where it was said; of a statement its messages know. */
async function readMessageChannels(
  dependencies: UserMemoryDependencies,
  { user, facts, statements }: Knowledge,
): Promise<Map<MessageId, ChannelId>> {
  const channels = new Map<MessageId, ChannelId>()
  for (const { sources, channel } of facts) for (const message of sources) channels.set(message, channel)
  const messages = [...new Set([...facts, ...statements].flatMap(({ sources }) => sources))]
  for await (const [message, text] of readAll(dependencies, messages, dependencies.keys.message)) {
    const owner = parseMessageOwner(message, text)
    if (owner?.user === user) channels.set(message, owner.channel)
  }
  return channels
}

/** The string under the key of each id, if there is one. */
async function* readAll(
  { redis }: UserMemoryDependencies,
  ids: readonly string[],
  keyOf: (id: string) => string,
): AsyncGenerator<[string, string]> {
  for (const some of chunks(ids, READ_BATCH_SIZE)) {
    const values = await withMemoryErrors(redis).mget(some.map(keyOf))
    for (const [i, id] of some.entries()) if (values[i]) yield [id, values[i]]
  }
}

function parseCursor(field: string | undefined): TurnName | undefined {
  return turnNameSchema.safeParse(field).data
}
