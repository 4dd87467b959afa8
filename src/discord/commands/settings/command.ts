import { InteractionContextType, PermissionFlagsBits } from 'discord.js'
import { languages } from '../../../locales/locales.ts'
import {
  type ListeningMode,
  listeningModes,
  type PlaceSettingName,
} from '../../../memory/ports/settings/server-settings.ts'
import type { GuildId } from '../../../memory/types.ts'
import {
  type ActionHandler,
  type CommandGroup,
  type ComponentContext,
  type InteractionContext,
  type ModalContext,
  modal,
  type SlashCommand,
  update,
  type View,
} from '../../interactions/command.ts'
import { customId, selectedValue } from '../../interactions/components.ts'
import { localizedDescription } from '../../interactions/definitions.ts'
import { DEFAULT_VALUE, personaModal, type SettingsLevel, settingsPanel } from './panel.ts'
import { checkPersona, MAX_PERSONA_LENGTH, PERSONA_FIELD } from './persona.ts'

const settings: SlashCommand = {
  definition: {
    name: 'settings',
    ...localizedDescription('settings'),
    contexts: [InteractionContextType.Guild],
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
  },
  run: context => openSettings(context),
}

/** `/settings`, for those who manage a server: how the bot is in it, and in each of its channels. Each click shows it anew. */
export const settingsCommands: CommandGroup = {
  commands: [settings],
  components: {
    'settings.show': forLevel<ComponentContext>(showSettings),
    'settings.textLanguage': forLevel<ComponentContext>(chooseLanguage('textLanguage')),
    'settings.answerLanguage': forLevel<ComponentContext>(chooseLanguage('answerLanguage')),
    'settings.resetPersona': forLevel<ComponentContext>((context, level) =>
      changeSetting(context, level, 'persona', undefined),
    ),
    'settings.model': forLevel<ComponentContext>(chooseModel),
    'settings.listening': forLevel<ComponentContext>(chooseListening),
    'settings.memory': update(
      forAdmins<ComponentContext>(async (context, [state]) => {
        const isOff = state === 'off'
        await context.serverSettings.setMemoryOff(context.guild, isOff)
        return await showSettings(context, 'server', context.texts.serverMemory[isOff ? 'off' : 'on'])
      }),
    ),
    'settings.personaForm': modal(async (context, [arg]) => {
      const { guild, user, texts } = context
      const refusal = findRefusal(context)
      if (refusal !== undefined || guild === undefined) return refusal ?? texts.settings.serversOnly
      const level = levelOf(arg)
      const { persona } = ownSettings(await readSettings({ ...context, guild }), level)
      return personaModal(customId(user, 'settings.setPersona', level), persona, texts)
    }),
  },
  modals: { 'settings.setPersona': forLevel<ModalContext>(setPersona) },
}

type AdminContext<Context = InteractionContext> = Context & { readonly guild: GuildId }

/** Servers can open the command to others in their settings, and any client sends what it likes: so each click is looked at. */
function findRefusal({ interaction, texts }: Pick<InteractionContext, 'interaction' | 'texts'>): string | undefined {
  if (!interaction.inGuild()) return texts.settings.serversOnly
  const isAdmin = interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)
  return isAdmin ? undefined : texts.serverMemory.needsPermission
}

function forAdmins<Context extends InteractionContext>(
  run: (context: AdminContext<Context>, args: readonly string[]) => Promise<View>,
) {
  return async (context: Context, args: readonly string[] = []): Promise<View> => {
    const { guild, texts } = context
    const refusal = findRefusal(context)
    if (refusal !== undefined || guild === undefined) return { beside: refusal ?? texts.settings.serversOnly }
    return await run({ ...context, guild }, args)
  }
}

/** The panel of the channel where it is used; for admins alone. */
export async function openSettings(context: InteractionContext): Promise<View> {
  return await forAdmins(admin => showSettings(admin, 'channel'))(context)
}

/** What is done for a server or a channel, as the first part of its custom id says. */
function forLevel<Context extends InteractionContext>(
  run: (context: AdminContext<Context>, level: SettingsLevel) => Promise<View>,
): ActionHandler<Context> {
  return update(forAdmins<Context>((context, [arg]) => run(context, levelOf(arg))))
}

function levelOf(arg: string | undefined): SettingsLevel {
  return arg === 'channel' ? 'channel' : 'server'
}

/** The channel that is meant where the command is used: a thread is as its channel is. */
function channelOf({ interaction: { channel }, channel: id }: InteractionContext): string {
  return channel?.isThread() === true ? (channel.parentId ?? id) : id
}

async function readSettings(context: AdminContext) {
  return await context.serverSettings.readPlaceSettings(context.guild, [channelOf(context)])
}

/** What is set for the channel itself, or for the server itself. */
function ownSettings(chain: Awaited<ReturnType<typeof readSettings>>, level: SettingsLevel) {
  return chain.at(level === 'channel' ? 0 : -1) ?? {}
}

async function changeSetting(
  context: AdminContext,
  level: SettingsLevel,
  name: PlaceSettingName,
  value: string | undefined,
): Promise<View> {
  const { guild, user, serverSettings, log } = context
  const place = level === 'channel' ? { guild, channel: channelOf(context) } : { guild }
  await serverSettings.changePlaceSetting(place, name, value)
  log.info(
    { ...place, setting: name, isSet: value !== undefined, by: user },
    'an admin changed how the bot is in a server',
  )
  return await showSettings(context, level)
}

function chooseLanguage(name: 'textLanguage' | 'answerLanguage') {
  return async (context: AdminContext<ComponentContext>, level: SettingsLevel): Promise<View> => {
    const chosen = selectedValue(context.interaction)
    if (chosen === DEFAULT_VALUE) return await changeSetting(context, level, name, undefined)
    if (chosen === undefined || !languages.includes(chosen)) return { beside: context.texts.commands.outdated }
    return await changeSetting(context, level, name, chosen)
  }
}

/** Where owners have chosen, their word counts, and nothing is offered. */
async function chooseModel(context: AdminContext<ComponentContext>, level: SettingsLevel): Promise<View> {
  const { chatModels, texts } = context
  const chosen = selectedValue(context.interaction)
  if (chosen === DEFAULT_VALUE) return await changeSetting(context, level, 'model', undefined)
  if (!chatModels.some(({ name }) => name === chosen)) return { beside: texts.commands.outdated }
  return await changeSetting(context, level, 'model', chosen)
}

async function chooseListening(context: AdminContext<ComponentContext>): Promise<View> {
  const { listenedChannels, hasMessageContent, texts } = context
  const chosen = selectedValue(context.interaction)
  const mode = listeningModes.find(one => one === chosen)
  if (mode === undefined) return { beside: texts.commands.outdated }
  if (mode !== 'mentions' && !hasMessageContent) return await showSettings(context, 'channel', texts.listen.needsIntent)
  await listenedChannels.setMode(channelOf(context), mode satisfies ListeningMode)
  return await showSettings(context, 'channel')
}

/** Where nothing is written what was set goes. */
async function setPersona(context: AdminContext<ModalContext>, level: SettingsLevel): Promise<View> {
  const checked = checkPersona(context.interaction.fields.getTextInputValue(PERSONA_FIELD))
  if ('persona' in checked) return await changeSetting(context, level, 'persona', checked.persona || undefined)
  const { refusals } = context.texts.settings
  const note = checked.refusal === 'tooLong' ? refusals.tooLong(MAX_PERSONA_LENGTH) : refusals[checked.refusal]
  return await showSettings(context, level, note)
}

async function showSettings(context: AdminContext, level: SettingsLevel, note?: string): Promise<View> {
  const { interaction, guild, user, userLocales, serverSettings, listenedChannels, chatModels, modelChoice } = context
  const channel = channelOf(context)
  const [chain, isMemoryOff] = await Promise.all([readSettings(context), serverSettings.isMemoryOff(guild)])
  userLocales.recordServerLanguage(guild, chain.at(-1)?.textLanguage)
  const name = interaction.client.guilds.cache.get(guild)?.name ?? guild
  const listening = listenedChannels.modeOf(channel)
  const models = {
    names: chatModels.map(model => model.name),
    byOwner: modelChoice.ownersModelFor({ channels: [channel], guild }),
  }
  return settingsPanel(
    { level, user, channel, name, chain, listening, isMemoryOff, models, note },
    userLocales.textsOf(user, guild),
  )
}
