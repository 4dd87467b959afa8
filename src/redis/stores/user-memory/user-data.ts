import { z } from 'zod'
import { MemoryUnavailable } from '../../../errors.ts'
import type { StoredConversation, UserData, UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import type { ChannelId, Knowledge, MessageId, Trace, TurnName, UserId } from '../../../memory/types.ts'
import { toMemoryUnavailable } from '../../connection/errors.ts'
import { snowflakeSchema } from '../../keys.ts'
import { knowledgeReply } from '../../records/knowledge.ts'
import { chunks, parseSummaries, parseTurns } from '../../records/learning-input.ts'
import { parseMessageOwner, parseTrace, scopeSchema, turnNameSchema } from '../../records/turns.ts'
import { runScript } from '../../run-script.ts'
import { loggableField } from '../conversations.ts'
import type { UserMemoryDependencies } from './options.ts'
import { userSettingsReply } from './overview.ts'

/** Strings read at once. */
const READ_BATCH_SIZE = 200

const strings = z.array(z.string())
const userDataReply = z.tuple([z.string(), userSettingsReply, strings, strings, knowledgeReply])
const conversationReply = z.tuple([strings, strings])

/** All that is kept of a user, and whose a message is. What can't be read is told and passed over. */
export function userDataMethods(
  options: Pick<UserMemoryDependencies, 'redis' | 'keys' | 'known' | 'onProblem'>,
): Pick<UserMemoryStore, 'readUserData' | 'findOwner'> {
  const { redis, keys, known: cache, onProblem } = options

  /** Of each id what stands under its key, if anything does. */
  async function* readAll(ids: readonly string[], keyOf: (id: string) => string): AsyncGenerator<[string, string]> {
    for (let i = 0; i < ids.length; i += READ_BATCH_SIZE) {
      const some = ids.slice(i, i + READ_BATCH_SIZE)
      const values = await redis.mget(some.map(keyOf)).catch((error: unknown) => {
        throw toMemoryUnavailable('mget', error)
      })
      for (const [k, id] of some.entries()) if (values[k]) yield [id, values[k]]
    }
  }

  async function readConversation(user: UserId, channel: ChannelId, usedAt: string): Promise<StoredConversation> {
    const conversation = { user, channel }
    const found = await runScript(
      redis,
      'held-conversation',
      [keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
      [],
    )
    const [fields, turns] = conversationReply.parse(found)
    const conv = new Map(chunks(fields, 2).map(([field = '', value = '']) => [field, value]))
    const broken = (kind: 'brokenTurn' | 'brokenSegment', field: string) =>
      onProblem({ kind, conversation, turn: loggableField(field) })
    return {
      channel,
      ...optional('guild', snowflakeSchema.safeParse(conv.get('guild')).data),
      // Without one nobody but the user may hear it.
      scope: scopeSchema.safeParse(conv.get('scope')).data ?? 'dm',
      lastUsedAt: Number(usedAt),
      ...optional('learnedTo', parseCursor(conv.get('learnedTo'))),
      ...optional('summarizedTo', parseCursor(conv.get('summarizedTo'))),
      turns: parseTurns(turns, broken),
      segments: parseSummaries(conv, broken),
    }
  }

  async function readTraces(user: UserId, questions: readonly MessageId[]): Promise<Map<MessageId, Trace>> {
    const traces = new Map<MessageId, Trace>()
    for await (const [id, json] of readAll(questions, id => keys.tracePrefix(user) + id)) {
      const trace = parseTrace(json)
      if (trace) traces.set(id, trace)
      else onProblem({ kind: 'brokenTrace', user })
    }
    return traces
  }

  /** A fact says itself where it was said; of a statement its messages know. */
  async function readChannelsOfMessages({ user, facts, statements }: Knowledge): Promise<Map<MessageId, ChannelId>> {
    const places = new Map<MessageId, ChannelId>()
    for (const { sources, channel } of facts) for (const message of sources) places.set(message, channel)
    const messages = [...new Set([...facts, ...statements].flatMap(({ sources }) => sources))]
    for await (const [message, json] of readAll(messages, keys.message)) {
      const owner = parseMessageOwner(json)
      if (owner?.user === user) places.set(message, owner.channel)
    }
    return places
  }

  async function readUserData(user: UserId): Promise<UserData> {
    const had = cache.stateFor(user)
    const found = await runScript(
      redis,
      'holdings',
      [
        ...[keys.user(user), keys.conversations(user), keys.traces(user), keys.facts(user), keys.entities(user)],
        ...[keys.factPrefix(user), keys.entityPrefix(user)],
      ],
      [had.table?.version ?? ''],
    )
    const [epoch, settings, used, traced, knownNow] = userDataReply.parse(found)
    const known = cache.resolve(user, had, knownNow).visibleTo({ kind: 'user' })
    const conversations: StoredConversation[] = []
    for (const [channel = '', usedAt = ''] of chunks(used, 2)) {
      const held = await readConversation(user, channel, usedAt)
      conversations.push(held)
    }
    return {
      ...{ user, epoch, settings, known, conversations },
      traces: await readTraces(user, traced),
      messageChannels: await readChannelsOfMessages(known),
    }
  }

  return {
    /** Dozens of reads, of which one that is answered too late spoils all: on a busy machine they are made once more. */
    async readUserData(user) {
      return await readUserData(user).catch((error: unknown) => {
        if (!(error instanceof MemoryUnavailable) || error.details['code'] !== 'timeout') throw error
        return readUserData(user)
      })
    },

    async findOwner(message) {
      const json = await redis.get(keys.message(message)).catch((error: unknown) => {
        throw toMemoryUnavailable('get', error)
      })
      const owner = parseMessageOwner(json ?? '')
      return owner && { user: owner.user, channel: owner.channel, id: owner.id }
    },
  }
}

function parseCursor(field: string | undefined): TurnName | undefined {
  return turnNameSchema.safeParse(field).data
}

function optional<K extends string, T>(key: K, value: T | undefined): { [k in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [k in K]: T })
}
