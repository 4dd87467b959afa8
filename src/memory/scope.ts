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
export function heardBy(audience: Audience): 'all' | readonly Scope[] {
  if (audience.kind === 'user') return 'all'
  if (audience.kind === 'unknown') return ['everywhere']
  const server: Scope[] = ['everywhere', `guild:${audience.guild}`]
  return audience.privateChannel === undefined ? server : [...server, `channel:${audience.privateChannel}`]
}

/** Whether something said under `scope` may be told to `audience`. */
export function hears(audience: Audience, scope: Scope): boolean {
  const heard = heardBy(audience)
  return heard === 'all' || heard.includes(scope)
}

/** The scope of what is said before this audience; nothing is kept where it is unknown. */
export function scopeOf(audience: Audience): Scope | undefined {
  if (audience.kind === 'unknown') return undefined
  if (audience.kind === 'user') return 'dm'
  return audience.privateChannel === undefined ? `guild:${audience.guild}` : `channel:${audience.privateChannel}`
}
