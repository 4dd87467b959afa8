import type { DepartedPlace } from '../ports/departures.ts'
import {
  type DeletionCounts,
  type DeletionPlan,
  type ForgetRequest,
  type PreviewedDeletion,
  sumDeletionCounts,
  type UserData,
  type UserMemoryStore,
} from '../ports/user-memory-store.ts'
import type { Knowledge, MessageId, UserId } from '../types.ts'
import { type DeletionPreview, planDeletion } from './plan.ts'
import { noteOfDeletion } from './repeat.ts'
import { addedMeanwhile, countAddedSincePreview, toPreviewedDeletion, withEarlierKnowledge } from './since-preview.ts'

/** What would be deleted, kept under an id of its own until the user confirms it. */
export interface ProposedDeletion {
  readonly kind: 'proposed'
  readonly choiceId: string
  readonly deletion: DeletionPreview
  readonly known: Knowledge
  /** More would be deleted than what was shown before. */
  readonly isAddedTo: boolean
}

/** What was deleted, and how much was still found by looking again. */
export interface VerifiedDeletion {
  readonly forgotten: DeletionCounts
  readonly left: number
}

/** What a confirmed deletion came to: what it was planned on, for telling where it came from. */
export interface ConfirmedDeletion extends VerifiedDeletion {
  readonly kind: 'deleted'
  readonly userData: UserData
  readonly plan: DeletionPlan
  /** How many facts stay that may be about somebody who went. */
  readonly perhaps: number
}

type PlannedForgetting = Pick<UserMemoryStore, 'readUserData' | 'noteDeletion' | 'forget' | 'countRemaining'>

/** Plans what a request deletes, to be shown and confirmed; undefined if there is nothing to show. */
export async function proposeDeletion(
  user: UserId,
  request: ForgetRequest,
  userMemory: UserMemoryStore,
): Promise<ProposedDeletion | undefined> {
  const userData = await userMemory.readUserData(user)
  const deletion = planDeletion(userData, request)
  // Of an empty conversation only its record would be deleted: nothing that the user could be shown.
  const { facts, entities, statements, turns, summaries } = deletion
  const shown = facts.length + entities.length + statements.length + turns + summaries
  return shown === 0 ? undefined : await keepProposal(userData, request, deletion, userMemory)
}

/** Plans what was shown together with the facts that may be about the same people; undefined if it is too old. */
export async function proposeWithPerhaps(
  user: UserId,
  choiceId: string,
  userMemory: UserMemoryStore,
): Promise<ProposedDeletion | undefined> {
  const choice = await userMemory.readChoice(user, choiceId)
  if (choice?.kind !== 'confirm' || choice.wish.kind !== 'things') return undefined
  const { wish, shown } = choice
  const perhaps = planDeletion(await userMemory.readUserData(user), wish, shown).perhaps.map(({ id }) => id)
  return await proposeDeletion(user, { ...wish, facts: [...new Set([...wish.facts, ...perhaps])] }, userMemory)
}

/**
 * Deletes what was shown, with what reveals it since, and looks again; once: `done` the second time. Where more would be
 * deleted by now, because something was learned or added meanwhile, that is proposed anew.
 */
export async function deleteConfirmed(
  user: UserId,
  choiceId: string,
  userMemory: UserMemoryStore,
): Promise<ConfirmedDeletion | ProposedDeletion | { readonly kind: 'done' | 'expired' }> {
  const choice = await userMemory.readChoice(user, choiceId)
  if (choice?.kind !== 'confirm') return { kind: choice?.kind === 'done' ? 'done' : 'expired' }
  const { wish: request, shown: previewed } = choice
  const userData = await userMemory.readUserData(user)
  const deletion = planDeletion(userData, request, previewed)
  if (countAddedSincePreview(userData.known, deletion.plan, previewed) > 0)
    return { ...(await keepProposal(userData, request, deletion, userMemory)), isAddedTo: true }
  // Facts that are not known any more stay in the plan: a step that failed may have left something of them.
  const facts = [...new Set([...previewed.facts, ...deletion.plan.facts])]
  const planned = { userData, request, plan: { ...deletion.plan, facts }, previewed }
  const verified = await forgetAndVerify(planned, userMemory)
  if (verified.left === 0) await userMemory.replaceChoice(user, choiceId, { kind: 'done' })
  return { kind: 'deleted', ...verified, userData, plan: deletion.plan, perhaps: deletion.perhaps.length }
}

/** Deletes what a user said in a place that is gone. Returns how much of it is left. */
export async function forgetPlace(user: UserId, place: DepartedPlace, userMemory: PlannedForgetting): Promise<number> {
  const request = { kind: 'place', ...place } as const
  const userData = await userMemory.readUserData(user)
  const { plan, isEmpty } = planDeletion(userData, request)
  if (isEmpty) return 0
  const previewed = toPreviewedDeletion(userData.known, plan)
  return (await forgetAndVerify({ userData, request, plan, previewed }, userMemory)).left
}

/** Deletes everything of a user, settings too, and what they said before an id of Discord's that is still on its way. */
export async function deleteEverything(
  user: UserId,
  until: MessageId,
  userMemory: Pick<UserMemoryStore, 'forgetEverything' | 'countRemaining'>,
): Promise<VerifiedDeletion> {
  const forgotten = await userMemory.forgetEverything(user, until)
  return { forgotten, left: await userMemory.countRemaining(user, 'everything') }
}

/** Under a new id each time: a second click on what was shown before confirms nothing that came after. */
async function keepProposal(
  { user, known }: UserData,
  request: ForgetRequest,
  deletion: DeletionPreview,
  userMemory: UserMemoryStore,
): Promise<ProposedDeletion> {
  const shown = toPreviewedDeletion(known, deletion.plan)
  const choiceId = await userMemory.keepChoice(user, { kind: 'confirm', wish: request, shown })
  return { kind: 'proposed', choiceId, deletion, known, isAddedTo: false }
}

interface PlannedDeletion {
  readonly userData: UserData
  readonly request: ForgetRequest
  readonly plan: DeletionPlan
  readonly previewed: PreviewedDeletion
}

/** Deletes what is planned, and what revealed it while that was done; counts what is left, and what came in that nobody was shown. */
async function forgetAndVerify(
  { userData, request, plan, previewed }: PlannedDeletion,
  userMemory: PlannedForgetting,
): Promise<VerifiedDeletion> {
  const { user } = userData
  await userMemory.noteDeletion(user, noteOfDeletion(userData, request, plan))
  let forgotten = await userMemory.forget(user, plan)
  const since = withEarlierKnowledge(userData, await userMemory.readUserData(user))
  const now = planDeletion(since, request, previewed).plan
  let left = countAddedSincePreview(since.known, now, previewed)
  const added = addedMeanwhile(now, plan)
  if (Object.values(added).some(names => names.length > 0)) {
    forgotten = sumDeletionCounts(forgotten, await userMemory.forget(user, added))
    left += await userMemory.countRemaining(user, added)
  }
  return { forgotten, left: left + (await userMemory.countRemaining(user, plan)) }
}
