import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type AutocompleteInteraction,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  type Client,
  type MessageContextMenuCommandInteraction,
} from 'discord.js'
import { errorDetails } from '../../../errors.ts'
import type { Texts } from '../../../locales/en.ts'
import type { Overview } from '../../../memory/ports/user-memory-store.ts'
import type { ChannelId } from '../../../memory/types.ts'
import {
  type AutocompleteChoice,
  type CommandGroup,
  everywhereInstallable,
  type InteractionContext,
  type MessageCommand,
  type View,
} from '../../interactions/command.ts'
import { textDisplay } from '../../interactions/components.ts'
import { localizedDescription } from '../../interactions/definitions.ts'
import { forgetChoices } from './autocomplete.ts'
import { bulkForgetRow, type ForgetDependencies, previewChosen, searchToForget, showChoice } from './choose.ts'
import { confirmDeletion, previewDeletion } from './confirm.ts'
import { confirmEverything, everythingModal, everythingPanel } from './everything.ts'
import { lastHourBefore, parseForgetTarget } from './parse-target.ts'

const MAX_TARGET_LENGTH = 200

/** `/forget`, its panels and forms, and “Forget this message”. */
export function forgetCommands(parts: ForgetDependencies): CommandGroup {
  const { own } = parts
  const things = (facts: readonly string[], entities: readonly string[]) =>
    ({ kind: 'things', facts, entities }) as const
  return {
    commands: [
      {
        definition: {
          name: 'forget',
          ...localizedDescription('forget'),
          ...everywhereInstallable,
          options: [
            {
              type: ApplicationCommandOptionType.String,
              name: 'what',
              ...localizedDescription('forgetWhat'),
              autocomplete: true,
              max_length: MAX_TARGET_LENGTH,
            },
          ],
        },
        run: use => runForget(use, parts),
        autocomplete: use => autocompleteTarget(use, parts),
      },
    ],
    messageCommands: [forgetMessageCommand(parts)],
    components: {
      'forget.fact': { how: 'reply', run: (use, [id = '']) => previewDeletion(use, own, things([id], [])) },
      'forget.entity': { how: 'reply', run: (use, [id = '']) => previewDeletion(use, own, things([], [id])) },
      'forget.hour': {
        how: 'update',
        run: use => previewDeletion(use, own, lastHourBefore(use.interaction.createdTimestamp)),
      },
      'forget.here': {
        how: 'update',
        run: use => previewDeletion(use, own, { kind: 'conversation', channel: use.channel }),
      },
      'forget.all': {
        how: 'update',
        run: async ({ user, texts }) => everythingPanel(await own.readUserData(user), texts),
      },
      'forget.choose': { how: 'reply', run: (use, [offer = '']) => showChoice(use, offer, parts) },
      'forget.chosen': { how: 'update', run: (use, [offer = '']) => previewChosen(use, offer, own) },
      'forget.yes': { how: 'update', run: (use, [offer = '']) => confirmDeletion(use, offer, own) },
      'forget.no': { how: 'update', run: async ({ texts }) => texts.forget.keptIt },
      'forget.everything': { how: 'form', open: async use => everythingModal(use) },
    },
    modals: { 'forget.everything': { how: 'reply', run: use => confirmEverything(use, parts) } },
  }
}

async function runForget(
  use: InteractionContext<ChatInputCommandInteraction>,
  parts: ForgetDependencies,
): Promise<View> {
  const { interaction, texts, channel } = use
  const what = interaction.options.getString('what')?.trim() ?? ''
  if (what === '') return startPanel(use)
  const wish = parseForgetTarget(what, { channel, now: interaction.createdTimestamp }, texts)
  if (wish.kind === 'everything') return everythingPanel(await parts.own.readUserData(use.user), texts)
  if (wish.kind === 'wish') return await previewDeletion(use, parts.own, wish.wish)
  return await searchToForget(use, wish.words, parts)
}

/** The panel of those who name nothing. */
function startPanel({ user, guild, texts }: InteractionContext<BaseInteraction>): View {
  const { title, howToName } = texts.forget
  return { components: [textDisplay(`${title}\n${howToName}`), bulkForgetRow({ user, guild }, texts)] }
}

/** Without memory nothing is offered: what is typed can still be sent. */
async function autocompleteTarget(
  use: InteractionContext<AutocompleteInteraction>,
  { own, log }: ForgetDependencies,
): Promise<readonly AutocompleteChoice[]> {
  const { interaction, user, channel, guild, texts } = use
  try {
    const overview = await own.readOverview({ user, channel })
    const typed = interaction.options.getFocused()
    const here = { channel, isChannel: guild !== undefined }
    const named = (id: ChannelId) => channelName(id, interaction.client, overview, texts)
    return forgetChoices({ overview, typed, here, nameOf: named }, texts)
  } catch (error) {
    log.warn({ command: 'forget', ...errorDetails(error) }, 'no choices could be offered')
    return []
  }
}

/** A DM is not in the cache before something was said there. */
function channelName(id: ChannelId, client: Client, { known }: Overview, { forget }: Texts): string | undefined {
  const channel = client.channels.cache.get(id)
  const isDm = channel?.isDMBased() ?? known.facts.some(fact => fact.channel === id && fact.scope === 'dm')
  if (isDm) return forget.ourDm
  return channel !== undefined && 'name' in channel ? `#${channel.name}` : undefined
}

/** “Forget this message”: for its author, and on the bot's reply for whom it answers. */
function forgetMessageCommand(parts: ForgetDependencies): MessageCommand {
  return {
    definition: {
      name: 'Forget this message',
      type: ApplicationCommandType.Message,
      ...everywhereInstallable,
    },
    run: use => forgetTargetMessage(use, parts),
  }
}

async function forgetTargetMessage(
  use: InteractionContext<MessageContextMenuCommandInteraction>,
  { own, store }: ForgetDependencies,
): Promise<View> {
  const { interaction, user, texts } = use
  const { forget } = texts
  const { targetMessage: message } = interaction
  const owner = await own.findOwner(message.id)
  if (owner === undefined) {
    const isOurs = message.author.id === user || message.author.id === interaction.client.user.id
    return isOurs ? forget.messageNotKept : forget.messageNotYours
  }
  if (owner.user !== user) return forget.messageNotYours
  const gone = await store.deleteMessage(message.id, 'forgotten')
  if (gone === undefined) return forget.messageNotKept
  return [
    forget.messageGone,
    ...(gone.facts > 0 ? [forget.messageFacts(gone.facts)] : []),
    // On Discord nobody deletes what the bot wrote, but its answer goes with what it answers.
    `${message.id === owner.id ? forget.messageStays : forget.answerStays} ${forget.answersGoAlong}`,
  ].join('\n')
}
