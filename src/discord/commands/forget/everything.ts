import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import { entitiesOf } from '../../../memory/entities.ts'
import type { Holdings } from '../../../memory/own-memory.ts'
import { plain } from '../../../memory/plain.ts'
import { USER_ENTITY, type UserId } from '../../../memory/types.ts'
import { en } from '../../../texts/en.ts'
import type { Texts } from '../../../texts/texts.ts'
import { button, row, text } from '../components.ts'
import { customId } from '../custom-id.ts'
import type { Use, View } from '../feature.ts'
import { linksOf } from '../links.ts'
import type { ForgetParts } from './parts.ts'
import { receipt } from './receipt.ts'

const FIELD = 'phrase'

/** How much there is, and the button that opens the form. */
export function everythingPanel(holdings: Holdings, { forget }: Texts): View {
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
      text([forget.everythingTitle, forget.everythingGoes, ...kept, forget.exportFirst, forget.cannotUndo].join('\n')),
      row(
        button(forget.everythingButton, customId(user, 'forget.everything'), { style: ButtonStyle.Danger }),
        button(forget.keepIt, customId(user, 'forget.no')),
      ),
    ],
  }
}

/** Everything takes more than a click: words that somebody types do not slip out. */
export function everythingForm({
  user,
  texts: { forget },
}: Use<MessageComponentInteraction>): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId(user, 'forget.everything'),
    title: forget.formTitle,
    components: [
      {
        type: ComponentType.Label,
        label: forget.formLabel,
        description: forget.formDescription(forget.phrase),
        component: {
          type: ComponentType.TextInput,
          custom_id: FIELD,
          style: TextInputStyle.Short,
          placeholder: forget.phrase,
          max_length: 100,
          required: true,
        },
      },
    ],
  }
}

export async function forgetEverything(
  { user, texts, interaction }: Use<ModalSubmitInteraction>,
  { own }: ForgetParts,
): Promise<View> {
  if (!isPhrase(interaction.fields.getTextInputValue(FIELD), texts))
    return texts.forget.wrongPhrase(texts.forget.phrase)
  const links = await linksOfAll(user, own)
  const forgotten = await own.forgetEverything(user)
  return receipt({ user, forgotten, left: await own.remaining(user, 'everything'), links }, texts)
}

/** In the user's language, or in English. */
function isPhrase(typed: string, { forget }: Texts): boolean {
  return [forget.phrase, en.forget.phrase].some(phrase => plain(phrase) === plain(typed))
}

async function linksOfAll(user: UserId, own: ForgetParts['own']) {
  return linksOf(await own.holdings(user), 'everything')
}
