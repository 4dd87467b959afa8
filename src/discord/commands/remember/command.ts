import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  type CommandInteraction,
  type MessageContextMenuCommandInteraction,
} from 'discord.js'
import { emptyChange, type UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import { scopeOfAudience } from '../../../memory/scope.ts'
import type { Conversation, FactId } from '../../../memory/types.ts'
import { readableText, rememberedText } from '../../incoming/message-text.ts'
import {
  type CommandGroup,
  everywhereInstallable,
  type InteractionContext,
  type View,
} from '../../interactions/command.ts'
import { localizedDescription } from '../../interactions/definitions.ts'
import { formatScope } from '../../interactions/format.ts'
import type { CommandDependencies } from '../registry.ts'
import { rememberedPanel } from './panel.ts'
import {
  type EditingDependencies,
  type RememberRequest,
  type RememberRequestResult,
  rememberForUser,
} from './remember.ts'

/** More than is kept in one piece, so that what is too long is told instead of cut by Discord's client. */
const MAX_TYPED_LENGTH = 4000

/** `/remember` and “Remember this”: kept as it was said, at once and without a model. */
export function rememberCommands(parts: Pick<CommandDependencies, 'own' | 'channels' | 'settings'>): CommandGroup {
  return {
    commands: [
      {
        definition: {
          name: 'remember',
          ...localizedDescription('remember'),
          ...everywhereInstallable,
          options: [
            {
              type: ApplicationCommandOptionType.String,
              name: 'what',
              ...localizedDescription('rememberWhat'),
              required: true,
              max_length: MAX_TYPED_LENGTH,
            },
            {
              type: ApplicationCommandOptionType.String,
              name: 'where',
              ...localizedDescription('rememberWhere'),
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
    messageCommands: [
      {
        definition: { name: 'Remember this', type: ApplicationCommandType.Message, ...everywhereInstallable },
        run: use => rememberMessage(use, parts),
      },
    ],
    components: {
      'remember.undo': {
        how: 'update',
        async run(use, [id = '']) {
          const end = await undoRemember(use, id, parts.own)
          const sentence = use.texts.remember[end]
          // It still is kept: the panel stays, to try again.
          return end === 'moved' ? { beside: sentence } : sentence
        },
      },
    },
  }
}

async function rememberTyped(
  use: InteractionContext<ChatInputCommandInteraction>,
  parts: EditingDependencies,
): Promise<View> {
  const { id, createdTimestamp, options } = use.interaction
  const wish: RememberRequest = {
    ...originOf(use),
    text: options.getString('what', true),
    id,
    asked: 'command',
    scope: options.getString('where') === 'everywhere' ? 'everywhere' : scopeOfAudience(use.audience),
    saidAt: createdTimestamp,
  }
  return resultView(await rememberForUser(wish, parts), use)
}

async function rememberMessage(
  use: InteractionContext<MessageContextMenuCommandInteraction>,
  parts: EditingDependencies,
): Promise<View> {
  const { targetMessage: message } = use.interaction
  if (message.author.id !== use.user) return use.texts.remember.ownOnly
  if (readableText(message) === '') return use.texts.remember.empty
  const wish: RememberRequest = {
    ...originOf(use),
    text: rememberedText(message),
    id: message.id,
    asked: 'message',
    scope: scopeOfAudience(use.audience),
    saidAt: message.createdTimestamp,
  }
  return resultView(await rememberForUser(wish, parts), use)
}

function originOf({ user, channel, guild }: InteractionContext<unknown>) {
  return { conversation: { user, channel }, ...(guild === undefined ? {} : { guild }) }
}

function resultView(
  kept: RememberRequestResult,
  { user, texts, interaction }: InteractionContext<CommandInteraction>,
): View {
  if (kept.kind === 'refused') return texts.remember[kept.why]
  const { kind, fact } = kept
  return rememberedPanel({ user, kind, fact, badge: formatScope(fact.scope, texts, interaction) }, texts)
}

/** Takes back what was kept at the user's wish, and only that. */
async function undoRemember(
  conversation: Conversation,
  id: FactId,
  own: Pick<UserMemoryStore, 'readOverview' | 'applyChange'>,
): Promise<'undone' | 'goneBefore' | 'moved'> {
  for (let tries = 0; tries < 2; tries++) {
    const { epoch, known } = await own.readOverview(conversation)
    const fact = known.facts.find(fact => fact.id === id)
    if (fact?.asked === undefined) return 'goneBefore'
    const statements = known.statements.filter(statement => statement.fact === id)
    const change = { ...emptyChange(epoch), removed: { facts: [id], statements } }
    if ((await own.applyChange(conversation.user, change)) === 'kept') return 'undone'
  }
  return 'moved'
}
