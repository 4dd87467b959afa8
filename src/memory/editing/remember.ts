import { setTimeout } from 'node:timers/promises'
import { type ContentJudge, wordJudge } from '../content/judge.ts'
import { findRelatedFacts } from '../knowledge/compare-facts.ts'
import { replacementsOf, sentenceKey } from '../knowledge/facts.ts'
import { newId } from '../knowledge/new-id.ts'
import { planEviction } from '../learning/eviction.ts'
import type { LearningSettings } from '../learning/schedule.ts'
import type { ServerSettings } from '../ports/settings/server-settings.ts'
import { emptyChange, type MemoryChange, type Overview } from '../ports/user-memory-store.ts'
import type { Scope } from '../scope.ts'
import { normalizeText, toSingleLine } from '../text/normalize.ts'
import { tellsOfBot } from '../text/prompt-injection.ts'
import { mentionsSecretInUserText } from '../text/secrets.ts'
import {
  type Conversation,
  type Fact,
  type FactId,
  type GuildId,
  type MessageId,
  type Retention,
  USER_ENTITY,
} from '../types.ts'
import { conflictsAmong } from './reconcile.ts'
import { type EditableMemory, readRetention, updateMemory } from './update-memory.ts'

/** Something that a user tells to be kept, in their own words. */
export interface ExplicitMemory {
  readonly text: string
  /** What they wrote, where `text` tells it in the form of a model's sentences. */
  readonly quote?: string
  /** Of the message, or of the interaction. */
  readonly id: MessageId
  readonly asked: 'message' | 'command'
  readonly conversation: Conversation
  readonly guild?: GuildId
  readonly scope: Scope
  readonly saidAt: number
}

/**
 * What came of it: `known` if the same is kept already, in the same words or others. `conflicts`: known facts that say
 * otherwise, or the same less well; they stay until the user has them replaced.
 */
export type RememberResult<Reason = UnfitText> = Refused<Reason> | KeptMemory

export interface KeptMemory {
  readonly kind: 'known' | 'new'
  readonly fact: Fact
  readonly change: MemoryChange
  readonly conflicts: readonly Fact[]
}

export interface Refused<Reason = UnfitText> {
  readonly kind: 'refused'
  readonly why: Reason
}

/** Why words can't be kept as they are. */
export type UnfitText = 'empty' | 'tooLong' | 'secret' | 'instruction'

/** Why a request to remember something is refused. */
export type RememberRefusal = UnfitText | Exclude<Retention, 'kept'> | 'unknownPlace' | 'moved' | 'messageGone'

/** Something to be remembered as it was said; without a scope where nothing that is said may be kept. */
export interface RememberRequest extends Omit<ExplicitMemory, 'scope'> {
  readonly scope: Scope | undefined
}

export interface EditingDependencies {
  readonly userMemory: EditableMemory
  readonly serverSettings: Pick<ServerSettings, 'isMemoryOff'>
  readonly settings: KnowledgeLimits
  readonly content: ContentJudge
}

/** Makes what is to be kept of what was said, by what is known now. */
export type CreateMemory = (
  said: ExplicitMemory,
  overview: Overview,
  settings: KnowledgeLimits,
) => RememberResult<RememberRefusal>

export type KnowledgeLimits = Pick<LearningSettings, 'maxFacts' | 'maxEntities'>

/** Somebody waits for it: after so long the word lists decide. */
const MAX_WAIT_MS = 2000

/** Characters; a note for oneself has less. */
const MAX_EXPLICIT_LENGTH = 1000

/** Keeps what a user wants to be remembered, at once and without a model; as they said it, unless `create` makes it otherwise. */
export async function remember(
  { scope, ...said }: RememberRequest,
  { userMemory, serverSettings, settings, content }: EditingDependencies,
  create: CreateMemory = rememberVerbatim,
): Promise<RememberResult<RememberRefusal>> {
  if (scope === undefined) return { kind: 'refused', why: 'unknownPlace' }
  if (await readsAsInstruction(said.text, content)) return { kind: 'refused', why: 'instruction' }
  const result = await updateMemory<RememberResult<RememberRefusal>>(said.conversation, userMemory, async overview => {
    const retention = await readRetention(overview, said.guild, serverSettings)
    if (retention !== 'kept') return { result: { kind: 'refused', why: retention } }
    const created = create({ ...said, scope }, overview, settings)
    return created.kind === 'refused' ? { result: created } : { result: created, change: created.change }
  })
  if (result !== 'moved') return result
  // A message that was deleted, forgotten, or answered without being kept a while ago stays unkept.
  return { kind: 'refused', why: said.asked === 'message' ? 'messageGone' : 'moved' }
}

/** Whether somebody's words are a rule for the bot, not something of their life: what is asked for is kept as it stands. */
export async function readsAsInstruction(text: string, content: ContentJudge): Promise<boolean> {
  const late = new AbortController()
  const byLists = setTimeout(MAX_WAIT_MS, undefined, { signal: late.signal, ref: false })
    .then(() => wordJudge.judge([text]))
    .catch(() => wordJudge.judge([text]))
  const verdicts = await Promise.race([content.judge([text]), byLists])
  late.abort()
  return verdicts.isInstruction(text) || tellsOfBot(text)
}

/** Takes back a fact that was kept at the user's wish, with its statements, and nothing else. */
export async function undoRemember(
  conversation: Conversation,
  id: FactId,
  userMemory: EditableMemory,
): Promise<UndoOutcome> {
  return await undo(conversation, fact => fact.id === id, userMemory)
}

/** Takes back all that was kept as the user asked for it in one message. */
export async function undoRememberedMessage(
  conversation: Conversation,
  message: MessageId,
  userMemory: EditableMemory,
): Promise<UndoOutcome> {
  return await undo(conversation, ({ asked, sources }) => asked === 'message' && sources[0] === message, userMemory)
}

type UndoOutcome = 'undone' | 'goneBefore' | 'moved'

async function undo(
  conversation: Conversation,
  isMeant: (fact: Fact) => boolean,
  userMemory: EditableMemory,
): Promise<UndoOutcome> {
  return await updateMemory<'undone' | 'goneBefore'>(conversation, userMemory, ({ epoch, known }) => {
    const facts = known.facts.filter(fact => fact.asked !== undefined && isMeant(fact)).map(({ id }) => id)
    if (facts.length === 0) return { result: 'goneBefore' }
    const gone = new Set(facts)
    const statements = known.statements.filter(({ fact }) => fact !== undefined && gone.has(fact))
    return { change: { ...emptyChange(epoch), removed: { facts, statements } }, result: 'undone' }
  })
}

/**
 * Keeps what a user tells as they said it, as a fact about them. What is sensitive too, as they ask for it; a secret not.
 * The same again, under the same scope, confirms what is known.
 */
export function rememberVerbatim(said: ExplicitMemory, overview: Overview, settings: KnowledgeLimits): RememberResult {
  const words = toStorableText(said.text)
  if (typeof words !== 'string') return words
  const fact = createExplicitFact(said, words)
  // Of what was asked for the learner may have found out since that it is about somebody else.
  const known = factsInSameWords(fact, overview).find(
    ({ subject, asked }) => subject === USER_ENTITY || asked !== undefined,
  )
  if (known !== undefined) return confirmKnown(known, said, overview)
  const related = findRelatedFacts(fact, overview.known)
  const repeated = related.find(({ relation, fact: { scope } }) => relation === 'repeats' && scope === fact.scope)
  if (repeated !== undefined) return confirmKnown(repeated.fact, said, overview)
  return { ...keepAsNew(fact, overview, settings), conflicts: conflictsAmong(related) }
}

/** What a user writes as it is kept: in one line, without what can't be seen. Or why it can't be. */
export function toStorableText(text: string): string | Refused {
  const words = toSingleLine(text)
  if (normalizeText(words) === '') return { kind: 'refused', why: 'empty' }
  if (words.length > MAX_EXPLICIT_LENGTH) return { kind: 'refused', why: 'tooLong' }
  // An ellipsis is none here: it is what the learner finds in a secret's place.
  return mentionsSecretInUserText(words) ? { kind: 'refused', why: 'secret' } : words
}

/** A fact in the user's own words. */
export function createExplicitFact(said: ExplicitMemory, words: string): Fact {
  const { id, asked, conversation, guild, scope, saidAt } = said
  return {
    ...{
      id: newId(),
      text: words,
      quote: toSingleLine(said.quote ?? words),
      kind: 'personal',
      subject: USER_ENTITY,
      scope,
      saidAt,
    },
    ...{ replaces: [], sources: [id], channel: conversation.channel, confirmations: 0, near: '', asked },
    ...(guild !== undefined && { guild }),
  }
}

/** The facts that hold still in the words of one, under its scope. */
export function factsInSameWords(fact: Fact, { known }: Overview): readonly Fact[] {
  const past = replacementsOf(known)
  return known.facts.filter(
    other => other.scope === fact.scope && sentenceKey(other) === sentenceKey(fact) && !past.has(other.id),
  )
}

export function keepAsNew(fact: Fact, overview: Overview, settings: KnowledgeLimits): KeptMemory {
  const coming = { facts: 1, statements: [], confirmed: [] }
  const { evictedFacts } = planEviction(coming, overview.known, settings, fact.saidAt)
  const source = fact.asked === 'message' && { sourceMessage: fact.sources[0] }
  const change = { ...emptyChange(overview.epoch), facts: [fact], evictedFacts, ...source }
  return { kind: 'new', fact, change, conflicts: [] }
}

/** What a message or a click says twice confirms nothing. */
export function confirmKnown(known: Fact, { id, saidAt }: ExplicitMemory, overview: Overview): KeptMemory {
  const isSaidBefore = known.sources.includes(id)
  const confirmed = isSaidBefore ? [] : [{ fact: known.id, saidAt }]
  return {
    kind: 'known',
    fact: known,
    conflicts: [],
    change: { ...emptyChange(overview.epoch), requiredFacts: [known.id], confirmed },
  }
}
