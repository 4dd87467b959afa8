import { z } from 'zod'
import type { OwnMemory } from '../../memory/own-memory.ts'
import type { Conversation, Segment } from '../../memory/types.ts'
import { parseSegment } from '../facts.ts'
import { digits, snowflake } from '../keys.ts'
import { knownReply } from '../known.ts'
import { groups } from '../material.ts'
import { runScript } from '../scripts.ts'
import { fieldName } from '../store.ts'
import { readSettings } from '../user-settings.ts'
import type { OwnOptions } from './options.ts'

export const settingsReply = z
  .tuple([z.string(), z.string(), z.string()])
  .transform(([timeZone, paused, locale]) => readSettings({ timeZone, paused, locale }))

const reply = z.tuple([
  z.string(),
  settingsReply,
  z.string(),
  z.coerce.number(),
  z.number(),
  z.array(z.string()),
  z.array(snowflake),
  knownReply,
])

/** What is known of a user, to themselves. */
export function overviewing(
  options: Pick<OwnOptions, 'redis' | 'keys' | 'known' | 'onProblem'>,
): Pick<OwnMemory, 'overview'> {
  const { redis, keys, known: cache, onProblem } = options

  /** Field, JSON, field, JSON…: they are numbered in the order of what they cover. */
  function segmentsOf(conversation: Conversation, flat: readonly string[]): Segment[] {
    const numbered = groups(flat, 2).map(([field = '', json = '']) => ({ field, number: Number(field.slice(8)), json }))
    return numbered
      .toSorted((a, b) => a.number - b.number)
      .flatMap(({ field, json }) => {
        const segment = parseSegment(json)
        if (!segment) onProblem({ kind: 'brokenSegment', conversation, turn: fieldName(field) })
        return segment ? [segment] : []
      })
  }

  return {
    async overview({ user, channel }) {
      const conversation = { user, channel }
      const had = cache.of(user)
      const found = await runScript(
        redis,
        'overview',
        [
          ...[keys.user(user), keys.conversations(user), keys.conversation(conversation)],
          ...[keys.facts(user), keys.entities(user), keys.factPrefix(user), keys.entityPrefix(user)],
          ...keys.conversationPrefixes(user),
        ],
        [digits(channel), had.table?.version ?? ''],
      )
      const [epoch, settings, incognito, evicted, waiting, segments, conversations, known] = reply.parse(found)
      return {
        epoch,
        settings,
        ...(incognito === '' ? {} : { incognitoUntil: Number(incognito) }),
        known: cache.take(user, had, known).heardBy({ kind: 'user' }),
        summary: segmentsOf(conversation, segments),
        waiting,
        evicted,
        conversations,
      }
    },
  }
}
