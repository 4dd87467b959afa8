import { deleteConfirmed, proposeDeletion, proposeWithPerhaps } from '../../../memory/forgetting/forget.ts'
import type { ForgetRequest } from '../../../memory/ports/user-memory-store.ts'
import type { InteractionContext, View } from '../../interactions/command.ts'
import { sourceMessageLinks } from '../../interactions/message-links.ts'
import { deletionPanel } from './preview.ts'
import { receiptPanel } from './receipt.ts'

/** Shows exactly what would be deleted at a request, to be confirmed. */
export async function previewDeletion(context: InteractionContext, request: ForgetRequest): Promise<View> {
  const { user, texts, userMemory } = context
  const proposed = await proposeDeletion(user, request, userMemory)
  return proposed === undefined ? texts.forget.nothingThere : deletionPanel(proposed, context)
}

/** Shows what would be deleted with what may be about the same people, to be confirmed. */
export async function previewWithPerhaps(context: InteractionContext, choiceId: string): Promise<View> {
  const proposed = await proposeWithPerhaps(context.user, choiceId, context.userMemory)
  return proposed === undefined ? context.texts.forget.expired : deletionPanel(proposed, context)
}

/** Deletes what was shown, and says what was done; what would be deleted by now besides is shown first. */
export async function confirmDeletion(context: InteractionContext, choiceId: string): Promise<View> {
  const { user, texts, userMemory } = context
  const confirmed = await deleteConfirmed(user, choiceId, userMemory)
  switch (confirmed.kind) {
    case 'done':
      return { beside: texts.forget.doneAlready }
    case 'expired':
      return texts.forget.expired
    case 'proposed':
      return deletionPanel(confirmed, context)
    case 'deleted': {
      const { userData, plan, ...verified } = confirmed
      return receiptPanel({ user, ...verified, links: sourceMessageLinks(userData, plan), choiceId }, texts)
    }
  }
}
