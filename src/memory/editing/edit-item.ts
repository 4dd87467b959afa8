import type { Entity } from '../knowledge/entities.ts'
import { findItem, type ItemReference, type MemoryItem, scopesOfEntity } from '../knowledge/items.ts'
import { shownTextOf, storedTextOf } from '../knowledge/shown-text.ts'
import type { Overview } from '../ports/user-memory-store.ts'
import { narrowestScope, type Scope } from '../scope.ts'
import type { Conversation, Fact, GuildId, Retention } from '../types.ts'
import { changeEntityScope, changeFactScope } from './change-scope.ts'
import { correctEntity, correctFact } from './correct.ts'
import {
  type EditingDependencies,
  type ExplicitMemory,
  type KnowledgeLimits,
  type RememberResult,
  readsAsInstruction,
  type UnfitText,
} from './remember.ts'
import { type EditableMemory, type PlannedUpdate, readRetention, updateMemory } from './update-memory.ts'

/**
 * What came of an edit. `gone`: the item is past or forgotten. `asBefore`: the words say what is known already.
 * `noPlaceHere`: nobody knows who reads along, so nothing can be kept to this place.
 */
type EditOutcome =
  | 'corrected'
  | 'asBefore'
  | 'nowEverywhere'
  | 'nowHere'
  | 'noPlaceHere'
  | 'gone'
  | 'moved'
  | UnfitText
  | `${Exclude<Retention, 'kept'>}SoNothing`

export interface EditResult {
  readonly outcome: EditOutcome
  /** What the item is called now. */
  readonly item: ItemReference
  /** What is kept now, where it does not stand in the place of what was changed. */
  readonly words?: string
  /** What the fact that stands there now may take the place of as well. */
  readonly conflicts?: readonly Fact[]
}

/** Words that a user writes in the place of something, where they do so. */
export interface Correction extends Pick<ExplicitMemory, 'text' | 'quote' | 'id' | 'saidAt'> {
  readonly conversation: Conversation
  readonly guild: GuildId | undefined
}

/** Puts what a user writes in an item's place, under its scope, unless nothing that they say is kept. */
export async function correctItem(
  reference: ItemReference,
  correction: Correction,
  { userMemory, serverSettings, settings, content }: EditingDependencies,
): Promise<EditResult> {
  const { conversation, guild } = correction
  return await editItem(reference, conversation, userMemory, async (item, overview) => {
    const retention = await readRetention(overview, guild, serverSettings)
    if (retention !== 'kept') return { result: { outcome: `${retention}SoNothing`, item: reference } }
    const told = withStoredText(correction, item)
    if (await readsAsInstruction(told.text, content)) return { result: { outcome: 'instruction', item: reference } }
    const corrected = correctionOf(item, told, overview, settings)
    if (corrected.kind === 'refused') return { result: { outcome: corrected.why, item: reference } }
    const { kind, fact, change, conflicts } = corrected
    const outcome = kind === 'new' ? 'corrected' : 'asBefore'
    const now = item.kind === 'fact' ? { item: { kind: 'fact', id: fact.id } as const } : { words: shownTextOf(fact) }
    return { change, result: { outcome, item: reference, conflicts, ...now } }
  })
}

/** Moves an item under another scope; undefined where there is none for the place. */
export async function changeItemScope(
  reference: ItemReference,
  scope: Scope | undefined,
  conversation: Conversation,
  userMemory: EditableMemory,
): Promise<EditResult> {
  if (scope === undefined) return { outcome: 'noPlaceHere', item: reference }
  return await editItem(reference, conversation, userMemory, (item, overview) => ({
    change:
      item.kind === 'fact'
        ? changeFactScope(item.fact, scope, overview)
        : changeEntityScope(item.entity.ids, scope, overview),
    result: { outcome: scope === 'everywhere' ? 'nowEverywhere' : 'nowHere', item: reference },
  }))
}

async function editItem(
  reference: ItemReference,
  conversation: Conversation,
  userMemory: EditableMemory,
  plan: (item: MemoryItem, overview: Overview) => PlannedUpdate<EditResult> | Promise<PlannedUpdate<EditResult>>,
): Promise<EditResult> {
  const result = await updateMemory<EditResult>(conversation, userMemory, overview => {
    const item = findItem(reference, overview.known)
    return item === undefined ? { result: { outcome: 'gone', item: reference } } : plan(item, overview)
  })
  return result === 'moved' ? { outcome: 'moved', item: reference } : result
}

/** Who was told “You live in Lisbon” and writes “You live in Porto” tells of themselves, not of the bot. */
function withStoredText(correction: Correction, item: MemoryItem): Correction {
  const { text } = correction
  const stored = storedTextOf(text, item.kind === 'fact' ? item.fact : undefined)
  return stored === undefined ? correction : { ...correction, text: stored, quote: text }
}

function correctionOf(
  item: MemoryItem,
  correction: Correction,
  overview: Overview,
  settings: KnowledgeLimits,
): RememberResult {
  return item.kind === 'fact'
    ? correctFact(item.fact, statedForFact(item.fact, correction), overview, settings)
    : correctEntity(item.entity.ids, statedForEntity(item.entity, correction, overview), overview, settings)
}

/** The correction of a fact belongs to the conversation in which the fact was told, and is forgotten with it. */
function statedForFact(
  { channel, guild, scope }: Fact,
  { text, quote, id, saidAt, conversation }: Correction,
): ExplicitMemory {
  const where = { conversation: { ...conversation, channel }, ...(guild !== undefined && { guild }) }
  return { text, ...(quote !== undefined && { quote }), id, saidAt, asked: 'command', scope, ...where }
}

function statedForEntity(entity: Entity, { guild, ...correction }: Correction, { known }: Overview): ExplicitMemory {
  const scope = narrowestScope(scopesOfEntity(entity, known))
  return { ...correction, asked: 'command', scope, ...(guild !== undefined && { guild }) }
}
