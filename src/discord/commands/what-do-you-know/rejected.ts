import { type APIMessageTopLevelComponent, TimestampStyles, time } from 'discord.js'
import { remember } from '../../../memory/editing/remember.ts'
import { canBeKept, type RejectedWords, rejectedWords } from '../../../memory/knowledge/rejected-quotes.ts'
import type { Fact } from '../../../memory/types.ts'
import type { InteractionContext, ViewContext } from '../../interactions/command.ts'
import { actionRow, button, customId, textDisplay } from '../../interactions/components.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { messageUrl } from '../../interactions/message-links.ts'
import type { ShownMemory } from './sections.ts'

export const KEEP_ACTION = 'know.keep'
/** With the reason and the link, five stay under the 4,000 characters that a message may have. */
const MAX_WORDS_LENGTH = 350
/** Above a full page there is room for so much. */
const MAX_NOTE_LENGTH = 200

/** What is known of a user, and what was not kept as far as they may be told here. */
export async function readShownMemory(context: InteractionContext): Promise<ShownMemory> {
  const { user, userMemory } = context
  const [overview, questions] = await Promise.all([
    userMemory.readOverview(context),
    userMemory.readRejectedQuotes(user),
  ])
  return { ...overview, rejected: rejectedWords(questions, overview.known, context.audience, context.recall.now()) }
}

/** What was not kept, why, and where it stands; with a button where the user may want it all the same. */
export function renderRejected(
  rejected: RejectedWords,
  { user, texts: { know } }: ViewContext,
): readonly APIMessageTopLevelComponent[] {
  const { reason, words, saidAt, guild, channel, message, number } = rejected
  const day = time(new Date(saidAt), TimestampStyles.LongDate)
  const quoted = words === '' ? [] : [`> ${escapeLine(words, MAX_WORDS_LENGTH)}`]
  const lines = [...quoted, know.rejected[reason], `-# ${day} · ${messageUrl({ guild, channel, message })}`]
  const keep = button(know.keepIt, customId(user, KEEP_ACTION, channel, message, String(number)))
  return [textDisplay(lines.join('\n')), ...(canBeKept(rejected) ? [actionRow(keep)] : [])]
}

/**
 * Keeps words that were not learned as the user said them, under the scope in which they did: their click is their wish.
 * Returns the sentence that tells what came of it, or what it contradicts. What a client sends names nothing but what is
 * offered to its user.
 */
export async function keepRejected(
  [channel, message, number]: readonly string[],
  context: InteractionContext,
): Promise<string | { readonly fact: Fact; readonly conflicts: readonly Fact[] }> {
  const { user, texts } = context
  const { rejected } = await readShownMemory(context)
  const wanted = rejected.find(
    one => one.channel === channel && one.message === message && String(one.number) === number,
  )
  if (wanted === undefined || !canBeKept(wanted)) return texts.know.rejectedGone
  const { words: text, guild, scope, saidAt } = wanted
  const result = await remember(
    {
      ...{ text, id: wanted.message, asked: 'message', conversation: { user, channel: wanted.channel }, scope, saidAt },
      ...(guild !== undefined && { guild }),
    },
    context,
  )
  if (result.kind === 'refused') return texts.remember[result.why]
  if (result.conflicts.length > 0) return result
  const sentence = texts.remember[result.kind === 'new' ? 'kept' : 'known']
  return `${sentence}\n> ${escapeLine(text, MAX_NOTE_LENGTH)}`
}
