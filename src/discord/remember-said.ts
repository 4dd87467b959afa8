import { isQuoteOf, ownWords, saysSomething } from '../memory/believing/quotes.ts'
import { currentFacts } from '../memory/facts.ts'
import { correctFact } from '../memory/own/correcting.ts'
import { keepAsSaid } from '../memory/own/keeping.ts'
import { factOfNote } from '../memory/own/noted.ts'
import type { Fact, Snapshot } from '../memory/types.ts'
import type { ChatTool } from '../prompt/chat-model.ts'
import { type Remembering, rememberTool, type ToRemember } from '../prompt/remember-tool.ts'
import { type Keeping, type KeepParts, keep, type Making } from './commands/remember/keep.ts'
import type { Asked } from './question.ts'
import { readableText } from './readable.ts'

export interface RememberSaidParts extends KeepParts {
  readonly onFailure: (error: unknown, consequence: string) => void
}

/**
 * Lets the model keep what the user asks it to in this question: nothing but their own words, under its scope. Of what it
 * is to correct only the notes count that whoever reads the answer may hear; they stay, and are past for those who hear
 * the correction.
 */
export function rememberSaid(asked: Asked, snapshot: Snapshot, parts: RememberSaidParts): ChatTool {
  const { user, channel, guild, scope, id, saidAt } = asked.question
  const own = ownWords(readableText(asked.message))
  const place = { conversation: { user, channel }, ...(guild === undefined ? {} : { guild }) }

  async function keepQuote({ quote, insteadOf }: ToRemember): Promise<Remembering> {
    if (!(saysSomething(quote) && isQuoteOf(quote, own))) return 'notSaid'
    const text = withoutMarks(quote)
    const old = insteadOf === undefined ? undefined : factOfNote(insteadOf, currentFacts(snapshot.known))
    // Under the scope of the question: what corrects a note of a narrower or wider one must be heard where it is said.
    const made: Making = (said, overview, settings) => {
      if (overview.epoch !== snapshot.epoch) return { kind: 'refused', why: 'moved' }
      return old === undefined
        ? keepAsSaid(said, overview, settings)
        : correctFact({ ...old, scope: said.scope }, said, overview, settings)
    }
    const kept = await keep({ ...place, text, id, asked: 'message', scope, saidAt }, parts, made)
    const isKept = kept.kind === 'new' && insteadOf !== undefined
    return isKept ? correction(old) : told(kept)
  }

  return rememberTool(keepQuote, parts.onFailure)
}

const correction = (old: Fact | undefined) => (old === undefined ? 'unnoted' : 'corrected')

function told(kept: Keeping): Remembering {
  if (kept.kind !== 'refused') return kept.kind
  return kept.why === 'messageGone' || kept.why === 'unknownPlace' ? 'moved' : kept.why
}

/** Without the quotation marks that a model sets around what it quotes. */
function withoutMarks(quote: string): string {
  const words = quote.trim()
  return /^["'“‘«「].*["'”’»」]$/su.test(words) ? words.slice(1, -1) : words
}
