import type { Client } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import type { Overview } from '../../../memory/ports/user-memory-store.ts'
import type { ChannelId } from '../../../memory/types.ts'
import {
  type AutocompleteChoice,
  type AutocompleteContext,
  type CommandContext,
  type CommandGroup,
  type MessageCommandContext,
  modal,
  reply,
  update,
  type View,
} from '../../interactions/command.ts'
import { textDisplay } from '../../interactions/components.ts'
import { messageCommand, slashCommand, textOption } from '../../interactions/definitions.ts'
import { forgetChoices } from './autocomplete.ts'
import { bulkForgetRow, previewChosen, searchToForget, showChoice, showFurther } from './choose.ts'
import { confirmDeletion, previewDeletion, previewWithPerhaps } from './confirm.ts'
import { confirmEverything, everythingModal, showEverything } from './everything.ts'
import { lastHourBefore, parseForgetTarget } from './parse-target.ts'

const whatOption = textOption('what', 'forgetWhat', { autocomplete: true, max_length: 200 })

/** `/forget`, its panels and modals, and “Forget this message”. */
export const forgetCommands: CommandGroup = {
  isForEverybody: true,
  commands: [{ ...slashCommand('forget', 'forget', runForget, whatOption), autocomplete: autocompleteTarget }],
  messageCommands: [messageCommand('Forget this message', forgetMessage)],
  components: {
    'forget.fact': reply((context, [id = '']) =>
      previewDeletion(context, { kind: 'things', facts: [id], entities: [] }),
    ),
    'forget.entity': reply((context, [id = '']) =>
      previewDeletion(context, { kind: 'things', facts: [], entities: [id] }),
    ),
    'forget.hour': update(context => previewDeletion(context, lastHourBefore(context.interaction.createdTimestamp))),
    'forget.here': update(context => previewDeletion(context, { kind: 'conversation', channel: context.channel })),
    'forget.all': update(showEverything),
    'forget.choose': reply((context, [id = '']) => showChoice(context, id)),
    'forget.further': update((context, [id = '', page]) => showFurther(context, id, Number(page) || 1)),
    'forget.chosen': update((context, [id = '']) => previewChosen(context, id)),
    'forget.yes': update((context, [id = '']) => confirmDeletion(context, id)),
    'forget.perhaps': update((context, [id = '']) => previewWithPerhaps(context, id)),
    'forget.no': update(async ({ texts }) => texts.forget.keptIt),
    'forget.everything': modal(async context => everythingModal(context)),
  },
  modals: { 'forget.everything': reply(confirmEverything) },
}

async function runForget(context: CommandContext): Promise<View> {
  const { interaction, texts, channel } = context
  const what = interaction.options.getString('what')?.trim() ?? ''
  if (what === '') {
    const { title, howToName } = texts.forget
    return { components: [textDisplay(`${title}\n${howToName}`), bulkForgetRow(context)] }
  }
  const target = parseForgetTarget(what, { channel, now: interaction.createdTimestamp }, texts)
  if (target.kind === 'everything') return await showEverything(context)
  if (target.kind === 'request') return await previewDeletion(context, target.request)
  return await searchToForget(context, target.words)
}

async function autocompleteTarget(context: AutocompleteContext): Promise<readonly AutocompleteChoice[]> {
  const { interaction, user, channel, guild, texts, userMemory } = context
  const overview = await userMemory.readOverview({ user, channel })
  const typed = interaction.options.getFocused()
  const here = { channel, isChannel: guild !== undefined }
  const nameOf = (id: ChannelId) => channelName(id, interaction.client, overview, texts)
  return forgetChoices({ overview, typed, here, nameOf }, texts)
}

/**
 * The name of a channel that the bot knows. A DM is not in the cache before something is said there: facts tell of it.
 */
function channelName(id: ChannelId, client: Client, { known }: Overview, { forget }: Texts): string | undefined {
  const channel = client.channels.cache.get(id)
  const isDm = channel?.isDMBased() ?? known.facts.some(fact => fact.channel === id && fact.scope === 'dm')
  if (isDm) return forget.ourDm
  return channel !== undefined && 'name' in channel ? `#${channel.name}` : undefined
}

/** “Forget this message”: for its author, and on the bot's reply for whom it answers. */
async function forgetMessage(context: MessageCommandContext): Promise<View> {
  const { interaction, user, userMemory, conversations } = context
  const { targetMessage: message, client } = interaction
  const { forget } = context.texts
  const owner = await userMemory.findOwner(message.id)
  const isOwn = owner === undefined ? [user, client.user.id].includes(message.author.id) : owner.user === user
  if (!isOwn) return forget.messageNotYours
  const deleted = owner && (await conversations.deleteMessage(message.id, 'forgotten'))
  if (deleted === undefined) return forget.messageNotKept
  return [
    forget.messageGone,
    ...(deleted.facts > 0 ? [forget.messageFacts(deleted.facts)] : []),
    // On Discord nobody deletes what the bot wrote, but its answer goes with what it answers.
    `${message.id === owner?.id ? forget.messageStays : forget.answerStays} ${forget.answersGoAlong}`,
  ].join('\n')
}
