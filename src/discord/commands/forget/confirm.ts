import { type DeletionPreview, planDeletion } from '../../../memory/forgetting/plan.ts'
import {
  addedMeanwhile,
  countAddedSincePreview,
  toPreviewedDeletion,
  withEarlierKnowledge,
} from '../../../memory/forgetting/since-preview.ts'
import {
  type DeletionCounts,
  type DeletionPlan,
  type ForgetRequest,
  type PendingChoice,
  sumDeletionCounts,
  type UserData,
  type UserMemoryStore,
} from '../../../memory/ports/user-memory-store.ts'
import type { UserId } from '../../../memory/types.ts'
import type { InteractionContext, View } from '../../interactions/command.ts'
import { sourceMessageLinks } from '../../interactions/message-links.ts'
import { deletionPanel } from './preview.ts'
import { receiptPanel } from './receipt.ts'

type PendingConfirmation = Extract<PendingChoice, { kind: 'confirm' }>

/** Shows exactly what would be deleted at a request, to be confirmed. */
export async function previewDeletion(context: InteractionContext, request: ForgetRequest): Promise<View> {
  const userData = await context.userMemory.readUserData(context.user)
  const deletion = planDeletion(userData, request)
  // Of an empty conversation only its record would go.
  const { facts, entities, statements, turns, summaries } = deletion
  const count = facts.length + entities.length + statements.length + turns + summaries
  if (count === 0) return context.texts.forget.nothingThere
  return await showPreview(context, { request, deletion, userData, isAddedTo: false })
}

/**
 * Deletes what was shown, with what reveals it since, looks again, and says what was done; once. Where more would go by
 * now, because something was learned or added meanwhile, that is shown first, to be confirmed by itself.
 */
export async function confirmDeletion(context: InteractionContext, choiceId: string): Promise<View> {
  const { user, texts, userMemory } = context
  const choice = await userMemory.readChoice(user, choiceId)
  if (choice?.kind === 'done') return { beside: texts.forget.doneAlready }
  if (choice?.kind !== 'confirm') return texts.forget.expired
  const userData = await userMemory.readUserData(user)
  const deletion = planDeletion(userData, choice.wish, choice.shown)
  if (countAddedSincePreview(userData.known, deletion.plan, choice.shown) > 0)
    return await showPreview(context, { request: choice.wish, deletion, userData, isAddedTo: true })
  // Also what is not known any more: a step that failed may have left something of it.
  const facts = [...new Set([...choice.shown.facts, ...deletion.plan.facts])]
  const links = sourceMessageLinks(userData, deletion.plan)
  const plan = { ...deletion.plan, facts }
  const { forgotten, left } = await executeDeletion({ user, choice, userData, plan }, userMemory)
  if (left === 0) await userMemory.replaceChoice(user, choiceId, { kind: 'done' })
  return receiptPanel({ user, forgotten, left, links, choiceId }, texts)
}

interface ConfirmedDeletion {
  readonly user: UserId
  readonly choice: PendingConfirmation
  readonly userData: UserData
  readonly plan: DeletionPlan
}

/** Takes it away, and what told of it while that was done; counts what is left, and what came in that was never shown. */
async function executeDeletion(
  { user, choice, userData, plan }: ConfirmedDeletion,
  userMemory: UserMemoryStore,
): Promise<{ readonly forgotten: DeletionCounts; readonly left: number }> {
  const first = await userMemory.forget(user, plan)
  const since = withEarlierKnowledge(userData, await userMemory.readUserData(user))
  const deletion = planDeletion(since, choice.wish, choice.shown)
  const added = addedMeanwhile(deletion.plan, plan)
  const isMore = Object.values(added).some(({ length }) => length > 0)
  const forgotten = isMore ? sumDeletionCounts(first, await userMemory.forget(user, added)) : first
  const left =
    (await userMemory.countRemaining(user, plan)) + (isMore ? await userMemory.countRemaining(user, added) : 0)
  return { forgotten, left: left + countAddedSincePreview(since.known, deletion.plan, choice.shown) }
}

interface DeletionProposal {
  readonly request: ForgetRequest
  readonly deletion: DeletionPreview
  readonly userData: UserData
  readonly isAddedTo: boolean
}

/** Under a new choice each time: a second click on what was shown before confirms nothing that came after. */
async function showPreview(
  { user, texts, userMemory }: InteractionContext,
  { request, deletion, userData: { known }, isAddedTo }: DeletionProposal,
): Promise<View> {
  const shown = toPreviewedDeletion(known, deletion.plan)
  const choiceId = await userMemory.keepChoice(user, { kind: 'confirm', wish: request, shown })
  return deletionPanel({ user, choiceId, deletion, known, isAddedTo }, texts)
}
