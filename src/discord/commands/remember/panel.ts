import type { Fact, UserId } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { box, button, row, text } from '../components.ts'
import { customId } from '../custom-id.ts'
import type { View } from '../feature.ts'
import { shownWords } from '../shown-words.ts'

/** All that is kept, and the backslashes before what Discord would take for markdown. */
const MOST = 2000

export interface Remembered {
  readonly user: UserId
  /** What was known before is not taken back with one click: it may be more than what was just said. */
  readonly kind: 'new' | 'known'
  readonly fact: Fact
  /** Who may hear it. */
  readonly badge: string
}

/** What was just kept, with the ways to take it back or to put it right. */
export function rememberedPanel({ user, kind, fact, badge }: Remembered, { remember }: Texts): View {
  const edit = button(remember.edit, customId(user, 'know.edit', fact.id))
  const away =
    kind === 'new'
      ? button(remember.undo, customId(user, 'remember.undo', fact.id))
      : button(remember.forget, customId(user, 'forget.fact', fact.id))
  return {
    components: [
      box(
        text(kind === 'new' ? remember.kept : remember.known),
        text(`> ${shownWords(fact.text, MOST)}`),
        text(`-# ${badge}`),
      ),
      row(away, edit),
    ],
  }
}
