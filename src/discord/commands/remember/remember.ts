import {
  type ExplicitMemory,
  type KnowledgeLimits,
  type RememberResult,
  rememberVerbatim,
} from '../../../memory/editing/remember.ts'
import type { ServerSettings } from '../../../memory/ports/server-settings.ts'
import type { Overview, UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import type { Scope } from '../../../memory/scope.ts'

/** Something to be remembered as it was said; without a scope where nothing that is said may be kept. */
export interface RememberRequest extends Omit<ExplicitMemory, 'scope'> {
  readonly scope: Scope | undefined
}

/** Why it was not kept: each is a sentence in the texts. */
type RememberRefusal =
  | Extract<RememberResult, { kind: 'refused' }>['why']
  | 'paused'
  | 'incognito'
  | 'serverOff'
  | 'unknownPlace'
  | 'moved'
  | 'messageGone'

export type RememberRequestResult =
  | Exclude<RememberResult, { kind: 'refused' }>
  | { readonly kind: 'refused'; readonly why: RememberRefusal }

export interface EditingDependencies {
  readonly userMemory: Pick<UserMemoryStore, 'readOverview' | 'applyChange'>
  readonly serverSettings: Pick<ServerSettings, 'isMemoryOff'>
  readonly settings: KnowledgeLimits
}

/** What is to be kept of what was said, as things are. */
export type CreateMemory = (
  said: ExplicitMemory,
  overview: Overview,
  settings: KnowledgeLimits,
) => RememberRequestResult

/** Keeps what a user wants to be remembered, at once and without a model; as they said it, if not made otherwise. */
export async function rememberForUser(
  wish: RememberRequest,
  parts: EditingDependencies,
  made: CreateMemory = rememberVerbatim,
): Promise<RememberRequestResult> {
  const { scope, ...said } = wish
  if (scope === undefined) return { kind: 'refused', why: 'unknownPlace' }
  // Twice: what it rests on may change just then.
  for (let tries = 0; tries < 2; tries++) {
    const [overview, isServerOff] = await Promise.all([
      parts.userMemory.readOverview(wish.conversation),
      wish.guild === undefined ? false : parts.serverSettings.isMemoryOff(wish.guild),
    ])
    const why = retentionRefusal(overview, isServerOff)
    if (why !== undefined) return { kind: 'refused', why }
    const kept = made({ ...said, scope }, overview, parts.settings)
    if (kept.kind === 'refused') return kept
    if ((await parts.userMemory.applyChange(wish.conversation.user, kept.change)) === 'kept') return kept
  }
  // A message that was deleted, forgotten, or answered without being kept a while ago stays unkept.
  return { kind: 'refused', why: wish.asked === 'message' ? 'messageGone' : 'moved' }
}

function retentionRefusal({ settings, incognitoUntil = 0 }: Overview, isServerOff: boolean) {
  if (settings.isPaused) return 'paused'
  if (incognitoUntil > Date.now()) return 'incognito'
  return isServerOff ? 'serverOff' : undefined
}
