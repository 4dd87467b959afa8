import { moveItems } from '../../../memory/editing/move-items.ts'
import type { ItemReference } from '../../../memory/knowledge/items.ts'
import { scopeOfAudience } from '../../../memory/scope.ts'
import type { ComponentContext, View } from '../../interactions/command.ts'
import { actionRow, attachedFile, button, container, customId, textDisplay } from '../../interactions/components.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { entityLabel, factLabel, formatCounts } from '../../interactions/format.ts'
import { basketOf, keepBasket } from './basket.ts'

/** Lines of a preview, of so many characters, that fit a message; the rest stands in a file. */
const MAX_LINES = 25
const MAX_LINE_LENGTH = 110

type Destination = 'everywhere' | 'here'

/** Shows exactly what would be told elsewhere from then on. What is added to the choice later is no part of it. */
export async function previewMove(context: ComponentContext, choiceId: string, to: Destination): Promise<View> {
  const { user, texts, userMemory } = context
  const { know } = texts
  const [choice, { known }] = await Promise.all([
    userMemory.readChoice(user, choiceId),
    userMemory.readOverview(context),
  ])
  const items = basketOf(choiceId, choice, known)?.items
  if (items === undefined) return know.foundTooOld
  if (items.length === 0) return know.changed.gone
  if (to === 'here' && scopeOfAudience(context.audience) === undefined) return know.changed.noPlaceHere
  const shown = await keepBasket(items, undefined, context)
  const words = items.map(item => (item.kind === 'fact' ? factLabel(item.fact) : entityLabel(item.entity, texts)))
  const lines = words.slice(0, MAX_LINES).map(one => `- ${escapeLine(one, MAX_LINE_LENGTH)}`)
  const isAll = words.length <= MAX_LINES && words.every(one => one.length <= MAX_LINE_LENGTH)
  const data = Buffer.from(`${words.map(one => `- ${one}`).join('\n')}\n`)
  return {
    components: [
      textDisplay(know.movePreview[to](items.length)),
      container(textDisplay([...lines, ...(isAll ? [] : [texts.forget.more(words.length - lines.length)])].join('\n'))),
      ...(isAll ? [] : [attachedFile(know.listFile)]),
      actionRow(
        button(to === 'here' ? know.keepHere : know.showEverywhere, customId(user, 'know.moveYes', shown.id, to)),
        button(know.leave, customId(user, 'know.moveNo')),
      ),
    ],
    ...(!isAll && { files: [{ name: know.listFile, data }] }),
  }
}

/** Moves what was shown, as far as it is still there, and says how much that was. */
export async function confirmMove(context: ComponentContext, choiceId: string, to: Destination): Promise<View> {
  const { user, texts, userMemory, audience } = context
  const { know } = texts
  const choice = await userMemory.readChoice(user, choiceId)
  if (choice?.kind !== 'choose')
    return choice?.kind === 'done' ? { beside: texts.forget.doneAlready } : know.foundTooOld
  const scope = to === 'everywhere' ? to : scopeOfAudience(audience)
  if (scope === undefined) return know.changed.noPlaceHere
  const items: readonly ItemReference[] = [
    ...choice.entities.map(id => ({ kind: 'entity', id }) as const),
    ...choice.facts.map(id => ({ kind: 'fact', id }) as const),
  ]
  const { moved, gone, left } = await moveItems(items, scope, context, userMemory)
  if (left === 0) await userMemory.replaceChoice(user, choiceId, { kind: 'done' })
  const counts = formatCounts([
    [moved, know.moved[to]],
    [gone, know.movedGone],
    [left, know.movedLeft],
  ])
  return {
    components: [
      textDisplay(counts.join('\n')),
      ...(left === 0 ? [] : [actionRow(button(know.moveAgain, customId(user, 'know.moveYes', choiceId, to)))]),
    ],
  }
}
