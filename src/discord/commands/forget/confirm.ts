import type { BaseInteraction } from 'discord.js'
import { type DeletionPreview, planDeletion } from '../../../memory/forgetting/plan.ts'
import {
  addedMeanwhile,
  countAddedSincePreview,
  toPreviewedDeletion,
  withEarlierKnowledge,
} from '../../../memory/forgetting/since-preview.ts'
import type {
  DeletionCounts,
  DeletionPlan,
  ForgetRequest,
  PendingChoice,
  UserData,
  UserMemoryStore,
} from '../../../memory/ports/user-memory-store.ts'
import { sumDeletionCounts } from '../../../memory/ports/user-memory-store.ts'
import type { UserId } from '../../../memory/types.ts'
import type { InteractionContext, View } from '../../interactions/command.ts'
import { sourceMessageLinks } from '../../interactions/message-links.ts'
import { deletionPanel } from './preview.ts'
import { receiptPanel } from './receipt.ts'

type PendingConfirmation = Extract<PendingChoice, { kind: 'confirm' }>

/** Shows exactly what goes with a wish, to be confirmed. */
export async function previewDeletion(
  use: InteractionContext<BaseInteraction>,
  own: UserMemoryStore,
  wish: ForgetRequest,
): Promise<View> {
  const holdings = await own.readUserData(use.user)
  const goes = planDeletion(holdings, wish)
  // Of an empty conversation only its record would go.
  const { facts, entities, statements, turns, summaries } = goes
  const count = facts.length + entities.length + statements.length + turns + summaries
  if (count === 0) return use.texts.forget.nothingThere
  return await showPreview(use, own, { wish, goes, holdings, isAddedTo: false })
}

/**
 * Forgets what was shown, with what tells of it since, looks again, and says what was done; once. Where more goes by now,
 * because something was learned or added meanwhile, that is shown first, to be confirmed by itself.
 */
export async function confirmDeletion(
  use: InteractionContext<BaseInteraction>,
  id: string,
  own: UserMemoryStore,
): Promise<View> {
  const { user, texts } = use
  const offer = await own.readChoice(user, id)
  if (offer?.kind === 'done') return { beside: texts.forget.doneAlready }
  if (offer?.kind !== 'confirm') return texts.forget.expired
  const holdings = await own.readUserData(user)
  const goes = planDeletion(holdings, offer.wish, offer.shown)
  if (countAddedSincePreview(holdings.known, goes.plan, offer.shown) > 0) {
    return await showPreview(use, own, { wish: offer.wish, goes, holdings, isAddedTo: true })
  }
  // Also what is not known any more: a step that failed may have left something of it.
  const facts = [...new Set([...offer.shown.facts, ...goes.plan.facts])]
  const links = sourceMessageLinks(holdings, goes.plan)
  const { forgotten, left } = await executeDeletion({ user, offer, holdings, forgetting: { ...goes.plan, facts } }, own)
  if (left === 0) await own.replaceChoice(user, id, { kind: 'done' })
  return receiptPanel({ user, forgotten, left, links, offer: id }, texts)
}

interface ConfirmedDeletion {
  readonly user: UserId
  readonly offer: PendingConfirmation
  readonly holdings: UserData
  readonly forgetting: DeletionPlan
}

/** Takes it away, and what told of it while that was done; counts what is left, and what came in that was never shown. */
async function executeDeletion(
  { user, offer, holdings, forgetting }: ConfirmedDeletion,
  own: UserMemoryStore,
): Promise<{ readonly forgotten: DeletionCounts; readonly left: number }> {
  const first = await own.forget(user, forgetting)
  const since = withEarlierKnowledge(holdings, await own.readUserData(user))
  const goes = planDeletion(since, offer.wish, offer.shown)
  const told = addedMeanwhile(goes.plan, forgetting)
  const isMore = Object.values(told).some(({ length }) => length > 0)
  const forgotten = isMore ? sumDeletionCounts(first, await own.forget(user, told)) : first
  const left = (await own.countRemaining(user, forgetting)) + (isMore ? await own.countRemaining(user, told) : 0)
  return { forgotten, left: left + countAddedSincePreview(since.known, goes.plan, offer.shown) }
}

interface DeletionProposal {
  readonly wish: ForgetRequest
  readonly goes: DeletionPreview
  readonly holdings: UserData
  readonly isAddedTo: boolean
}

/** Under a new offer each time: a second click on what was shown before confirms nothing that came after. */
async function showPreview(
  { user, texts }: InteractionContext<BaseInteraction>,
  own: UserMemoryStore,
  { wish, goes, holdings: { known }, isAddedTo }: DeletionProposal,
): Promise<View> {
  const offer = await own.keepChoice(user, { kind: 'confirm', wish, shown: toPreviewedDeletion(known, goes.plan) })
  return deletionPanel({ user, offer, goes, known, isAddedTo }, texts)
}
