import { z } from 'zod'
import { nothing, sum } from '../../memory/own/counted.ts'
import type { Forgetting, Forgotten, OwnMemory } from '../../memory/own-memory.ts'
import { type ChannelId, type TurnName, USER_ENTITY, type UserId } from '../../memory/types.ts'
import { claimsOf, digits, ownId } from '../keys.ts'
import { runScript } from '../scripts.ts'
import { statementField } from '../sources.ts'
import { DELETED_SECONDS } from '../store.ts'
import { turnName } from '../turns.ts'
import { unavailable } from '../unavailable.ts'
import { batches } from './batches.ts'
import { keptSeconds } from './kept-seconds.ts'
import type { OwnOptions } from './options.ts'

/** What one script takes away: 1 to 3 ms (bench/forgetting.ts). */
const STEP = { known: 25, turns: 8, messages: 25 }

const three = z.tuple([z.number(), z.number(), z.number()])
const knownReply = z.tuple([z.number(), z.array(z.string()), z.array(z.string())])
const ids = z.array(ownId)
const names = z.array(turnName)

/** Takes away what users name. */
export function forgetting(
  options: Pick<OwnOptions, 'redis' | 'keys' | 'index' | 'known' | 'historyDays' | 'onForgotten'>,
): Pick<OwnMemory, 'forget'> {
  const { redis, keys } = options
  const seconds = keptSeconds(options)

  async function forgetTurns(user: UserId, channel: ChannelId, parts: TurnsOf): Promise<Forgotten> {
    const conversation = { user, channel }
    const [turns, segments, traces] = three.parse(
      await runScript(
        redis,
        'forget-turns',
        [
          ...[keys.user(user), keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
          ...[keys.relearn(conversation), keys.sources(user), keys.unembedded, keys.messages(user), keys.claims],
          ...[keys.traces(user), keys.aside(user), keys.factPrefix(user), keys.messagePrefix, keys.tracePrefix(user)],
          keys.logPrefix(user),
        ],
        [digits(user), claimsOf(conversation), seconds, DELETED_SECONDS, JSON.stringify(parts)],
      ),
    )
    return { ...nothing, turns, segments, traces }
  }

  /** All messages of a user that are known: those in the list, and those on which something rests. */
  async function* messagesOf(user: UserId): AsyncGenerator<string[]> {
    const refused = (error: unknown) => {
      throw unavailable('zscan', error)
    }
    let cursor = '0'
    do {
      const [next, found] = await redis.zscan(keys.messages(user), cursor, 'COUNT', STEP.messages).catch(refused)
      cursor = next
      yield found.filter((_, i) => i % 2 === 0)
    } while (cursor !== '0')
    let from = '-'
    while (from !== '') {
      const found = await redis.zrange(keys.sources(user), from, '+', 'BYLEX', 'LIMIT', 0, STEP.messages).catch(refused)
      yield [...new Set(found.map(name => name.slice(0, 20).replace(/^0+(?=\d)/u, '')))]
      from = found.length === 0 ? '' : `(${found.at(-1) ?? ''}`
    }
  }

  /** First what is shown and learned from, in one step; then what its messages lead to. */
  async function forgetConversation(user: UserId, channel: ChannelId): Promise<Forgotten> {
    const conversation = { user, channel }
    const claims = claimsOf(conversation)
    const [turns, segments, conversations] = three.parse(
      await runScript(
        redis,
        'forget-conversation',
        [
          ...[keys.user(user), keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
          ...[keys.relearn(conversation), keys.conversations(user), keys.claims, keys.aside(user)],
        ],
        [digits(channel), claims],
      ),
    )
    let traces = 0
    for await (const found of messagesOf(user)) {
      for (const messages of batches(found, STEP.messages)) {
        const taken = await runScript(
          redis,
          'forget-messages',
          [
            ...[keys.user(user), keys.sources(user), keys.unembedded, keys.messages(user), keys.traces(user)],
            ...[keys.claims, keys.factPrefix(user), keys.messagePrefix, keys.tracePrefix(user), keys.logPrefix(user)],
          ],
          [digits(user), digits(channel), claims, seconds, DELETED_SECONDS, ...messages],
        )
        traces += z.number().parse(taken)
      }
    }
    return { ...nothing, turns, segments, conversations, traces }
  }

  async function forgetKnown(user: UserId, parts: KnownOf): Promise<KnownTaken> {
    const [facts, entities, told] = knownReply.parse(
      await runScript(
        redis,
        'forget-known',
        [
          ...[keys.user(user), keys.facts(user), keys.entities(user), keys.sources(user), keys.unembedded],
          ...[keys.messages(user), keys.factPrefix(user), keys.entityPrefix(user), keys.messagePrefix],
          ...[keys.logPrefix(user), keys.conversationPrefix(user)],
        ],
        [digits(user), seconds, DELETED_SECONDS, USER_ENTITY, JSON.stringify(parts)],
      ),
    )
    return { facts, entities, told }
  }

  return {
    async forget(user, wanted) {
      let forgotten = nothing
      try {
        // First what could be learned from anew meanwhile.
        for (const channel of wanted.conversations) forgotten = sum(forgotten, await forgetConversation(user, channel))
        for (const { channel, ...parts } of turnSteps(wanted))
          forgotten = sum(forgotten, await forgetTurns(user, channel, parts))
        const taken: KnownTaken[] = []
        for (const parts of knownSteps(wanted)) taken.push(await forgetKnown(user, parts))
        forgotten = sum(forgotten, counted(taken))
      } finally {
        options.known.forget(user)
        options.index.forget(user)
        options.onForgotten(user)
      }
      return forgotten
    },
  }
}

interface TurnsOf {
  readonly turns: readonly TurnName[]
  readonly segments: readonly string[]
}

interface KnownOf {
  readonly facts: readonly string[]
  readonly statements: readonly { readonly entity: string; readonly field: string }[]
  readonly unquoted: readonly string[]
  readonly withoutNear: readonly string[]
}

/** What one step took: facts, the entities of which nothing is left, and of each statement its entity. */
interface KnownTaken {
  readonly facts: number
  readonly entities: readonly string[]
  readonly told: readonly string[]
}

/** What is said of an entity can go in several steps. */
function counted(taken: readonly KnownTaken[]): Forgotten {
  const entities = new Set(taken.flatMap(({ entities }) => entities))
  const statements = taken.flatMap(({ told }) => told).filter(entity => !entities.has(entity)).length
  return { ...nothing, facts: taken.reduce((all, { facts }) => all + facts, 0), entities: entities.size, statements }
}

function* turnSteps({ turns, segments }: Forgetting): Generator<TurnsOf & { readonly channel: ChannelId }> {
  const none = { turns: [], segments: [] }
  for (const [channel, here] of Map.groupBy(turns, ({ channel }) => channel)) {
    const wanted = names.parse(here.map(({ turn }) => turn))
    for (const some of batches(wanted, STEP.turns)) yield { ...none, channel, turns: some }
  }
  for (const [channel, here] of Map.groupBy(segments, ({ channel }) => channel)) {
    yield { ...none, channel, segments: here.map(({ id }) => id) }
  }
}

function* knownSteps({ facts, statements, unquoted, withoutNear }: Forgetting): Generator<KnownOf> {
  const none = { facts: [], statements: [], unquoted: [], withoutNear: [] }
  const fields = statements.map(statement => ({
    entity: ownId.parse(statement.entity),
    field: statementField(statement),
  }))
  for (const some of batches(ids.parse(unquoted), STEP.known)) yield { ...none, unquoted: some }
  for (const some of batches(ids.parse(withoutNear), STEP.known)) yield { ...none, withoutNear: some }
  for (const some of batches(fields, STEP.known)) yield { ...none, statements: some }
  for (const some of batches(ids.parse(facts), STEP.known)) yield { ...none, facts: some }
}
