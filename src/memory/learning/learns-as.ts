import type { Audience, Scope } from '../scope.ts'
import type { GuildId } from '../types.ts'

/**
 * Who the learner speaks for while it works on turns of one scope: it is shown what this audience may hear and nothing
 * else. A private fact shown to it there would be learned anew as a public one.
 */
export function learnsAs(scope: Scope, guild: GuildId | undefined): Audience {
  if (scope === 'dm') return { kind: 'user' }
  if (scope === 'everywhere') return { kind: 'unknown' } // hears `everywhere` alone
  const [kind, id = ''] = scope.split(':')
  if (kind === 'guild') return { kind: 'server', guild: id }
  return { kind: 'server', guild: guild ?? '', privateChannel: id }
}
