import type { ChainableCommander } from 'ioredis'
import type { DeletionPlan, UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import type { UserId } from '../../../memory/types.ts'
import { toMemoryUnavailable } from '../../connection/errors.ts'
import { parseSummary } from '../../records/facts.ts'
import { statementField } from '../../records/message-links.ts'
import { purgingEpochs } from './forget-everything.ts'
import type { UserMemoryDependencies } from './options.ts'
import { batchesOf } from './options.ts'

/** Commands sent at once. */
const PIPELINE_SIZE = 200

/** Asks one thing; what is there is counted as a number, or by reading what it says. */
type RemainsCheck = readonly [ask: (pipeline: ChainableCommander) => unknown, count?: (found: unknown) => number]

/** Looks anew for what was taken away. */
export function verificationMethods(
  options: Pick<UserMemoryDependencies, 'redis' | 'keys' | 'index'>,
): Pick<UserMemoryStore, 'countRemaining'> {
  const { redis, keys, index } = options

  async function countMatches(looks: readonly RemainsCheck[]): Promise<number> {
    let left = 0
    for (const some of batchesOf(looks, PIPELINE_SIZE)) {
      const pipeline = redis.pipeline()
      for (const [ask] of some) ask(pipeline)
      const replies = await pipeline.exec().catch((error: unknown) => {
        throw toMemoryUnavailable('pipeline', error)
      })
      for (const [i, [error, found]] of (replies ?? []).entries()) {
        if (error) throw toMemoryUnavailable('pipeline', error)
        left += (some[i]?.[1] ?? Number)(found)
      }
    }
    return left
  }

  function* checksForKnowledge(user: UserId, wanted: DeletionPlan): Generator<RemainsCheck> {
    for (const id of wanted.facts) {
      yield [pipeline => pipeline.exists(keys.fact(user, id))]
      yield [pipeline => pipeline.zscore(keys.facts(user), id), countIfPresent]
    }
    for (const statement of wanted.statements) {
      yield [pipeline => pipeline.hexists(keys.entity(user, statement.entity), statementField(statement))]
    }
    for (const id of wanted.withoutNear) yield [pipeline => pipeline.hexists(keys.fact(user, id), 'near')]
    for (const id of wanted.unquoted) {
      yield [pipeline => pipeline.hget(keys.fact(user, id), 'json'), json => (hasQuote(json) ? 1 : 0)]
    }
  }

  function* checksForConversations(user: UserId, wanted: DeletionPlan): Generator<RemainsCheck> {
    for (const { channel, turn } of wanted.turns) {
      // A question goes with its answer.
      for (const name of turn.startsWith('q:') ? [turn, `a:${turn.slice(2)}`] : [turn]) {
        yield [pipeline => pipeline.hexists(keys.log({ user, channel }), name)]
      }
      yield [pipeline => pipeline.zscore(keys.traces(user), turn.slice(2)), countIfPresent]
      yield [pipeline => pipeline.exists(keys.trace({ user, channel, id: turn.slice(2) }))]
    }
    for (const [channel, here] of Map.groupBy(wanted.segments, ({ channel }) => channel)) {
      const named = new Set(here.map(({ id }) => id))
      yield [pipeline => pipeline.hvals(keys.conversation({ user, channel })), values => countSummaries(values, named)]
    }
    for (const channel of wanted.conversations) {
      const conversation = { user, channel }
      const own = [keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)]
      yield [pipeline => pipeline.exists(...own, keys.relearn(conversation))]
      yield [pipeline => pipeline.zscore(keys.conversations(user), channel), countIfPresent]
    }
  }

  function* checksForEverything(user: UserId, epochs: readonly string[]): Generator<RemainsCheck> {
    const own = [keys.facts(user), keys.entities(user), keys.conversations(user), keys.traces(user)]
    const others = [
      keys.messages(user),
      keys.messageLinks(user),
      ...epochs.flatMap(epoch => keys.purgeLists(user, epoch)),
    ]
    for (const list of [...own, ...others]) yield [pipeline => pipeline.zcard(list)]
    yield [pipeline => pipeline.exists(keys.setAsideTurns(user), keys.guilds(user), keys.pendingChoices(user))]
  }

  return {
    async countRemaining(user, wanted) {
      if (wanted === 'everything') {
        return (
          (await countMatches([...checksForEverything(user, await purgingEpochs(options, user))])) +
          (await index.count(user))
        )
      }
      const indexed = wanted.facts.length === 0 ? 0 : await index.count(user, wanted.facts)
      return (
        (await countMatches([...checksForKnowledge(user, wanted), ...checksForConversations(user, wanted)])) + indexed
      )
    },
  }
}

function countIfPresent(score: unknown): number {
  return score === null ? 0 : 1
}

function hasQuote(json: unknown): boolean {
  return typeof json === 'string' && json.includes('"quote":"') && !json.includes('"quote":""')
}

function countSummaries(values: unknown, named: ReadonlySet<string>): number {
  const texts = Array.isArray(values) ? values.filter(value => typeof value === 'string') : []
  return texts.filter(json => json.startsWith('{') && named.has(parseSummary(json)?.id ?? '')).length
}
