import { ApplicationCommandOptionType, InteractionContextType } from 'discord.js'
import type { Texts } from '../../locales/en.ts'
import { placeIdsOf } from '../access/subject.ts'
import type {
  AutocompleteContext,
  ChatModelDescription,
  CommandContext,
  CommandGroup,
  SlashCommand,
  View,
} from '../interactions/command.ts'
import { textDisplay } from '../interactions/components.ts'
import { choiceOption, localizedDescription } from '../interactions/definitions.ts'
import { escapeLine, truncateLine } from '../interactions/escape.ts'
import type { ModelPlace } from '../model-choice.ts'
import { isOwner } from '../owners.ts'

/** Goes back to what the settings say. */
const RESET = 'reset'

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure */
const MAX_VALUE_LENGTH = 100
const MAX_NAME_LENGTH = 80
const MAX_TROUBLE_LENGTH = 120
/** Lines of this length stay under the 4,000 characters of a panel. */
const MAX_MODELS = 12

const model: SlashCommand = {
  definition: {
    name: 'model',
    ...localizedDescription('model'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    // As with /access.
    default_member_permissions: '0',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'name',
        ...localizedDescription('modelName'),
        autocomplete: true,
        max_length: MAX_VALUE_LENGTH,
      },
      choiceOption('where', 'modelWhere', ['here', 'server', 'everywhere']),
    ],
  },
  run: showOrChoose,
  async autocomplete(context) {
    return (await isOwner(context.interaction.client, context.user)) ? modelChoices(context) : []
  },
}

/** `/model`, for owners of the bot: which of several models answers, everywhere, in a server or in a channel. */
export const modelCommands: CommandGroup = { isForEverybody: true, commands: [model] }

async function showOrChoose(context: CommandContext): Promise<View> {
  const { interaction, texts, user, chatModels, modelChoice, log } = context
  if (!(await isOwner(interaction.client, user))) return texts.diagnose.ownersOnly
  const name = interaction.options.getString('name')?.trim() ?? ''
  if (chatModels.length < 2) return texts.model.onlyOne(nameOf(chatModels[0]))
  if (name === '') return modelsPanel(context)
  const chosen = chatModels.find(one => optionValue(one) === name || one.model === name)
  if (chosen === undefined && name !== RESET) return texts.model.unknown(escapeLine(name, MAX_NAME_LENGTH))
  const place = placeOf(context)
  if (place === undefined) return texts.model.serversOnly
  await modelChoice.choose(place, chosen?.name)
  log.info({ place, model: chosen?.name ?? RESET, by: user }, 'which model answers was changed by command')
  return modelsPanel(context, texts.model.changed)
}

function placeOf({ interaction, channel, guild }: CommandContext): ModelPlace | undefined {
  const where = interaction.options.getString('where') ?? 'everywhere'
  if (where === 'everywhere') return 'everywhere'
  if (where === 'server') return guild === undefined ? undefined : `server:${guild}`
  // A thread answers as its channel does.
  const { channel: here } = interaction
  return `channel:${here?.isThread() === true ? (here.parentId ?? channel) : channel}`
}

function modelsPanel(context: CommandContext, note?: string): View {
  const { texts, chatModels, modelChoice } = context
  const { model: say } = texts
  const models = chatModels.slice(0, MAX_MODELS).map((one, at) => modelLine(one, at === 0, texts))
  const lines = [
    ...(note === undefined ? [] : [note, '']),
    say.title,
    ...models,
    '',
    ...placeLines(context),
    ...[...modelChoice.dropped].map(name => `⚠️ ${say.dropped(escapeLine(name, MAX_NAME_LENGTH))}`),
    `-# ${say.howItCounts}`,
  ]
  return { components: [textDisplay(lines.join('\n'))] }
}

function modelLine(one: ChatModelDescription, isFirst: boolean, { model: say }: Texts): string {
  const trouble = one.standing()?.line
  const tokens = one.contextTokens()
  const facts = [
    one.host,
    ...(isFirst ? [say.isFirst] : []),
    ...(tokens === undefined ? [] : [say.takes(tokens)]),
    ...(trouble === undefined ? [] : [truncateLine(trouble, MAX_TROUBLE_LENGTH)]),
  ]
  return `- ${trouble === undefined ? '✅' : '❌'} ${nameOf(one)} – ${facts.join(', ')}`
}

/** What answers here, and by which choice. */
function placeLines({ interaction, channel, guild, texts, chatModels, modelChoice }: CommandContext) {
  const { model: say } = texts
  const channels = interaction.channel?.partial === false ? placeIdsOf(interaction.channel) : [channel]
  const told = (name: string | undefined) => nameOf(chatModels.find(one => one.name === name) ?? chatModels[0])
  const everywhere = modelChoice.chosenFor('everywhere')
  const server = guild === undefined ? undefined : modelChoice.chosenFor(`server:${guild}`)
  return [
    say.here(told(modelChoice.modelFor({ channels, guild }))),
    ...(server === undefined ? [] : [say.server(told(server))]),
    say.everywhere(told(everywhere)),
  ]
}

function modelChoices({ interaction, chatModels }: AutocompleteContext) {
  const typed = interaction.options.getFocused().trim().toLowerCase()
  const all = chatModels.map(one => ({
    name: truncateLine(`${one.model} (${one.host})`, MAX_VALUE_LENGTH),
    value: optionValue(one),
  }))
  return [...all, { name: RESET, value: RESET }].filter(({ name }) => name.toLowerCase().includes(typed)).slice(0, 25)
}

/** A name with an address can be longer than what Discord carries. */
function optionValue({ name }: ChatModelDescription): string {
  return name.slice(0, MAX_VALUE_LENGTH)
}

function nameOf(one: ChatModelDescription | undefined): string {
  return one === undefined ? '?' : `\`${truncateLine(one.model, MAX_NAME_LENGTH)}\``
}
