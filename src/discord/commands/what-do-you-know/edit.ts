import type { Texts } from '../../../locales/en.ts'
import { changeEntityScope, changeFactScope } from '../../../memory/editing/change-scope.ts'
import { correctEntity, correctFact } from '../../../memory/editing/correct.ts'
import type { ExplicitMemory, KnowledgeLimits, RememberResult } from '../../../memory/editing/remember.ts'
import type { Entity } from '../../../memory/knowledge/entities.ts'
import type { ServerSettings } from '../../../memory/ports/server-settings.ts'
import type { MemoryChange, Overview, UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import { narrowestScope, type Scope } from '../../../memory/scope.ts'
import type { Conversation, Fact, GuildId } from '../../../memory/types.ts'
import { findItem, type ItemReference, type MemoryItem, scopesOfEntity } from './sections.ts'

export interface CorrectionDependencies {
  readonly userMemory: Pick<UserMemoryStore, 'readOverview' | 'applyChange'>
  readonly serverSettings: Pick<ServerSettings, 'isMemoryOff'>
  readonly settings: KnowledgeLimits
}

/** What came of it: which sentence tells it, and what it is called now. */
export interface EditResult {
  readonly outcome: keyof Texts['know']['changed']
  readonly item: ItemReference
  /** What is kept now, where it does not stand in the place of what was changed. */
  readonly words?: string
}

/** Words that a user writes in the place of something, where they do so. */
export interface Correction extends Pick<ExplicitMemory, 'text' | 'id' | 'saidAt'> {
  readonly conversation: Conversation
  readonly guild: GuildId | undefined
}

/** Puts what a user writes in something's place, under its scope, unless nothing that they say is kept. */
export async function correctItem(
  named: ItemReference,
  correction: Correction,
  parts: CorrectionDependencies,
): Promise<EditResult> {
  const { conversation, guild } = correction
  const isServerOff = guild !== undefined && (await parts.serverSettings.isMemoryOff(guild))
  return await applyEdit(named, conversation, parts.userMemory, (item, overview) => {
    if (overview.settings.isPaused) return 'pausedSoNothing'
    if ((overview.incognitoUntil ?? 0) > Date.now()) return 'incognitoSoNothing'
    if (isServerOff) return 'serverOffSoNothing'
    const kept = correctionFor(item, correction, overview, parts.settings)
    if (kept.kind === 'refused') return kept.why
    const { kind, fact, change } = kept
    const told = kind === 'new' ? 'corrected' : 'asBefore'
    if (item.kind === 'entity') return { change, done: { outcome: told, item: named, words: fact.text } }
    return { change, done: { outcome: told, item: { kind: 'fact', id: fact.id } } }
  })
}

/** Moves something under another scope. */
export async function changeItemScope(
  named: ItemReference,
  scope: Scope,
  conversation: Conversation,
  userMemory: CorrectionDependencies['userMemory'],
): Promise<EditResult> {
  return await applyEdit(named, conversation, userMemory, (item, overview) => ({
    change:
      item.kind === 'fact'
        ? changeFactScope(item.fact, scope, overview)
        : changeEntityScope(item.entity.ids, scope, overview),
    done: { outcome: scope === 'everywhere' ? 'nowEverywhere' : 'nowHere', item: named },
  }))
}

type PlannedEdit = EditResult['outcome'] | { readonly change: MemoryChange; readonly done: EditResult }

/** Twice at most: something of it may change just then. */
async function applyEdit(
  named: ItemReference,
  conversation: Conversation,
  userMemory: CorrectionDependencies['userMemory'],
  plan: (item: MemoryItem, overview: Overview) => PlannedEdit,
): Promise<EditResult> {
  for (let tries = 0; tries < 2; tries += 1) {
    const overview = await userMemory.readOverview(conversation)
    const item = findItem(named, overview.known)
    if (item === undefined) return { outcome: 'gone', item: named }
    const planned = plan(item, overview)
    if (typeof planned === 'string') return { outcome: planned, item: named }
    if ((await userMemory.applyChange(conversation.user, planned.change)) === 'kept') return planned.done
  }
  return { outcome: 'moved', item: named }
}

function correctionFor(
  item: MemoryItem,
  correction: Correction,
  overview: Overview,
  settings: KnowledgeLimits,
): RememberResult {
  return item.kind === 'fact'
    ? correctFact(item.fact, statedForFact(item.fact, correction), overview, settings)
    : correctEntity(item.entity.ids, statedForEntity(item.entity, correction, overview), overview, settings)
}

/** It stays with the conversation in which it was told, and goes with that one. */
function statedForFact(
  { channel, guild, scope }: Fact,
  { text, id, saidAt, conversation }: Correction,
): ExplicitMemory {
  const where = { conversation: { ...conversation, channel }, ...(guild !== undefined && { guild }) }
  return { text, id, saidAt, asked: 'command', scope, ...where }
}

function statedForEntity(
  entity: Entity,
  { text, id, saidAt, conversation, guild }: Correction,
  { known }: Overview,
): ExplicitMemory {
  const scope = narrowestScope(scopesOfEntity(entity, known))
  return { text, id, saidAt, asked: 'command', scope, conversation, ...(guild !== undefined && { guild }) }
}
