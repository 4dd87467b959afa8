import { correctFact, findFactOfNote } from '../../../memory/editing/correct.ts'
import {
  type CreateMemory,
  type EditingDependencies,
  type KeptMemory,
  type RememberRefusal,
  remember,
  rememberVerbatim,
} from '../../../memory/editing/remember.ts'
import { replaceSingleValues } from '../../../memory/editing/replace-single-values.ts'
import { currentFacts } from '../../../memory/knowledge/facts.ts'
import type { RecallDependencies } from '../../../memory/retrieval/recall.ts'
import { searchFacts } from '../../../memory/retrieval/search.ts'
import { withoutConversationSecrets } from '../../../memory/text/conversation-secrets.ts'
import { withoutNamesOf } from '../../../memory/text/inserted-names.ts'
import { isMeaningfulQuote, isQuoteOf, ownPiecesOf } from '../../../memory/text/quotes.ts'
import type { Fact, FactId, Snapshot } from '../../../memory/types.ts'
import type { ChatTool } from '../../../prompt/chat-model.ts'
import { type RememberOutcome, rememberTool } from '../../../prompt/tools/remember.ts'
import type { IncomingQuestion } from '../../incoming/parse-message.ts'
import { customId } from '../../interactions/components.ts'
import type { MessageButton } from '../../message-api.ts'
import type { UserLocales } from '../../user-locales.ts'

/** A correction is about one of so many notes that are nearest to the user's words. */
const NEAREST_NOTES = 3

/** Turns before a question in which a secret of its can begin. */
const SPLIT_OVER = 4

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
  const visibleFacts = new Set(snapshot.known.facts.map(fact => fact.id))
  const ownPieces = ownPiecesOf(text)
  const piecesWithoutSecrets = () =>
    ownPiecesOf(
      withoutConversationSecrets([...snapshot.window.slice(-SPLIT_OVER), { role: 'user', text }]).at(-1) ?? '',
    )
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
    if (!(isMeaningfulQuote(words) && isQuoteOf(words, ownPieces))) return { outcome: 'notSaid' }
    // "My password is", and in the next message "remember hunter2".
    if (!isQuoteOf(words, piecesWithoutSecrets())) return { outcome: 'secret' }
    const corrected = await findCorrected(words, insteadOf, snapshot, dependencies)
    const create: CreateMemory = (memory, overview, settings) => {
      if (overview.epoch !== snapshot.epoch) return { kind: 'refused', why: 'moved' }
      if (!corrected) return keepVerbatim(memory, overview, settings)
      // Under the scope of the question: what corrects a note of another scope must be visible where it is said.
      return correctFact({ ...corrected, scope: memory.scope }, memory, overview, settings)
    }
    let replaced: readonly Fact[] = []
    const keepVerbatim: CreateMemory = (memory, overview, settings) => {
      const kept = rememberVerbatim(memory, overview, settings)
      if (kept.kind === 'refused') return kept
      const whole = replaceSingleValues(kept, overview)
      replaced = whole.replaced
      return whole
    }
    const result = await remember({ ...origin, text: stripQuotationMarks(quote) }, dependencies, create)
    hasKept ||= result.kind !== 'refused'
    if (result.kind === 'new') newWords.push(result.fact.text)
    if (result.kind === 'refused') return { outcome: outcomeOfRefusal(result.why) }
    return { outcome: outcomeOfKept(result, { insteadOf, corrected }), ...notesOf(replaced, result, visibleFacts) }
  }, dependencies.onFailure)
  return { tool, hasKept: () => hasKept, newWords: () => newWords }
}

function outcomeOfKept(
  { kind }: KeptMemory,
  { insteadOf, corrected }: { readonly insteadOf: string | undefined; readonly corrected: Fact | undefined },
): RememberOutcome {
  if (kind === 'known' || insteadOf === undefined) return kind
  return corrected ? 'corrected' : 'unnoted'
}

/** What everybody who reads the answer may be told of what it is at odds with. */
function notesOf(replaced: readonly Fact[], { conflicts }: KeptMemory, visible: ReadonlySet<FactId>) {
  const textsOf = (facts: readonly Fact[]) => facts.filter(({ id }) => visible.has(id)).map(({ text }) => text)
  return { replaced: textsOf(replaced), conflicts: textsOf(conflicts) }
}

function outcomeOfRefusal(why: RememberRefusal): RememberOutcome {
  return why === 'messageGone' || why === 'unknownPlace' ? 'moved' : why
}

/**
 * The note that is to be corrected, if the user's words are about it: a model can be talked into any note. What is about
 * another is kept beside it, and the learner looks what it replaces.
 */
async function findCorrected(
  words: string,
  note: string | undefined,
  snapshot: Snapshot,
  { recall }: Pick<RememberToolDependencies, 'recall'>,
): Promise<Fact | undefined> {
  const named = note === undefined ? undefined : findFactOfNote(note, currentFacts(snapshot.known))
  if (named === undefined) return undefined
  const { matches, others } = await searchFacts(words, snapshot, recall)
  return [...matches, ...others].slice(0, NEAREST_NOTES).find(fact => fact === named)
}

/** Keeps the message in which the user asked for it, as they put it: nobody else's click does anything. */
export function createRememberButton(
  { id, user, guild }: IncomingQuestion['question'],
  userLocales: Pick<UserLocales, 'textsOf'>,
): MessageButton {
  return { id: customId(user, 'remember.message', id), label: userLocales.textsOf(user, guild).know.keepIt }
}

/** Takes back what the model kept of a message. */
export function createUndoButton(
  { id, user, guild }: IncomingQuestion['question'],
  userLocales: Pick<UserLocales, 'textsOf'>,
): MessageButton {
  return { id: customId(user, 'remember.undoMessage', id), label: userLocales.textsOf(user, guild).remember.undo }
}

/** Without the quotation marks that a model sets around what it quotes. */
function stripQuotationMarks(quote: string): string {
  const words = quote.trim()
  return /^["'“‘«「].*["'”’»」]$/su.test(words) ? words.slice(1, -1) : words
}
