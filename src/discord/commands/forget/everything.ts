import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import { en, type Texts } from '../../../locales/en.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import type { UserData } from '../../../memory/ports/user-memory-store.ts'
import { normalizeText } from '../../../memory/text/normalize.ts'
import { USER_ENTITY, type UserId } from '../../../memory/types.ts'
import type { InteractionContext, View } from '../../interactions/command.ts'
import { actionRow, button, createCustomId, textDisplay } from '../../interactions/components.ts'
import { sourceMessageLinks } from '../../interactions/message-links.ts'
import type { ForgetDependencies } from './choose.ts'
import { receiptPanel } from './receipt.ts'

const PHRASE_FIELD = 'phrase'

/** How much there is, and the button that opens the form. */
export function everythingPanel(holdings: UserData, { forget }: Texts): View {
  const { user, known, conversations } = holdings
  const sum = (count: (conversation: (typeof conversations)[number]) => number) =>
    conversations.reduce((all, conversation) => all + count(conversation), 0)
  const counts = [
    [known.facts.length, forget.goneFacts],
    [entitiesOf(known).filter(({ isUser }) => !isUser).length, forget.goneEntities],
    [known.statements.filter(({ entity }) => entity === USER_ENTITY).length, forget.goneDetails],
    [sum(({ turns }) => turns.length), forget.goneTurns],
    [sum(({ segments }) => segments.length), forget.goneSegments],
  ] as const
  const lines = counts.filter(([count]) => count > 0).map(([count, told]) => `- ${told(count)}`)
  const kept = lines.length === 0 ? [forget.keepsNothing] : [forget.everythingCounts, ...lines]
  return {
    components: [
      textDisplay(
        [forget.everythingTitle, forget.everythingGoes, ...kept, forget.exportFirst, forget.cannotUndo].join('\n'),
      ),
      actionRow(
        button(forget.everythingButton, createCustomId(user, 'forget.everything'), { style: ButtonStyle.Danger }),
        button(forget.keepIt, createCustomId(user, 'forget.no')),
      ),
    ],
  }
}

/** Everything takes more than a click: words that somebody types do not slip out. */
export function everythingModal({
  user,
  texts: { forget },
}: InteractionContext<MessageComponentInteraction>): APIModalInteractionResponseCallbackData {
  return {
    custom_id: createCustomId(user, 'forget.everything'),
    title: forget.formTitle,
    components: [
      {
        type: ComponentType.Label,
        label: forget.formLabel,
        description: forget.formDescription(forget.phrase),
        component: {
          type: ComponentType.TextInput,
          custom_id: PHRASE_FIELD,
          style: TextInputStyle.Short,
          placeholder: forget.phrase,
          max_length: 100,
          required: true,
        },
      },
    ],
  }
}

export async function confirmEverything(
  { user, texts, interaction }: InteractionContext<ModalSubmitInteraction>,
  { own }: ForgetDependencies,
): Promise<View> {
  if (!isConfirmationPhrase(interaction.fields.getTextInputValue(PHRASE_FIELD), texts))
    return texts.forget.wrongPhrase(texts.forget.phrase)
  const links = await allSourceLinks(user, own)
  const forgotten = await own.forgetEverything(user)
  return receiptPanel({ user, forgotten, left: await own.countRemaining(user, 'everything'), links }, texts)
}

/** In the user's language, or in English. */
function isConfirmationPhrase(typed: string, { forget }: Texts): boolean {
  return [forget.phrase, en.forget.phrase].some(phrase => normalizeText(phrase) === normalizeText(typed))
}

async function allSourceLinks(user: UserId, own: ForgetDependencies['own']) {
  return sourceMessageLinks(await own.readUserData(user), 'everything')
}
