import { z } from 'zod'
import type { UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import type { Conversation, Summary } from '../../../memory/types.ts'
import { assertSnowflake, snowflakeSchema } from '../../keys.ts'
import { parseSummary } from '../../records/facts.ts'
import { knowledgeReply } from '../../records/knowledge.ts'
import { chunks } from '../../records/learning-input.ts'
import { parseUserSettings } from '../../records/user-settings.ts'
import { runScript } from '../../run-script.ts'
import { loggableField } from '../conversations.ts'
import type { UserMemoryDependencies } from './options.ts'

export const userSettingsReply = z
  .tuple([z.string(), z.string(), z.string()])
  .transform(([timeZone, paused, locale]) => parseUserSettings({ timeZone, paused, locale }))

const overviewReply = z.tuple([
  z.string(),
  userSettingsReply,
  z.string(),
  z.coerce.number(),
  z.number(),
  z.array(z.string()),
  z.array(snowflakeSchema),
  knowledgeReply,
])

/** What is known of a user, to themselves. */
export function overviewMethods(
  options: Pick<UserMemoryDependencies, 'redis' | 'keys' | 'known' | 'onProblem'>,
): Pick<UserMemoryStore, 'readOverview'> {
  const { redis, keys, known: cache, onProblem } = options

  /** Field, JSON, field, JSON…: they are numbered in the order of what they cover. */
  function segmentsOf(conversation: Conversation, flat: readonly string[]): Summary[] {
    const numbered = chunks(flat, 2).map(([field = '', json = '']) => ({ field, number: Number(field.slice(8)), json }))
    return numbered
      .toSorted((a, b) => a.number - b.number)
      .flatMap(({ field, json }) => {
        const segment = parseSummary(json)
        if (!segment) onProblem({ kind: 'brokenSegment', conversation, turn: loggableField(field) })
        return segment ? [segment] : []
      })
  }

  return {
    async readOverview({ user, channel }) {
      const conversation = { user, channel }
      const had = cache.stateFor(user)
      const found = await runScript(
        redis,
        'overview',
        [
          ...[keys.user(user), keys.conversations(user), keys.conversation(conversation)],
          ...[keys.facts(user), keys.entities(user), keys.factPrefix(user), keys.entityPrefix(user)],
          ...keys.conversationPrefixes(user),
        ],
        [assertSnowflake(channel), had.table?.version ?? ''],
      )
      const [epoch, settings, incognito, evicted, waiting, segments, conversations, known] = overviewReply.parse(found)
      return {
        epoch,
        settings,
        ...(incognito === '' ? {} : { incognitoUntil: Number(incognito) }),
        known: cache.resolve(user, had, known).visibleTo({ kind: 'user' }),
        summaries: segmentsOf(conversation, segments),
        unlearned: waiting,
        evictedFacts: evicted,
        conversations,
      }
    },
  }
}
