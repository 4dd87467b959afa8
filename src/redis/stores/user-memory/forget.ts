import { z } from 'zod'
import type { DeletionCounts, DeletionPlan, UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import { emptyDeletionCounts, sumDeletionCounts } from '../../../memory/ports/user-memory-store.ts'
import { type ChannelId, type TurnName, USER_ENTITY, type UserId } from '../../../memory/types.ts'
import { toMemoryUnavailable } from '../../connection/errors.ts'
import { assertSnowflake, claimPrefix, ownIdSchema } from '../../keys.ts'
import { statementField } from '../../records/message-links.ts'
import { turnNameSchema } from '../../records/turns.ts'
import { runScript } from '../../run-script.ts'
import { TOMBSTONE_SECONDS } from '../conversations.ts'
import type { UserMemoryDependencies } from './options.ts'
import { batchesOf, retentionSeconds } from './options.ts'

/** What one script takes away: 1 to 3 ms (bench/forgetting.ts). */
const BATCH_SIZE = { known: 25, turns: 8, messages: 25 }

const threeCountsSchema = z.tuple([z.number(), z.number(), z.number()])
const forgottenKnowledgeSchema = z.tuple([z.number(), z.array(z.string()), z.array(z.string())])
const ownIdsSchema = z.array(ownIdSchema)
const turnNamesSchema = z.array(turnNameSchema)

/** Takes away what users name. */
export function forgetMethods(
  options: Pick<UserMemoryDependencies, 'redis' | 'keys' | 'index' | 'known' | 'historyDays' | 'onForgotten'>,
): Pick<UserMemoryStore, 'forget'> {
  const { redis, keys } = options
  const seconds = retentionSeconds(options)

  async function forgetTurns(user: UserId, channel: ChannelId, parts: TurnsToForget): Promise<DeletionCounts> {
    const conversation = { user, channel }
    const [turns, segments, traces] = threeCountsSchema.parse(
      await runScript(
        redis,
        'forget-turns',
        [
          ...[keys.user(user), keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
          ...[keys.relearn(conversation), keys.messageLinks(user), keys.unembedded, keys.messages(user), keys.claims],
          ...[
            keys.traces(user),
            keys.setAsideTurns(user),
            keys.factPrefix(user),
            keys.messagePrefix,
            keys.tracePrefix(user),
          ],
          keys.logPrefix(user),
        ],
        [assertSnowflake(user), claimPrefix(conversation), seconds, TOMBSTONE_SECONDS, JSON.stringify(parts)],
      ),
    )
    return { ...emptyDeletionCounts, turns, summaries: segments, traces }
  }

  /** All messages of a user that are known: those in the list, and those on which something rests. */
  async function* messagesOf(user: UserId): AsyncGenerator<string[]> {
    const refused = (error: unknown) => {
      throw toMemoryUnavailable('zscan', error)
    }
    let cursor = '0'
    do {
      const [next, found] = await redis.zscan(keys.messages(user), cursor, 'COUNT', BATCH_SIZE.messages).catch(refused)
      cursor = next
      yield found.filter((_, i) => i % 2 === 0)
    } while (cursor !== '0')
    let from = '-'
    while (from !== '') {
      const found = await redis
        .zrange(keys.messageLinks(user), from, '+', 'BYLEX', 'LIMIT', 0, BATCH_SIZE.messages)
        .catch(refused)
      yield [...new Set(found.map(name => name.slice(0, 20).replace(/^0+(?=\d)/u, '')))]
      from = found.length === 0 ? '' : `(${found.at(-1) ?? ''}`
    }
  }

  /** First what is shown and learned from, in one step; then what its messages lead to. */
  async function forgetConversation(user: UserId, channel: ChannelId): Promise<DeletionCounts> {
    const conversation = { user, channel }
    const claims = claimPrefix(conversation)
    const [turns, segments, conversations] = threeCountsSchema.parse(
      await runScript(
        redis,
        'forget-conversation',
        [
          ...[keys.user(user), keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
          ...[keys.relearn(conversation), keys.conversations(user), keys.claims, keys.setAsideTurns(user)],
        ],
        [assertSnowflake(channel), claims],
      ),
    )
    let traces = 0
    for await (const found of messagesOf(user)) {
      for (const messages of batchesOf(found, BATCH_SIZE.messages)) {
        const taken = await runScript(
          redis,
          'forget-messages',
          [
            ...[keys.user(user), keys.messageLinks(user), keys.unembedded, keys.messages(user), keys.traces(user)],
            ...[keys.claims, keys.factPrefix(user), keys.messagePrefix, keys.tracePrefix(user), keys.logPrefix(user)],
          ],
          [assertSnowflake(user), assertSnowflake(channel), claims, seconds, TOMBSTONE_SECONDS, ...messages],
        )
        traces += z.number().parse(taken)
      }
    }
    return { ...emptyDeletionCounts, turns, summaries: segments, conversations, traces }
  }

  async function forgetKnown(user: UserId, parts: KnowledgeToForget): Promise<ForgottenKnowledge> {
    const [facts, entities, told] = forgottenKnowledgeSchema.parse(
      await runScript(
        redis,
        'forget-known',
        [
          ...[keys.user(user), keys.facts(user), keys.entities(user), keys.messageLinks(user), keys.unembedded],
          ...[keys.messages(user), keys.factPrefix(user), keys.entityPrefix(user), keys.messagePrefix],
          ...[keys.logPrefix(user), keys.conversationPrefix(user)],
        ],
        [assertSnowflake(user), seconds, TOMBSTONE_SECONDS, USER_ENTITY, JSON.stringify(parts)],
      ),
    )
    return { facts, entities, told }
  }

  return {
    async forget(user, wanted) {
      let forgotten = emptyDeletionCounts
      try {
        // First what could be learned from anew meanwhile.
        for (const channel of wanted.conversations)
          forgotten = sumDeletionCounts(forgotten, await forgetConversation(user, channel))
        for (const { channel, ...parts } of turnBatches(wanted))
          forgotten = sumDeletionCounts(forgotten, await forgetTurns(user, channel, parts))
        const taken: ForgottenKnowledge[] = []
        for (const parts of knowledgeBatches(wanted)) taken.push(await forgetKnown(user, parts))
        forgotten = sumDeletionCounts(forgotten, countForgotten(taken))
      } finally {
        options.known.forget(user)
        options.index.forget(user)
        options.onForgotten(user)
      }
      return forgotten
    },
  }
}

interface TurnsToForget {
  readonly turns: readonly TurnName[]
  readonly segments: readonly string[]
}

interface KnowledgeToForget {
  readonly facts: readonly string[]
  readonly statements: readonly { readonly entity: string; readonly field: string }[]
  readonly unquoted: readonly string[]
  readonly withoutNear: readonly string[]
}

/** What one step took: facts, the entities of which nothing is left, and of each statement its entity. */
interface ForgottenKnowledge {
  readonly facts: number
  readonly entities: readonly string[]
  readonly told: readonly string[]
}

/** What is said of an entity can go in several steps. */
function countForgotten(taken: readonly ForgottenKnowledge[]): DeletionCounts {
  const entities = new Set(taken.flatMap(({ entities }) => entities))
  const statements = taken.flatMap(({ told }) => told).filter(entity => !entities.has(entity)).length
  return {
    ...emptyDeletionCounts,
    facts: taken.reduce((all, { facts }) => all + facts, 0),
    entities: entities.size,
    statements,
  }
}

function* turnBatches({ turns, segments }: DeletionPlan): Generator<TurnsToForget & { readonly channel: ChannelId }> {
  const none = { turns: [], segments: [] }
  for (const [channel, here] of Map.groupBy(turns, ({ channel }) => channel)) {
    const wanted = turnNamesSchema.parse(here.map(({ turn }) => turn))
    for (const some of batchesOf(wanted, BATCH_SIZE.turns)) yield { ...none, channel, turns: some }
  }
  for (const [channel, here] of Map.groupBy(segments, ({ channel }) => channel)) {
    yield { ...none, channel, segments: here.map(({ id }) => id) }
  }
}

function* knowledgeBatches({ facts, statements, unquoted, withoutNear }: DeletionPlan): Generator<KnowledgeToForget> {
  const none = { facts: [], statements: [], unquoted: [], withoutNear: [] }
  const fields = statements.map(statement => ({
    entity: ownIdSchema.parse(statement.entity),
    field: statementField(statement),
  }))
  for (const some of batchesOf(ownIdsSchema.parse(unquoted), BATCH_SIZE.known)) yield { ...none, unquoted: some }
  for (const some of batchesOf(ownIdsSchema.parse(withoutNear), BATCH_SIZE.known)) yield { ...none, withoutNear: some }
  for (const some of batchesOf(fields, BATCH_SIZE.known)) yield { ...none, statements: some }
  for (const some of batchesOf(ownIdsSchema.parse(facts), BATCH_SIZE.known)) yield { ...none, facts: some }
}
