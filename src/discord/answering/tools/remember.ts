import { correctFact, findFactOfNote } from '../../../memory/editing/correct.ts'
import {
  type CreateMemory,
  type EditingDependencies,
  remember,
  rememberVerbatim,
} from '../../../memory/editing/remember.ts'
import { currentFacts } from '../../../memory/knowledge/facts.ts'
import type { RecallDependencies } from '../../../memory/retrieval/recall.ts'
import { searchFacts } from '../../../memory/retrieval/search.ts'
import { withoutNamesOf } from '../../../memory/text/inserted-names.ts'
import { isMeaningfulQuote, isQuoteOf, ownPiecesOf } from '../../../memory/text/quotes.ts'
import type { Snapshot } from '../../../memory/types.ts'
import type { ChatTool } from '../../../prompt/chat-model.ts'
import { rememberTool } from '../../../prompt/tools/remember.ts'
import type { IncomingQuestion } from '../../incoming/parse-message.ts'
import { customId } from '../../interactions/components.ts'
import type { MessageButton } from '../../message-api.ts'
import type { UserLocales } from '../../user-locales.ts'

/** A correction is about one of so many notes that are nearest to the user's words. */
const NEAREST_NOTES = 3

export interface RememberToolDependencies extends EditingDependencies {
  readonly recall: RecallDependencies
  readonly onFailure: (error: unknown, consequence: string) => void
}

/**
 * Lets the model keep what the user asks it to in this question: nothing but their own words, under its scope. It can
 * correct only notes that everybody who reads the answer may see; they stay, and are past for those who see the correction.
 */
export function bindRememberTool(
  { question, text }: IncomingQuestion,
  snapshot: Snapshot,
  dependencies: RememberToolDependencies,
): { readonly tool: ChatTool; readonly hasKept: () => boolean; readonly newWords: () => readonly string[] } {
  let hasKept = false
  /** What was not known before, in the user's words: that can be undone. */
  const newWords: string[] = []
  const { user, channel, guild, scope, id, saidAt } = question
  const ownPieces = ownPiecesOf(text)
  const origin = {
    conversation: { user, channel },
    ...(guild && { guild }),
    id,
    asked: 'message',
    scope,
    saidAt,
  } as const

  const tool = rememberTool(async ({ quote, insteadOf }) => {
    const words = withoutNamesOf(text, quote)
    if (!(isMeaningfulQuote(words) && isQuoteOf(words, ownPieces))) return 'notSaid'
    const named = insteadOf && findFactOfNote(insteadOf, currentFacts(snapshot.known))
    // A model can be talked into any note: what is about another is kept beside it, and the learner looks what it replaces.
    const nearest = named ? await searchFacts(words, snapshot, dependencies.recall, NEAREST_NOTES) : []
    const corrected = nearest.find(fact => fact === named)
    const create: CreateMemory = (memory, overview, settings) => {
      if (overview.epoch !== snapshot.epoch) return { kind: 'refused', why: 'moved' }
      if (!corrected) return rememberVerbatim(memory, overview, settings)
      // Under the scope of the question: what corrects a note of another scope must be visible where it is said.
      return correctFact({ ...corrected, scope: memory.scope }, memory, overview, settings)
    }
    const result = await remember({ ...origin, text: stripQuotationMarks(quote) }, dependencies, create)
    hasKept ||= result.kind !== 'refused'
    if (result.kind === 'new') newWords.push(result.fact.text)
    if (result.kind === 'new' && insteadOf !== undefined) return corrected ? 'corrected' : 'unnoted'
    if (result.kind !== 'refused') return result.kind
    return result.why === 'messageGone' || result.why === 'unknownPlace' ? 'moved' : result.why
  }, dependencies.onFailure)
  return { tool, hasKept: () => hasKept, newWords: () => newWords }
}

/** Keeps the message in which the user asked for it, as they put it: nobody else's click does anything. */
export function createRememberButton(
  { id, user }: IncomingQuestion['question'],
  userLocales: Pick<UserLocales, 'textsOf'>,
): MessageButton {
  return { id: customId(user, 'remember.message', id), label: userLocales.textsOf(user).know.keepIt }
}

/** Takes back what the model kept of a message. */
export function createUndoButton(
  { id, user }: IncomingQuestion['question'],
  userLocales: Pick<UserLocales, 'textsOf'>,
): MessageButton {
  return { id: customId(user, 'remember.undoMessage', id), label: userLocales.textsOf(user).remember.undo }
}

/** Without the quotation marks that a model sets around what it quotes. */
function stripQuotationMarks(quote: string): string {
  const words = quote.trim()
  return /^["'“‘«「].*["'”’»」]$/su.test(words) ? words.slice(1, -1) : words
}
