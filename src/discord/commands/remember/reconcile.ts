import { findConflicts, keepBoth, type ReconcileOutcome, replaceFacts } from '../../../memory/editing/reconcile.ts'
import type { FactId } from '../../../memory/types.ts'
import type { ComponentContext, View } from '../../interactions/command.ts'
import { conflictPanel, rememberedPanel, replacedPanel } from './panel.ts'

/** *Replace*: what was shown is past, and stays as history. Where it was shown too long ago, it is shown anew first. */
export async function replaceShown(
  context: ComponentContext,
  [id = '', choiceId = '']: readonly string[],
): Promise<View> {
  const shown = await readShown(context, choiceId)
  if (shown === undefined) return await showAnew(context, id)
  const outcome = await replaceFacts(context, id, shown, context.userMemory)
  if (outcome.kind !== 'standing') return refusal(outcome, context)
  const { fact, replaced } = outcome
  return replaced.length === 0
    ? rememberedPanel('new', fact, context)
    : replacedPanel(fact, replaced, choiceId, context)
}

/** *Keep both*: nothing changes, or what was replaced by a click holds again. */
export async function keepBothShown(
  context: ComponentContext,
  [id = '', choiceId = '']: readonly string[],
): Promise<View> {
  const shown = await readShown(context, choiceId)
  if (shown === undefined) return await showAnew(context, id)
  const outcome = await keepBoth(context, id, shown, context.userMemory)
  return outcome.kind === 'standing' ? rememberedPanel('new', outcome.fact, context) : refusal(outcome, context)
}

async function readShown({ user, userMemory }: ComponentContext, id: string): Promise<readonly FactId[] | undefined> {
  const choice = await userMemory.readChoice(user, id)
  return choice?.kind === 'choose' ? choice.facts : undefined
}

/** As it stands now, with a new hour to decide. */
async function showAnew(context: ComponentContext, id: FactId): Promise<View> {
  const { userMemory, texts } = context
  const { fact, conflicts, replaced } = await findConflicts(context, id, userMemory)
  if (fact === undefined) return texts.remember.goneBefore
  if (replaced.length === 0) return await conflictPanel(fact, conflicts, context)
  const facts = replaced.map(other => other.id)
  const choice = await userMemory.keepChoice(context.user, { kind: 'choose', facts, entities: [] })
  return replacedPanel(fact, replaced, choice, context)
}

function refusal({ kind }: Exclude<ReconcileOutcome, { kind: 'standing' }>, { texts }: ComponentContext): View {
  // Where something else changed meanwhile, the panel stays, to try again.
  return kind === 'moved' ? { beside: texts.remember.moved } : texts.remember.goneBefore
}
