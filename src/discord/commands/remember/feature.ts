import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  type CommandInteraction,
  type MessageContextMenuCommandInteraction,
} from 'discord.js'
import { scopeOf } from '../../../memory/scope.ts'
import { described } from '../../../texts/described.ts'
import { readableText, rememberedText } from '../../readable.ts'
import { anywhere } from '../anywhere.ts'
import type { Feature, Use, View } from '../feature.ts'
import type { CommandParts } from '../features.ts'
import { scopeBadge } from '../scope-badge.ts'
import { type Keeping, type KeepParts, keep, type Wish } from './keep.ts'
import { rememberedPanel } from './panel.ts'
import { undo } from './undo.ts'

/** More than is kept in one piece, so that what is too long is told instead of cut by Discord's client. */
const MOST_TYPED = 4000

/** `/remember` and “Remember this”: kept as it was said, at once and without a model. */
export function remember(parts: Pick<CommandParts, 'own' | 'channels' | 'settings'>): Feature {
  return {
    commands: [
      {
        definition: {
          name: 'remember',
          ...described('remember'),
          ...anywhere,
          options: [
            {
              type: ApplicationCommandOptionType.String,
              name: 'what',
              ...described('rememberWhat'),
              required: true,
              max_length: MOST_TYPED,
            },
            {
              type: ApplicationCommandOptionType.String,
              name: 'where',
              ...described('rememberWhere'),
              choices: [
                { name: 'here', value: 'here' },
                { name: 'everywhere', value: 'everywhere' },
              ],
            },
          ],
        },
        run: use => rememberTyped(use, parts),
      },
    ],
    menus: [
      {
        definition: { name: 'Remember this', type: ApplicationCommandType.Message, ...anywhere },
        run: use => rememberMessage(use, parts),
      },
    ],
    controls: {
      'remember.undo': {
        how: 'update',
        async run(use, [id = '']) {
          const end = await undo(use, id, parts.own)
          const sentence = use.texts.remember[end]
          // It still is kept: the panel stays, to try again.
          return end === 'moved' ? { beside: sentence } : sentence
        },
      },
    },
  }
}

async function rememberTyped(use: Use<ChatInputCommandInteraction>, parts: KeepParts): Promise<View> {
  const { id, createdTimestamp, options } = use.interaction
  const wish: Wish = {
    ...placeOf(use),
    text: options.getString('what', true),
    id,
    asked: 'command',
    scope: options.getString('where') === 'everywhere' ? 'everywhere' : scopeOf(use.audience),
    saidAt: createdTimestamp,
  }
  return view(await keep(wish, parts), use)
}

async function rememberMessage(use: Use<MessageContextMenuCommandInteraction>, parts: KeepParts): Promise<View> {
  const { targetMessage: message } = use.interaction
  if (message.author.id !== use.user) return use.texts.remember.ownOnly
  if (readableText(message) === '') return use.texts.remember.empty
  const wish: Wish = {
    ...placeOf(use),
    text: rememberedText(message),
    id: message.id,
    asked: 'message',
    scope: scopeOf(use.audience),
    saidAt: message.createdTimestamp,
  }
  return view(await keep(wish, parts), use)
}

function placeOf({ user, channel, guild }: Use<unknown>) {
  return { conversation: { user, channel }, ...(guild === undefined ? {} : { guild }) }
}

function view(kept: Keeping, { user, texts, interaction }: Use<CommandInteraction>): View {
  if (kept.kind === 'refused') return texts.remember[kept.why]
  const { kind, fact } = kept
  return rememberedPanel({ user, kind, fact, badge: scopeBadge(fact.scope, texts, interaction) }, texts)
}
