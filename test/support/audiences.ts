import { type Audience, audienceOfScope } from '../../src/memory/scope.ts'

/** Who reads a channel that everybody in a server reads; or, with its id, a private channel of before. */
export function serverAudience(guild: string, privateChannel?: string): Audience {
  return audienceOfScope(privateChannel === undefined ? `guild:${guild}` : `channel:${privateChannel}`, guild)
}
