import { DESCRIPTION_PATTERN, describeReaders, describeUnknownReaders, parseReaders } from './readers/description.ts'
import { couldRead, includeEveryone, type Readers } from './readers/readers.ts'

/**
 * Who was able to read something when it was said. All that depends on the kind of a scope is decided here, except what
 * each kind comes from and how it is shown: `discord/incoming/audience.ts` makes an audience of a channel,
 * `discord/interactions/format.ts` says it in words (`locales/`), `discord/commands/what-do-you-know/source.ts` links it,
 * `forgetting/targets.ts` finds what a server or channel takes along, `transfer/file-format.ts` lists the kinds of a file.
 * Everywhere else a scope is a text that is compared.
 *
 * `dm`: the user alone. `guild:<id>`: everyone in that server. `readers:<guild>:<description>`: those whom the rules let in
 * that the description tells (`readers/`), wherever they read in that server. `channel:<id>`: those of one private channel,
 * or private thread, as it was kept before there were descriptions. `everywhere`: only by the user's own choice.
 */
export type Scope = 'dm' | 'everywhere' | `guild:${string}` | `readers:${string}:${string}` | `channel:${string}`

type ScopeKind = 'dm' | 'everywhere' | 'guild' | 'readers' | 'channel'

/** Who will read what is about to be said. */
export type Audience =
  | { readonly kind: 'user' }
  | {
      readonly kind: 'server'
      readonly guild: string
      /** What is said is read in the first of them; where there are more, only what may be told in each of them is told. */
      readonly places: readonly [AudiencePlace, ...AudiencePlace[]]
    }
  | { readonly kind: 'unknown' }

/** A place in a server by those who read it. */
interface AudiencePlace {
  /** Under which what is said there is kept. */
  readonly scope: Scope
  /** Undefined where they are not known by their rules. */
  readonly readers?: Readers
  /** The channel; of a thread its parent. */
  readonly channel?: string
  /** A scope of before under which the same place was kept, if it still has no more readers than then. */
  readonly earlierScope?: Scope
}

/** What is known of a place in a server: see `discord/incoming/audience.ts`. */
export interface ServerPlace {
  readonly guild: string
  /** The channel; of a thread its parent. */
  readonly channel: string
  /** Undefined where it is not known for certain who reads there. */
  readonly readers: Readers | undefined
  /** The private thread, or the channel if not everybody may view it: what such a place was called before. */
  readonly privateChannel?: string | undefined
}

/** A scope as a pattern, for where it is a part of something longer. Ids are Discord's: numbers of 64 bits. */
export const SCOPE_PATTERN = String.raw`(?:dm|everywhere|(?:guild|channel):\d{1,20}|readers:\d{1,20}:${DESCRIPTION_PATTERN})`
const WHOLE_SCOPE = new RegExp(`^${SCOPE_PATTERN}$`)

export function isScope(value: unknown): value is Scope {
  return WHOLE_SCOPE.test(String(value))
}

/** The kind of a scope, the id of its server or channel, and the description of its readers. */
export function parseScope(scope: Scope): {
  readonly kind: ScopeKind
  readonly id: string
  readonly description: string
} {
  const [kind, id = '', description = ''] = scope.split(':') as [ScopeKind, string?, string?]
  return { kind, id, description }
}

/** The server of a scope, where the scope tells it. */
export function serverOfScope(scope: Scope): string | undefined {
  const { kind, id } = parseScope(scope)
  return kind === 'guild' || kind === 'readers' ? id : undefined
}

/** The audience of a place in a server. */
export function audienceOfPlace({ guild, channel, readers, privateChannel }: ServerPlace): Audience {
  const place = { scope: scopeOfReaders(guild, channel, readers), channel, ...(readers && { readers }) }
  const earlierScope = privateChannel === undefined ? undefined : (`channel:${privateChannel}` as const)
  return { kind: 'server', guild, places: [{ ...place, ...(earlierScope && { earlierScope }) }] }
}

function scopeOfReaders(guild: string, channel: string, readers: Readers | undefined): Scope {
  if (readers === undefined) return `readers:${guild}:${describeUnknownReaders(channel)}`
  return includeEveryone(readers) ? `guild:${guild}` : `readers:${guild}:${describeReaders(readers)}`
}

/** Whether something said under a scope may be told to an audience. */
export function isVisibleTo(scope: Scope, audience: Audience): boolean {
  if (audience.kind === 'user' || scope === 'everywhere') return true
  if (audience.kind === 'unknown') return false
  return audience.places.every(place => isVisibleAt(scope, audience.guild, place))
}

function isVisibleAt(scope: Scope, guild: string, place: AudiencePlace): boolean {
  if (scope === place.scope || scope === place.earlierScope) return true
  const { kind, id, description } = parseScope(scope)
  if (kind === 'dm' || kind === 'everywhere' || kind === 'channel' || id !== guild) return false
  if (kind === 'guild') return true
  const then = parseReaders(description)
  return then !== undefined && place.readers !== undefined && couldRead(place.readers, place.channel, then)
}

/** Of some scopes those that are visible to an audience, each once. */
export function visibleAmong(scopes: Iterable<Scope>, audience: Audience): ReadonlySet<Scope> {
  return new Set([...new Set(scopes)].filter(scope => isVisibleTo(scope, audience)))
}

/** More than anybody's words are kept under by themselves: an index that is asked for all of a forged file would be slow. */
const MAX_SCOPES = 100

/** The scopes of some things that are visible to an audience, for an index to filter by; a user alone is told of all. */
export function visibleScopes(
  things: readonly { readonly scope: Scope }[],
  audience: Audience,
): 'all' | readonly Scope[] {
  if (audience.kind === 'user') return 'all'
  return [...visibleAmong(things.map(({ scope }) => scope).toReversed(), audience)].slice(0, MAX_SCOPES)
}

/** What a store that knows nothing of scopes can tell: what it gives has to be checked by `isVisibleTo`. */
export interface ScopeFilter {
  /** Visible for certain. */
  readonly visible: readonly Scope[]
  /** Others that begin so may be visible. */
  readonly prefix?: string
}

/** How a store picks out what an audience may be told, before it is known what there is; a user alone is told of all. */
export function scopeFilterFor(audience: Audience): 'all' | ScopeFilter {
  if (audience.kind === 'user') return 'all'
  if (audience.kind === 'unknown') return { visible: ['everywhere'] }
  const { guild, places } = audience
  const named = places.flatMap(({ scope, earlierScope }) => [scope, ...(earlierScope ? [earlierScope] : [])])
  const visible = visibleAmong(['everywhere', `guild:${guild}`, ...named], audience)
  return { visible: [...visible], prefix: `readers:${guild}:` }
}

/** The scope of what is said before an audience; undefined where it is unknown, as nothing is kept there. */
export function scopeOfAudience(audience: Audience): Scope | undefined {
  if (audience.kind === 'unknown') return undefined
  return audience.kind === 'user' ? 'dm' : audience.places[0].scope
}

/**
 * Everybody who may be told of a scope, as one audience: what is visible to it may go into what is kept under that scope.
 * `guild` is the server of a private channel's scope. Where it is not known, the channel counts as one of no server.
 */
export function audienceOfScope(scope: Scope, guild: string | undefined): Audience {
  const { kind, id, description } = parseScope(scope)
  if (kind === 'dm') return { kind: 'user' }
  if (kind === 'everywhere') return { kind: 'unknown' } // which is told of `everywhere` alone
  if (kind !== 'readers') return { kind: 'server', guild: kind === 'guild' ? id : (guild ?? ''), places: [{ scope }] }
  const readers = parseReaders(description)
  const channel = readers?.channel
  return { kind: 'server', guild: id, places: [{ scope, ...(readers && { readers }), ...(channel && { channel }) }] }
}

/**
 * The scope of something that may hold the words of several scopes: whoever is told of it may be told of each of them. Where
 * none of them is so narrow, that is the user alone.
 */
export function narrowestScope(scopes: readonly Scope[]): Scope {
  const all = [...new Set(scopes.filter(scope => scope !== 'everywhere'))]
  if (all.length === 0) return 'everywhere'
  return all.find(scope => isNoWiderThan(scope, all)) ?? 'dm'
}

function isNoWiderThan(scope: Scope, others: readonly Scope[]): boolean {
  const audience = audienceOfScope(scope, undefined)
  return others.every(other => isVisibleTo(other, audience))
}

/**
 * Where a question belongs that was kept and is edited or answered anew, as who reads its channel can have changed. What is
 * said anew may hold what was said before, and what is answered anew may rest on what may be told there now: so it moves to
 * a narrower scope, and never back. Of two scopes of one channel of which neither is known to be the narrower, to the user
 * alone.
 */
export interface ScopeMove {
  /** The question stays under its scope where it is this one: '' where it stays in any case. */
  readonly to: Scope | ''
  /** From this one it moves to that. */
  readonly from: Scope | ''
  /** From any other it moves here. */
  readonly otherwise: Scope
}

/** Which way a question moves that is said before an audience now. */
export function scopeMoveTo(audience: Audience): ScopeMove {
  const to = scopeOfAudience(audience) ?? ''
  const isWhole = audience.kind !== 'server' || to === `guild:${audience.guild}`
  return isWhole ? { to: '', from: '', otherwise: 'dm' } : { to, from: `guild:${audience.guild}`, otherwise: 'dm' }
}

/**
 * Who may be told of an answer in a channel that changed while its question waited: what may be told to those who read the
 * question, under whose scope the answer is kept, and to those who read the answer.
 */
export function audienceForAnswer(asked: Audience, now: Audience): Audience {
  if (asked.kind !== 'server' || now.kind !== 'server' || asked.guild !== now.guild) return now
  return { ...asked, places: [...asked.places, ...now.places] }
}
