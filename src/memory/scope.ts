import type { GuildId } from './types.ts'

/**
 * Who was able to read something when it was said.
 * `dm`: the user alone. `guild:<id>`: everyone in that server. `channel:<id>`: a private or role-restricted
 * channel and its threads, or a private thread. `everywhere`: only by the user's own choice.
 */
export type Scope = 'dm' | 'everywhere' | `guild:${string}` | `channel:${string}`

/** Who will read what is about to be said. A public channel of a server has no `channel`: see `hears`. */
export type Audience =
  | { readonly kind: 'user' }
  | { readonly kind: 'server'; readonly guild: string; readonly privateChannel?: string }
  | { readonly kind: 'unknown' }

/**
 * The scopes an audience may hear, for a store to filter by; a user alone hears every scope of theirs.
 * What was said in a channel while it was private is not heard there once it is public, only in the DM:
 * a public channel therefore names no `privateChannel`.
 */
export function visibleScopes(audience: Audience): 'all' | readonly Scope[] {
  if (audience.kind === 'user') return 'all'
  if (audience.kind === 'unknown') return ['everywhere']
  const server: Scope[] = ['everywhere', `guild:${audience.guild}`]
  return audience.privateChannel === undefined ? server : [...server, `channel:${audience.privateChannel}`]
}

/** Whether something said under `scope` may be told to `audience`. */
export function isVisibleTo(audience: Audience, scope: Scope): boolean {
  const heard = visibleScopes(audience)
  return heard === 'all' || heard.includes(scope)
}

/** The scope of what is said before this audience; nothing is kept where it is unknown. */
export function scopeOfAudience(audience: Audience): Scope | undefined {
  if (audience.kind === 'unknown') return undefined
  if (audience.kind === 'user') return 'dm'
  return audience.privateChannel === undefined ? `guild:${audience.guild}` : `channel:${audience.privateChannel}`
}

/**
 * Who the learner speaks for while it works on turns of one scope: it is shown what this audience may hear and nothing
 * else. A private fact shown to it there would be learned anew as a public one.
 */
export function audienceOfScope(scope: Scope, guild: GuildId | undefined): Audience {
  if (scope === 'dm') return { kind: 'user' }
  if (scope === 'everywhere') return { kind: 'unknown' } // hears `everywhere` alone
  const [kind, id = ''] = scope.split(':')
  if (kind === 'guild') return { kind: 'server', guild: id }
  return { kind: 'server', guild: guild ?? '', privateChannel: id }
}
