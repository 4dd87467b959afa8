import { chunks } from '../../../memory/chunks.ts'
import {
  countDeletedKnowledge,
  type DeletedKnowledgeStep,
  type DeletionStep,
  deletionSteps,
} from '../../../memory/forgetting/steps.ts'
import {
  type DeletionCounts,
  type DeletionPlan,
  emptyDeletionCounts,
  sumDeletionCounts,
} from '../../../memory/ports/user-memory-store.ts'
import { snowflakeTime } from '../../../memory/turns.ts'
import type { ChannelId, Conversation, MessageId, UserId } from '../../../memory/types.ts'
import { withMemoryErrors } from '../../connection/errors.ts'
import { ownIdSchema } from '../../keys.ts'
import { statementField } from '../../records/message-links.ts'
import { turnNameSchema } from '../../records/turns.ts'
import {
  type KnowledgeToForget,
  runForgetConversation,
  runForgetFacts,
  runForgetMessages,
  runForgetTurns,
  type TurnsToForget,
} from '../../scripts/user-memory/forget.ts'
import { type UserMemoryDependencies, withCachesCleared } from './dependencies.ts'

/** What one script removes: 1 to 3 ms (bench/forgetting.ts). */
const BATCH_SIZES = { knowledge: 25, turns: 8, messages: 25 }

/** Removes what a user names. */
export async function deletePlanned(
  dependencies: UserMemoryDependencies,
  user: UserId,
  plan: DeletionPlan,
): Promise<DeletionCounts> {
  return await withCachesCleared(dependencies, user, async () => {
    let counts = emptyDeletionCounts
    const knowledge: DeletedKnowledgeStep[] = []
    for (const step of deletionSteps(plan, BATCH_SIZES)) {
      if (step.kind === 'conversation') {
        const { channel } = step
        counts = sumDeletionCounts(counts, await forgetConversation(dependencies, { user, channel }))
      } else if (step.kind === 'turns' || step.kind === 'summaries') {
        const { channel } = step
        const [turns, summaries, traces] = await runForgetTurns(dependencies, { user, channel }, turnsOf(step))
        counts = sumDeletionCounts(counts, { ...emptyDeletionCounts, turns, summaries, traces })
      } else if (step.kind === 'messages') {
        const isMeant = (message: MessageId) => snowflakeTime(message) >= step.since
        const traces = await forgetMessages(dependencies, user, { isMeant })
        counts = sumDeletionCounts(counts, { ...emptyDeletionCounts, traces })
      } else {
        const [facts, entities, statementsOf] = await runForgetFacts(dependencies, user, knowledgeOf(step))
        knowledge.push({ facts, entities, statementsOf })
      }
    }
    return sumDeletionCounts(counts, countDeletedKnowledge(knowledge))
  })
}

/** First what is shown and learned from, in one step; then what its messages lead to. */
async function forgetConversation(
  dependencies: UserMemoryDependencies,
  conversation: Conversation,
): Promise<DeletionCounts> {
  const [turns, summaries, conversations] = await runForgetConversation(dependencies, conversation)
  const { user, channel } = conversation
  const traces = await forgetMessages(dependencies, user, { channel, isMeant: () => true })
  return { ...emptyDeletionCounts, turns, summaries, conversations, traces }
}

/** What messages lead to whose turns are gone. Returns how many traces there were. */
async function forgetMessages(
  dependencies: UserMemoryDependencies,
  user: UserId,
  { channel, isMeant }: { channel?: ChannelId; isMeant(message: MessageId): boolean },
): Promise<number> {
  let traces = 0
  for await (const found of messagesOf(dependencies, user)) {
    for (const messages of chunks(found.filter(isMeant), BATCH_SIZES.messages)) {
      traces += await runForgetMessages(dependencies, user, { ...(channel !== undefined && { channel }), messages })
    }
  }
  return traces
}

/** All messages of a user that are known: those in the list, and those on which something rests. */
async function* messagesOf(dependencies: UserMemoryDependencies, user: UserId): AsyncGenerator<string[]> {
  const { keys } = dependencies
  const redis = withMemoryErrors(dependencies.redis)
  let cursor = '0'
  do {
    const [next, found] = await redis.zscan(keys.messages(user), cursor, 'COUNT', BATCH_SIZES.messages)
    cursor = next
    yield found.filter((_, i) => i % 2 === 0)
  } while (cursor !== '0')
  let from = '-'
  while (from !== '') {
    const links = await redis.zrange(keys.messageLinks(user), from, '+', 'BYLEX', 'LIMIT', 0, BATCH_SIZES.messages)
    yield [...new Set(links.map(link => link.slice(0, 20).replace(/^0+(?=\d)/u, '')))]
    from = links.length === 0 ? '' : `(${links.at(-1) ?? ''}`
  }
}

function turnsOf(step: DeletionStep & { readonly kind: 'turns' | 'summaries' }): TurnsToForget {
  return step.kind === 'turns'
    ? { turns: step.turns.map(turn => turnNameSchema.parse(turn)), segments: [] }
    : { turns: [], segments: step.ids }
}

function knowledgeOf(
  step: DeletionStep & { readonly kind: 'facts' | 'unquoted' | 'withoutNear' | 'statements' },
): KnowledgeToForget {
  const nothing = { facts: [], statements: [], unquoted: [], withoutNear: [] }
  if (step.kind !== 'statements') return { ...nothing, [step.kind]: step.ids.map(id => ownIdSchema.parse(id)) }
  const statements = step.statements.map(statement => ({
    entity: ownIdSchema.parse(statement.entity),
    field: statementField(statement),
  }))
  return { ...nothing, statements }
}
