import type { Fact } from '../../../memory/types.ts'
import type { View, ViewContext } from '../../interactions/command.ts'
import { actionRow, button, container, customId, textDisplay } from '../../interactions/components.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { factLabel, formatScope } from '../../interactions/format.ts'

/** The length of the longest fact, with backslashes before all that Discord would take for markdown. */
const MAX_TEXT_LENGTH = 2000

/**
 * What was just kept, with the ways to take it back or to put it right. What was known before is not taken back with one
 * click: it may be more than what was just said.
 */
export function rememberedPanel(kind: 'new' | 'known', fact: Fact, context: ViewContext): View {
  const { user } = context
  const { remember } = context.texts
  const edit = button(remember.edit, customId(user, 'know.edit', fact.id))
  const remove =
    kind === 'new'
      ? button(remember.undo, customId(user, 'remember.undo', fact.id))
      : button(remember.forget, customId(user, 'forget.fact', fact.id))
  return {
    components: [
      container(
        textDisplay(kind === 'new' ? remember.kept : remember.known),
        textDisplay(`> ${escapeLine(factLabel(fact), MAX_TEXT_LENGTH)}`),
        textDisplay(`-# ${formatScope(fact.scope, context)}`),
      ),
      actionRow(remove, edit),
    ],
  }
}
