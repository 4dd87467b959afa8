import { z } from 'zod'
import { MemoryUnavailable } from '../../errors.ts'
import type { HeldConversation, Holdings, OwnMemory } from '../../memory/own-memory.ts'
import type { ChannelId, Known, MessageId, Trace, TurnName, UserId } from '../../memory/types.ts'
import { snowflake } from '../keys.ts'
import { knownReply } from '../known.ts'
import { groups, segmentsOf, turnsOf } from '../material.ts'
import { runScript } from '../scripts.ts'
import { fieldName } from '../store.ts'
import { parseTrace } from '../traces.ts'
import { parseOwner, scope, turnName } from '../turns.ts'
import { unavailable } from '../unavailable.ts'
import type { OwnOptions } from './options.ts'
import { settingsReply } from './overview.ts'

/** Strings read at once. */
const STEP = 200

const strings = z.array(z.string())
const reply = z.tuple([z.string(), settingsReply, strings, strings, knownReply])
const conversationReply = z.tuple([strings, strings])

/** All that is kept of a user, and whose a message is. What can't be read is told and passed over. */
export function holding(
  options: Pick<OwnOptions, 'redis' | 'keys' | 'known' | 'onProblem'>,
): Pick<OwnMemory, 'holdings' | 'ownerOf'> {
  const { redis, keys, known: cache, onProblem } = options

  /** Of each id what stands under its key, if anything does. */
  async function* read(ids: readonly string[], keyOf: (id: string) => string): AsyncGenerator<[string, string]> {
    for (let i = 0; i < ids.length; i += STEP) {
      const some = ids.slice(i, i + STEP)
      const values = await redis.mget(some.map(keyOf)).catch((error: unknown) => {
        throw unavailable('mget', error)
      })
      for (const [k, id] of some.entries()) if (values[k]) yield [id, values[k]]
    }
  }

  async function conversationOf(user: UserId, channel: ChannelId, usedAt: string): Promise<HeldConversation> {
    const conversation = { user, channel }
    const found = await runScript(
      redis,
      'held-conversation',
      [keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
      [],
    )
    const [fields, turns] = conversationReply.parse(found)
    const conv = new Map(groups(fields, 2).map(([field = '', value = '']) => [field, value]))
    const broken = (kind: 'brokenTurn' | 'brokenSegment', field: string) =>
      onProblem({ kind, conversation, turn: fieldName(field) })
    return {
      channel,
      ...optional('guild', snowflake.safeParse(conv.get('guild')).data),
      // Without one nobody but the user may hear it.
      scope: scope.safeParse(conv.get('scope')).data ?? 'dm',
      lastUsedAt: Number(usedAt),
      ...optional('learnedTo', cursor(conv.get('learnedTo'))),
      ...optional('summarizedTo', cursor(conv.get('summarizedTo'))),
      turns: turnsOf(turns, broken),
      segments: segmentsOf(conv, broken),
    }
  }

  async function tracesOf(user: UserId, questions: readonly MessageId[]): Promise<Map<MessageId, Trace>> {
    const traces = new Map<MessageId, Trace>()
    for await (const [id, json] of read(questions, id => keys.tracePrefix(user) + id)) {
      const trace = parseTrace(json)
      if (trace) traces.set(id, trace)
      else onProblem({ kind: 'brokenTrace', user })
    }
    return traces
  }

  /** A fact says itself where it was said; of a statement its messages know. */
  async function placesOf({ user, facts, statements }: Known): Promise<Map<MessageId, ChannelId>> {
    const places = new Map<MessageId, ChannelId>()
    for (const { sources, channel } of facts) for (const message of sources) places.set(message, channel)
    const messages = [...new Set([...facts, ...statements].flatMap(({ sources }) => sources))]
    for await (const [message, json] of read(messages, keys.message)) {
      const owner = parseOwner(json)
      if (owner?.user === user) places.set(message, owner.channel)
    }
    return places
  }

  async function allOf(user: UserId): Promise<Holdings> {
    const had = cache.of(user)
    const found = await runScript(
      redis,
      'holdings',
      [
        ...[keys.user(user), keys.conversations(user), keys.traces(user), keys.facts(user), keys.entities(user)],
        ...[keys.factPrefix(user), keys.entityPrefix(user)],
      ],
      [had.table?.version ?? ''],
    )
    const [epoch, settings, used, traced, knownNow] = reply.parse(found)
    const known = cache.take(user, had, knownNow).heardBy({ kind: 'user' })
    const conversations: HeldConversation[] = []
    for (const [channel = '', usedAt = ''] of groups(used, 2)) {
      const held = await conversationOf(user, channel, usedAt)
      conversations.push(held)
    }
    return {
      ...{ user, epoch, settings, known, conversations },
      traces: await tracesOf(user, traced),
      places: await placesOf(known),
    }
  }

  return {
    /** Dozens of reads, of which one that is answered too late spoils all: on a busy machine they are made once more. */
    async holdings(user) {
      return await allOf(user).catch((error: unknown) => {
        if (!(error instanceof MemoryUnavailable) || error.facts['code'] !== 'timeout') throw error
        return allOf(user)
      })
    },

    async ownerOf(message) {
      const json = await redis.get(keys.message(message)).catch((error: unknown) => {
        throw unavailable('get', error)
      })
      const owner = parseOwner(json ?? '')
      return owner && { user: owner.user, channel: owner.channel, id: owner.id }
    },
  }
}

function cursor(field: string | undefined): TurnName | undefined {
  return turnName.safeParse(field).data
}

function optional<K extends string, T>(key: K, value: T | undefined): { [k in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [k in K]: T })
}
