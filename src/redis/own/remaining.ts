import type { ChainableCommander } from 'ioredis'
import type { Forgetting, OwnMemory } from '../../memory/own-memory.ts'
import type { UserId } from '../../memory/types.ts'
import { parseSegment } from '../facts.ts'
import { statementField } from '../sources.ts'
import { unavailable } from '../unavailable.ts'
import { batches } from './batches.ts'
import { epochsGoing } from './forgetting-everything.ts'
import type { OwnOptions } from './options.ts'

/** Commands sent at once. */
const STEP = 200

/** Asks one thing; what is there is counted as a number, or by reading what it says. */
type Look = readonly [ask: (pipeline: ChainableCommander) => unknown, count?: (found: unknown) => number]

/** Looks anew for what was taken away. */
export function remainingOf(options: Pick<OwnOptions, 'redis' | 'keys' | 'index'>): Pick<OwnMemory, 'remaining'> {
  const { redis, keys, index } = options

  async function counted(looks: readonly Look[]): Promise<number> {
    let left = 0
    for (const some of batches(looks, STEP)) {
      const pipeline = redis.pipeline()
      for (const [ask] of some) ask(pipeline)
      const replies = await pipeline.exec().catch((error: unknown) => {
        throw unavailable('pipeline', error)
      })
      for (const [i, [error, found]] of (replies ?? []).entries()) {
        if (error) throw unavailable('pipeline', error)
        left += (some[i]?.[1] ?? Number)(found)
      }
    }
    return left
  }

  function* looksForKnown(user: UserId, wanted: Forgetting): Generator<Look> {
    for (const id of wanted.facts) {
      yield [pipeline => pipeline.exists(keys.fact(user, id))]
      yield [pipeline => pipeline.zscore(keys.facts(user), id), isThere]
    }
    for (const statement of wanted.statements) {
      yield [pipeline => pipeline.hexists(keys.entity(user, statement.entity), statementField(statement))]
    }
    for (const id of wanted.withoutNear) yield [pipeline => pipeline.hexists(keys.fact(user, id), 'near')]
    for (const id of wanted.unquoted) {
      yield [pipeline => pipeline.hget(keys.fact(user, id), 'json'), json => (hasQuote(json) ? 1 : 0)]
    }
  }

  function* looksForSaid(user: UserId, wanted: Forgetting): Generator<Look> {
    for (const { channel, turn } of wanted.turns) {
      // A question goes with its answer.
      for (const name of turn.startsWith('q:') ? [turn, `a:${turn.slice(2)}`] : [turn]) {
        yield [pipeline => pipeline.hexists(keys.log({ user, channel }), name)]
      }
      yield [pipeline => pipeline.zscore(keys.traces(user), turn.slice(2)), isThere]
      yield [pipeline => pipeline.exists(keys.trace({ user, channel, id: turn.slice(2) }))]
    }
    for (const [channel, here] of Map.groupBy(wanted.segments, ({ channel }) => channel)) {
      const named = new Set(here.map(({ id }) => id))
      yield [pipeline => pipeline.hvals(keys.conversation({ user, channel })), values => segmentsAmong(values, named)]
    }
    for (const channel of wanted.conversations) {
      const conversation = { user, channel }
      const own = [keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)]
      yield [pipeline => pipeline.exists(...own, keys.relearn(conversation))]
      yield [pipeline => pipeline.zscore(keys.conversations(user), channel), isThere]
    }
  }

  function* looksForAll(user: UserId, epochs: readonly string[]): Generator<Look> {
    const own = [keys.facts(user), keys.entities(user), keys.conversations(user), keys.traces(user)]
    const others = [keys.messages(user), keys.sources(user), ...epochs.flatMap(epoch => keys.goingLists(user, epoch))]
    for (const list of [...own, ...others]) yield [pipeline => pipeline.zcard(list)]
    yield [pipeline => pipeline.exists(keys.aside(user), keys.guilds(user), keys.offers(user))]
  }

  return {
    async remaining(user, wanted) {
      if (wanted === 'everything') {
        return (await counted([...looksForAll(user, await epochsGoing(options, user))])) + (await index.count(user))
      }
      const indexed = wanted.facts.length === 0 ? 0 : await index.count(user, wanted.facts)
      return (await counted([...looksForKnown(user, wanted), ...looksForSaid(user, wanted)])) + indexed
    },
  }
}

function isThere(score: unknown): number {
  return score === null ? 0 : 1
}

function hasQuote(json: unknown): boolean {
  return typeof json === 'string' && json.includes('"quote":"') && !json.includes('"quote":""')
}

function segmentsAmong(values: unknown, named: ReadonlySet<string>): number {
  const texts = Array.isArray(values) ? values.filter(value => typeof value === 'string') : []
  return texts.filter(json => json.startsWith('{') && named.has(parseSegment(json)?.id ?? '')).length
}
