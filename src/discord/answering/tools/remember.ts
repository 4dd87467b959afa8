import { correctFact, findFactOfNote } from '../../../memory/editing/correct.ts'
import {
  type CreateMemory,
  type EditingDependencies,
  type RememberRefusal,
  type RememberResult,
  remember,
  rememberVerbatim,
} from '../../../memory/editing/remember.ts'
import { currentFacts } from '../../../memory/knowledge/facts.ts'
import { isMeaningfulQuote, isQuoteOf, ownPiecesOf } from '../../../memory/text/quotes.ts'
import type { Fact, Snapshot } from '../../../memory/types.ts'
import type { ChatTool } from '../../../prompt/chat-model.ts'
import { type RememberCall, type RememberOutcome, rememberTool } from '../../../prompt/tools/remember.ts'
import type { IncomingQuestion } from '../../incoming/parse-message.ts'

export interface RememberToolDependencies extends EditingDependencies {
  readonly onFailure: (error: unknown, consequence: string) => void
}

/**
 * Lets the model keep what the user asks it to in this question: nothing but their own words, under its scope. Of what it
 * is to correct only the notes count that whoever reads the answer may hear; they stay, and are past for those who hear
 * the correction.
 */
export function bindRememberTool(
  asked: IncomingQuestion,
  snapshot: Snapshot,
  parts: RememberToolDependencies,
): ChatTool {
  const { user, channel, guild, scope, id, saidAt } = asked.question
  const own = ownPiecesOf(asked.text)
  const place = { conversation: { user, channel }, ...(guild === undefined ? {} : { guild }) }

  async function keepQuote({ quote, insteadOf }: RememberCall): Promise<RememberOutcome> {
    if (!(isMeaningfulQuote(quote) && isQuoteOf(quote, own))) return 'notSaid'
    const text = stripQuotationMarks(quote)
    const old = insteadOf === undefined ? undefined : findFactOfNote(insteadOf, currentFacts(snapshot.known))
    // Under the scope of the question: what corrects a note of a narrower or wider one must be heard where it is said.
    const made: CreateMemory = (said, overview, settings) => {
      if (overview.epoch !== snapshot.epoch) return { kind: 'refused', why: 'moved' }
      return old === undefined
        ? rememberVerbatim(said, overview, settings)
        : correctFact({ ...old, scope: said.scope }, said, overview, settings)
    }
    const kept = await remember({ ...place, text, id, asked: 'message', scope, saidAt }, parts, made)
    const isKept = kept.kind === 'new' && insteadOf !== undefined
    return isKept ? correctionResult(old) : toolResultOf(kept)
  }

  return rememberTool(keepQuote, parts.onFailure)
}

const correctionResult = (old: Fact | undefined) => (old === undefined ? 'unnoted' : 'corrected')

function toolResultOf(kept: RememberResult<RememberRefusal>): RememberOutcome {
  if (kept.kind !== 'refused') return kept.kind
  return kept.why === 'messageGone' || kept.why === 'unknownPlace' ? 'moved' : kept.why
}

/** Without the quotation marks that a model sets around what it quotes. */
function stripQuotationMarks(quote: string): string {
  const words = quote.trim()
  return /^["'“‘«「].*["'”’»」]$/su.test(words) ? words.slice(1, -1) : words
}
