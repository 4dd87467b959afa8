import { en } from '../../../locales/en.ts'
import { deleteEverything } from '../../../memory/forgetting/forget.ts'
import { isDoubt } from '../../../memory/knowledge/doubts.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import { normalizeText } from '../../../memory/text/normalize.ts'
import { USER_ENTITY } from '../../../memory/types.ts'
import type { ComponentContext, InteractionContext, ModalContext, View } from '../../interactions/command.ts'
import { actionRow, button, customId, dangerButton, textDisplay, textModal } from '../../interactions/components.ts'
import { formatCounts } from '../../interactions/format.ts'
import { sourceMessageLinks } from '../../interactions/message-links.ts'
import { receiptPanel } from './receipt.ts'

const PHRASE_FIELD = 'phrase'

/** How much is kept, and the button that opens the modal. */
export async function showEverything({ user, texts: { forget }, userMemory }: InteractionContext): Promise<View> {
  const { known, conversations } = await userMemory.readUserData(user)
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  const counts = formatCounts([
    [known.facts.length, forget.goneFacts],
    [entitiesOf(known).filter(({ isUser }) => !isUser).length, forget.goneEntities],
    [
      known.statements.filter(statement => statement.entity === USER_ENTITY && !isDoubt(statement)).length,
      forget.goneDetails,
    ],
    [sum(conversations.map(({ turns }) => turns.length)), forget.goneTurns],
    [sum(conversations.map(({ segments }) => segments.length)), forget.goneSegments],
  ])
  const lines = [
    forget.everythingTitle,
    forget.everythingGoes,
    ...(counts.length === 0 ? [forget.keepsNothing] : [forget.everythingCounts, ...counts.map(count => `- ${count}`)]),
    forget.exportFirst,
    forget.cannotUndo,
  ]
  return {
    components: [
      textDisplay(lines.join('\n')),
      actionRow(
        dangerButton(forget.everythingButton, customId(user, 'forget.everything')),
        button(forget.keepIt, customId(user, 'forget.no')),
      ),
    ],
  }
}

/** Everything takes more than a click: nobody types these words by accident. */
export function everythingModal({ user, texts: { forget } }: ComponentContext) {
  return textModal(
    customId(user, 'forget.everything'),
    forget.formTitle,
    { label: forget.formLabel, description: forget.formDescription(forget.phrase) },
    { custom_id: PHRASE_FIELD, placeholder: forget.phrase, max_length: 100, required: true },
  )
}

/** Forgets everything where the user typed the phrase, and counts what is left. */
export async function confirmEverything(context: ModalContext): Promise<View> {
  const { user, texts, interaction, userMemory } = context
  const typed = normalizeText(interaction.fields.getTextInputValue(PHRASE_FIELD))
  const { phrase } = texts.forget
  if (![phrase, en.forget.phrase].some(one => normalizeText(one) === typed)) return texts.forget.wrongPhrase(phrase)
  const links = sourceMessageLinks(await userMemory.readUserData(user), 'everything')
  return receiptPanel({ user, ...(await deleteEverything(user, interaction.id, userMemory)), links }, texts)
}
