/**
 * Who was able to read something when it was said. All that depends on the kind of a scope is decided here, except what
 * each kind comes from and how it is shown: `discord/incoming/audience.ts` makes an audience of a channel,
 * `discord/interactions/format.ts` says it in words (`locales/`), `discord/commands/what-do-you-know/source.ts` links it,
 * `forgetting/targets.ts` finds what a server or channel takes along, `transfer/file-format.ts` lists the kinds of a file.
 * Everywhere else a scope is a text that is compared.
 *
 * `dm`: the user alone. `guild:<id>`: everyone in that server. `channel:<id>`: a private or role-restricted
 * channel and its threads, or a private thread. `everywhere`: only by the user's own choice.
 */
export type Scope = 'dm' | 'everywhere' | `guild:${string}` | `channel:${string}`

/** Who will read what is about to be said. A public channel of a server has no `privateChannel`: see `visibleScopes`. */
export type Audience =
  | { readonly kind: 'user' }
  | { readonly kind: 'server'; readonly guild: string; readonly privateChannel?: string }
  | { readonly kind: 'unknown' }

/** A scope as a pattern, for where it is a part of something longer. Ids are Discord's: numbers of 64 bits. */
export const SCOPE_PATTERN = String.raw`(?:dm|everywhere|(?:guild|channel):\d{1,20})`
const WHOLE_SCOPE = new RegExp(`^${SCOPE_PATTERN}$`)

export function isScope(value: unknown): value is Scope {
  return WHOLE_SCOPE.test(String(value))
}

/** The kind of a scope, and the id of its server or channel. */
export function parseScope(scope: Scope): {
  readonly kind: 'dm' | 'everywhere' | 'guild' | 'channel'
  readonly id: string
} {
  const [kind, id = ''] = scope.split(':') as ['dm' | 'everywhere' | 'guild' | 'channel', string?]
  return { kind, id }
}

/**
 * The scopes that an audience may be told of, for a store to filter by; a user alone is told of all.
 * What was said in a channel while it was private is not told there once the channel is public, only in the direct message:
 * a public channel therefore names no `privateChannel`.
 */
export function visibleScopes(audience: Audience): 'all' | readonly Scope[] {
  if (audience.kind === 'user') return 'all'
  if (audience.kind === 'unknown') return ['everywhere']
  const server: Scope[] = ['everywhere', `guild:${audience.guild}`]
  return audience.privateChannel === undefined ? server : [...server, `channel:${audience.privateChannel}`]
}

/** Whether something said under a scope may be told to an audience. */
export function isVisibleTo(scope: Scope, audience: Audience): boolean {
  const visible = visibleScopes(audience)
  return visible === 'all' || visible.includes(scope)
}

/** The scope of what is said before an audience; undefined where it is unknown, as nothing is kept there. */
export function scopeOfAudience(audience: Audience): Scope | undefined {
  if (audience.kind === 'unknown') return undefined
  if (audience.kind === 'user') return 'dm'
  return audience.privateChannel === undefined ? `guild:${audience.guild}` : `channel:${audience.privateChannel}`
}

/**
 * Everybody who may be told of a scope, as one audience: what is visible to it may go into what is kept under that scope.
 * `guild` is the server of a private channel's scope. Where it is not known, the channel counts as one of no server.
 */
export function audienceOfScope(scope: Scope, guild: string | undefined): Audience {
  const { kind, id } = parseScope(scope)
  if (kind === 'dm') return { kind: 'user' }
  if (kind === 'everywhere') return { kind: 'unknown' } // which is told of `everywhere` alone
  return kind === 'guild' ? { kind: 'server', guild: id } : { kind: 'server', guild: guild ?? '', privateChannel: id }
}

/**
 * The scope of something that may hold the words of several scopes: whoever is told of it may be told of each of them.
 * Of two scopes that are not `everywhere` that is the user alone, as a channel's scope does not say in which server it is.
 */
export function narrowestScope(scopes: readonly Scope[]): Scope {
  const [first, ...others] = new Set(scopes.filter(scope => scope !== 'everywhere'))
  return others.length > 0 ? 'dm' : (first ?? 'everywhere')
}

/**
 * Whether a scope is that of a private channel. A channel can become private, or public, after something was said in it.
 * Of two scopes of one channel that of the private one is the narrower: a question that is edited or answered anew moves
 * to it, and never back, so that what is answered then is told there alone.
 */
export function isPrivateChannel(scope: Scope): boolean {
  return parseScope(scope).kind === 'channel'
}

/**
 * Who may be told of an answer in a channel that changed while its question waited. If the channel became private that is
 * still everybody in the server: the answer is kept under the scope of its question.
 */
export function audienceForAnswer(asked: Audience, now: Audience): Audience {
  const wasPublic = asked.kind === 'server' && asked.privateChannel === undefined
  return wasPublic && now.kind === 'server' ? asked : now
}
