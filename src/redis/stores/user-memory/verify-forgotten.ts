import type { ChainableCommander } from 'ioredis'
import { chunks } from '../../../memory/chunks.ts'
import type { DeletionPlan } from '../../../memory/ports/user-memory-store.ts'
import type { UserId } from '../../../memory/types.ts'
import { executePipeline } from '../../connection/errors.ts'
import { parseSummary } from '../../records/facts.ts'
import { statementField } from '../../records/message-links.ts'
import type { UserMemoryDependencies } from './dependencies.ts'
import { purgingEpochs } from './forget-everything.ts'

/** Commands sent at once. */
const PIPELINE_SIZE = 200

/** Asks one thing; what is there is counted as a number, or by reading what it says. */
type Check = readonly [ask: (pipeline: ChainableCommander) => unknown, count?: (found: unknown) => number]

type Dependencies = Pick<UserMemoryDependencies, 'redis' | 'keys' | 'historyDays' | 'index'>

/** How much of what was forgotten is still there, by looking again. */
export async function countRemaining(
  dependencies: Dependencies,
  user: UserId,
  plan: DeletionPlan | 'everything',
): Promise<number> {
  const { redis, keys, index } = dependencies
  if (plan === 'everything') {
    const checks = [...checksForEverything({ keys }, user, await purgingEpochs(dependencies, user))]
    return (await countFound(redis, checks)) + (await index.count(user))
  }
  const indexed = plan.facts.length === 0 ? 0 : await index.count(user, plan.facts)
  const checks = [...checksForKnowledge({ keys }, user, plan), ...checksForConversations({ keys }, user, plan)]
  return (await countFound(redis, checks)) + indexed
}

async function countFound(redis: Dependencies['redis'], checks: readonly Check[]): Promise<number> {
  let found = 0
  for (const some of chunks(checks, PIPELINE_SIZE)) {
    const pipeline = redis.pipeline()
    for (const [ask] of some) ask(pipeline)
    for (const [i, reply] of (await executePipeline(pipeline)).entries()) found += (some[i]?.[1] ?? Number)(reply)
  }
  return found
}

type Keys = Pick<Dependencies, 'keys'>

function* checksForKnowledge({ keys }: Keys, user: UserId, plan: DeletionPlan): Generator<Check> {
  for (const id of plan.facts) {
    yield [pipeline => pipeline.exists(keys.fact(user, id))]
    yield [pipeline => pipeline.zscore(keys.facts(user), id), countIfPresent]
  }
  for (const statement of plan.statements) {
    yield [pipeline => pipeline.hexists(keys.entity(user, statement.entity), statementField(statement))]
  }
  for (const id of plan.withoutNear) yield [pipeline => pipeline.hexists(keys.fact(user, id), 'near')]
  for (const id of plan.unquoted) {
    yield [pipeline => pipeline.hget(keys.fact(user, id), 'json'), json => (hasQuote(json) ? 1 : 0)]
  }
}

function* checksForConversations({ keys }: Keys, user: UserId, plan: DeletionPlan): Generator<Check> {
  for (const { channel, turn } of plan.turns) {
    // A question goes with its answer.
    for (const name of turn.startsWith('q:') ? [turn, `a:${turn.slice(2)}`] : [turn]) {
      yield [pipeline => pipeline.hexists(keys.log({ user, channel }), name)]
    }
    const id = turn.slice(2)
    yield [pipeline => pipeline.hexists(keys.traces(user), id)]
    yield [pipeline => pipeline.zscore(keys.formerTraces(user), id), countIfPresent]
    yield [pipeline => pipeline.exists(keys.formerTrace({ user, channel, id }))]
  }
  for (const [channel, here] of Map.groupBy(plan.segments, segment => segment.channel)) {
    const ids = new Set(here.map(({ id }) => id))
    yield [pipeline => pipeline.hvals(keys.conversation({ user, channel })), values => countSummaries(values, ids)]
  }
  for (const channel of plan.conversations) {
    const conversation = { user, channel }
    const stored = [keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)]
    yield [pipeline => pipeline.exists(...stored, keys.relearn(conversation))]
    yield [pipeline => pipeline.zscore(keys.conversations(user), channel), countIfPresent]
  }
}

function* checksForEverything({ keys }: Keys, user: UserId, epochs: readonly string[]): Generator<Check> {
  const lists = [
    ...[keys.facts(user), keys.entities(user), keys.conversations(user), keys.formerTraces(user), keys.messages(user)],
    ...[keys.messageLinks(user), ...epochs.flatMap(epoch => keys.purgeLists(user, epoch))],
  ]
  for (const list of lists) yield [pipeline => pipeline.zcard(list)]
  yield [
    pipeline =>
      pipeline.exists(keys.setAsideTurns(user), keys.guilds(user), keys.pendingChoices(user), keys.traces(user)),
  ]
}

function countIfPresent(score: unknown): number {
  return score === null ? 0 : 1
}

function hasQuote(json: unknown): boolean {
  return typeof json === 'string' && /"(?:quote|dateWords)":"(?!")/u.test(json)
}

function countSummaries(values: unknown, ids: ReadonlySet<string>): number {
  const texts = Array.isArray(values) ? values.filter(value => typeof value === 'string') : []
  return texts.filter(json => json.startsWith('{') && ids.has(parseSummary(json)?.id ?? '')).length
}
