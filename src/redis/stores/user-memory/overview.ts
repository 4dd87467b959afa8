import { chunks } from '../../../memory/chunks.ts'
import type { QuestionWithRejectedQuotes } from '../../../memory/knowledge/rejected-quotes.ts'
import type { Overview } from '../../../memory/ports/user-memory-store.ts'
import type { Conversation, UserId } from '../../../memory/types.ts'
import { reportFieldsOf } from '../../records/corrupt-record.ts'
import { parseSummaries } from '../../records/facts.ts'
import { parseRejectedQuotes } from '../../records/turns.ts'
import { parseUserSettings } from '../../records/user-settings.ts'
import { runReadOverview, runReadRejectedQuotes } from '../../scripts/user-memory/read.ts'
import type { UserMemoryDependencies } from './dependencies.ts'

/** What is known of a user, to themselves. */
export async function readOverview(
  dependencies: UserMemoryDependencies,
  { user, channel }: Conversation,
): Promise<Overview> {
  const { knowledgeCache: cache, onCorruptRecord } = dependencies
  const conversation = { user, channel }
  const state = cache.stateFor(user)
  const reply = await runReadOverview(dependencies, conversation, state.cached?.version)
  const [epoch, settings, incognito, evicted, unlearned, summaries, conversations, knowledge] = reply
  return {
    epoch,
    settings: parseUserSettings(settings),
    ...(incognito === '' ? {} : { incognitoUntil: Number(incognito) }),
    known: cache.resolve(user, state, knowledge).visibleTo({ kind: 'user' }),
    summaries: parseSummaries(chunks(summaries, 2), reportFieldsOf(conversation, onCorruptRecord)),
    unlearned,
    evictedFacts: Number(evicted),
    conversations,
  }
}

/** What of the user's latest questions was not kept. */
export async function readRejectedQuotes(
  dependencies: UserMemoryDependencies,
  user: UserId,
): Promise<readonly QuestionWithRejectedQuotes[]> {
  const replies = chunks(await runReadRejectedQuotes(dependencies, user), 3)
  return replies.flatMap(([channel = '', guild = '', json = '']) => parseRejectedQuotes(json, { channel, guild }) ?? [])
}
