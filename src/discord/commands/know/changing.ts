import type { Entity } from '../../../memory/entities.ts'
import { correctEntity, correctFact } from '../../../memory/own/correcting.ts'
import type { KeepSettings, Kept, Said } from '../../../memory/own/keeping.ts'
import { rescopeEntity, rescopeFact } from '../../../memory/own/rescoping.ts'
import type { Change, Overview, OwnMemory } from '../../../memory/own-memory.ts'
import type { ChannelSettings } from '../../../memory/ports.ts'
import type { Scope } from '../../../memory/scope.ts'
import type { Conversation, Fact, GuildId } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { type Item, itemNamed, type Named, scopesOf } from './sections.ts'

export interface ChangeParts {
  readonly own: Pick<OwnMemory, 'overview' | 'change'>
  readonly channels: Pick<ChannelSettings, 'isMemoryOff'>
  readonly settings: KeepSettings
}

/** What came of it: which sentence tells it, and what it is called now. */
export interface Changed {
  readonly told: keyof Texts['know']['changed']
  readonly named: Named
  /** What is kept now, where it does not stand in the place of what was changed. */
  readonly words?: string
}

/** Words that a user writes in the place of something, where they do so. */
export interface Correction extends Pick<Said, 'text' | 'id' | 'saidAt'> {
  readonly conversation: Conversation
  readonly guild: GuildId | undefined
}

/** Puts what a user writes in something's place, under its scope, unless nothing that they say is kept. */
export async function correct(named: Named, correction: Correction, parts: ChangeParts): Promise<Changed> {
  const { conversation, guild } = correction
  const isServerOff = guild !== undefined && (await parts.channels.isMemoryOff(guild))
  return await change(named, conversation, parts.own, (item, overview) => {
    if (overview.settings.isPaused) return 'pausedSoNothing'
    if ((overview.incognitoUntil ?? 0) > Date.now()) return 'incognitoSoNothing'
    if (isServerOff) return 'serverOffSoNothing'
    const kept = corrected(item, correction, overview, parts.settings)
    if (kept.kind === 'refused') return kept.why
    const { kind, fact, change } = kept
    const told = kind === 'new' ? 'corrected' : 'asBefore'
    if (item.kind === 'entity') return { change, done: { told, named, words: fact.text } }
    return { change, done: { told, named: { kind: 'fact', id: fact.id } } }
  })
}

/** Moves something under another scope. */
export async function rescope(
  named: Named,
  scope: Scope,
  conversation: Conversation,
  { own }: Pick<ChangeParts, 'own'>,
): Promise<Changed> {
  return await change(named, conversation, own, (item, overview) => ({
    change:
      item.kind === 'fact' ? rescopeFact(item.fact, scope, overview) : rescopeEntity(item.entity.ids, scope, overview),
    done: { told: scope === 'everywhere' ? 'nowEverywhere' : 'nowHere', named },
  }))
}

/**
 * Who hears something that may hold the words of all these scopes hears each of them: where they are several, the user
 * alone.
 */
export function narrowest(scopes: readonly Scope[]): Scope {
  const [one, ...others] = new Set(scopes.filter(scope => scope !== 'everywhere'))
  return others.length > 0 ? 'dm' : (one ?? 'everywhere')
}

type Plan = Changed['told'] | { readonly change: Change; readonly done: Changed }

/** Twice at most: something of it may change just then. */
async function change(
  named: Named,
  conversation: Conversation,
  own: ChangeParts['own'],
  plan: (item: Item, overview: Overview) => Plan,
): Promise<Changed> {
  for (let tries = 0; tries < 2; tries += 1) {
    const overview = await own.overview(conversation)
    const item = itemNamed(named, overview.known)
    if (item === undefined) return { told: 'gone', named }
    const planned = plan(item, overview)
    if (typeof planned === 'string') return { told: planned, named }
    if ((await own.change(conversation.user, planned.change)) === 'kept') return planned.done
  }
  return { told: 'moved', named }
}

function corrected(item: Item, correction: Correction, overview: Overview, settings: KeepSettings): Kept {
  return item.kind === 'fact'
    ? correctFact(item.fact, saidOfFact(item.fact, correction), overview, settings)
    : correctEntity(item.entity.ids, saidOfEntity(item.entity, correction, overview), overview, settings)
}

/** It stays with the conversation in which it was told, and goes with that one. */
function saidOfFact({ channel, guild, scope }: Fact, { text, id, saidAt, conversation }: Correction): Said {
  const where = { conversation: { ...conversation, channel }, ...(guild !== undefined && { guild }) }
  return { text, id, saidAt, asked: 'command', scope, ...where }
}

function saidOfEntity(
  entity: Entity,
  { text, id, saidAt, conversation, guild }: Correction,
  { known }: Overview,
): Said {
  const scope = narrowest(scopesOf(entity, known))
  return { text, id, saidAt, asked: 'command', scope, conversation, ...(guild !== undefined && { guild }) }
}
