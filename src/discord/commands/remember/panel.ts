import type { Texts } from '../../../locales/en.ts'
import type { Fact, UserId } from '../../../memory/types.ts'
import type { View } from '../../interactions/command.ts'
import { actionRow, button, container, createCustomId, textDisplay } from '../../interactions/components.ts'
import { escapeLine } from '../../interactions/format.ts'

/** All that is kept, and the backslashes before what Discord would take for markdown. */
const MAX_FACT_LENGTH = 2000

export interface RememberedFact {
  readonly user: UserId
  /** What was known before is not taken back with one click: it may be more than what was just said. */
  readonly kind: 'new' | 'known'
  readonly fact: Fact
  /** Who may hear it. */
  readonly badge: string
}

/** What was just kept, with the ways to take it back or to put it right. */
export function rememberedPanel({ user, kind, fact, badge }: RememberedFact, { remember }: Texts): View {
  const edit = button(remember.edit, createCustomId(user, 'know.edit', fact.id))
  const away =
    kind === 'new'
      ? button(remember.undo, createCustomId(user, 'remember.undo', fact.id))
      : button(remember.forget, createCustomId(user, 'forget.fact', fact.id))
  return {
    components: [
      container(
        textDisplay(kind === 'new' ? remember.kept : remember.known),
        textDisplay(`> ${escapeLine(fact.text, MAX_FACT_LENGTH)}`),
        textDisplay(`-# ${badge}`),
      ),
      actionRow(away, edit),
    ],
  }
}
