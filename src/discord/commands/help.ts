import { PermissionFlagsBits } from 'discord.js'
import { refusalSentence } from '../access/notices.ts'
import { subjectOfInteraction } from '../access/subject.ts'
import { type CommandGroup, type InteractionContext, reply, type View } from '../interactions/command.ts'
import { actionRow, button, customId, textDisplay } from '../interactions/components.ts'
import { slashCommand } from '../interactions/definitions.ts'
import { showPrivacy } from './privacy/command.ts'
import { openSettings } from './settings/command.ts'
import { firstPanel } from './what-do-you-know/panel.ts'
import { readShownMemory } from './what-do-you-know/rejected.ts'

/** `/help`: what the bot can do for whoever asks, where they ask, with buttons to what they may do with their memory. */
export const helpCommands: CommandGroup = {
  isForEverybody: true,
  commands: [slashCommand('help', 'help', showHelp)],
  components: {
    'help.show': reply(showHelp),
    'help.know': reply(async context => firstPanel(await readShownMemory(context), context)),
    'help.privacy': reply(context => showPrivacy(context)),
  },
}

/** The button to `/settings`, which goes by who may use the bot. */
export const helpForAdminsCommands: CommandGroup = { components: { 'help.settings': reply(openSettings) } }

async function showHelp(context: InteractionContext): Promise<View> {
  const { interaction, user, guild, audience, access, serverSettings, texts } = context
  const { help } = texts
  const refusal = access.refusalFor(subjectOfInteraction(interaction))
  const isServerOff = guild !== undefined && audience.kind !== 'unknown' && (await serverSettings.isMemoryOff(guild))
  const isAdmin =
    refusal === undefined &&
    interaction.inCachedGuild() &&
    interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)
  const lines = [
    help.title,
    refusal === undefined ? talkText(context) : refusalSentence(refusal, texts),
    ...(isServerOff ? [texts.privacy.serverOff] : []),
    help.remember,
    help.yours,
    ...(isAdmin ? [help.admins] : []),
  ]
  const action = (name: 'know' | 'privacy' | 'settings') => button(help.buttons[name], customId(user, `help.${name}`))
  const buttons = [action('know'), action('privacy'), ...(isAdmin ? [action('settings')] : [])]
  return { components: [textDisplay(lines.join('\n\n')), actionRow(...buttons)] }
}

/** How to talk with the bot where it is asked. */
function talkText({ channel, audience, listenedChannels, texts: { help, privacy } }: InteractionContext): string {
  if (audience.kind === 'unknown') return privacy.unknownPlace
  if (audience.kind === 'user') return help.talkDirect
  return listenedChannels.modeOf(channel) === 'mentions' ? help.talk : `${help.talk} ${help.every}`
}
