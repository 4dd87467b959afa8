import { type KeepSettings, type Kept, keepAsSaid, type Said } from '../../../memory/own/keeping.ts'
import type { Overview, OwnMemory } from '../../../memory/own-memory.ts'
import type { ChannelSettings } from '../../../memory/ports.ts'
import type { Scope } from '../../../memory/scope.ts'

/** Something to be remembered as it was said; without a scope where nothing that is said may be kept. */
export interface Wish extends Omit<Said, 'scope'> {
  readonly scope: Scope | undefined
}

/** Why it was not kept: each is a sentence in the texts. */
type NotKept =
  | Extract<Kept, { kind: 'refused' }>['why']
  | 'paused'
  | 'incognito'
  | 'serverOff'
  | 'unknownPlace'
  | 'moved'
  | 'messageGone'

export type Keeping = Exclude<Kept, { kind: 'refused' }> | { readonly kind: 'refused'; readonly why: NotKept }

export interface KeepParts {
  readonly own: Pick<OwnMemory, 'overview' | 'change'>
  readonly channels: Pick<ChannelSettings, 'isMemoryOff'>
  readonly settings: KeepSettings
}

/** What is to be kept of what was said, as things are. */
export type Making = (said: Said, overview: Overview, settings: KeepSettings) => Keeping

/** Keeps what a user wants to be remembered, at once and without a model; as they said it, if not made otherwise. */
export async function keep(wish: Wish, parts: KeepParts, made: Making = keepAsSaid): Promise<Keeping> {
  const { scope, ...said } = wish
  if (scope === undefined) return { kind: 'refused', why: 'unknownPlace' }
  // Twice: what it rests on may change just then.
  for (let tries = 0; tries < 2; tries++) {
    const [overview, isServerOff] = await Promise.all([
      parts.own.overview(wish.conversation),
      wish.guild === undefined ? false : parts.channels.isMemoryOff(wish.guild),
    ])
    const why = whyUnkept(overview, isServerOff)
    if (why !== undefined) return { kind: 'refused', why }
    const kept = made({ ...said, scope }, overview, parts.settings)
    if (kept.kind === 'refused') return kept
    if ((await parts.own.change(wish.conversation.user, kept.change)) === 'kept') return kept
  }
  // A message that was deleted, forgotten, or answered without being kept a while ago stays unkept.
  return { kind: 'refused', why: wish.asked === 'message' ? 'messageGone' : 'moved' }
}

function whyUnkept({ settings, incognitoUntil = 0 }: Overview, isServerOff: boolean) {
  if (settings.isPaused) return 'paused'
  if (incognitoUntil > Date.now()) return 'incognito'
  return isServerOff ? 'serverOff' : undefined
}
