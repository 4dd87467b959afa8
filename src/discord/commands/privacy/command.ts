import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type MessageComponentInteraction,
  TextInputStyle,
} from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import type { UserId } from '../../../memory/types.ts'
import {
  type CommandGroup,
  everywhereInstallable,
  type InteractionContext,
  type View,
} from '../../interactions/command.ts'
import { createCustomId } from '../../interactions/components.ts'
import { localizedDescription } from '../../interactions/definitions.ts'
import type { CommandDependencies } from '../registry.ts'
import { privacyPanel } from './panel.ts'
import { parseTimeZone } from './time-zones.ts'

type PrivacyDependencies = Pick<CommandDependencies, 'own' | 'channels' | 'settings'>

/** `/privacy`: what is kept, for how long, and where it goes, with all that can be set about it. Each click shows it anew. */
export function privacyCommands(parts: PrivacyDependencies): CommandGroup {
  const { own } = parts
  return {
    commands: [
      {
        definition: {
          name: 'privacy',
          ...localizedDescription('privacy'),
          ...everywhereInstallable,
        },
        run: use => showPrivacyPanel(use, parts),
      },
    ],
    components: {
      'privacy.memory': {
        how: 'update',
        async run(use, [state]) {
          await own.updateSettings(use.user, { isPaused: state === 'paused' })
          return await showPrivacyPanel(use, parts)
        },
      },
      'privacy.incognito': {
        how: 'update',
        async run(use, [state]) {
          await own.setIncognito({ user: use.user, channel: use.channel }, state === 'on')
          return await showPrivacyPanel(use, parts)
        },
      },
      'privacy.zone': { how: 'update', run: use => setTimeZone(use, selectedValue(use.interaction), parts) },
      'privacy.zoneForm': { how: 'form', open: async use => timeZoneModal(use.user, use.texts) },
    },
    modals: {
      'privacy.setZone': {
        how: 'update',
        run: use => setTimeZone(use, use.interaction.fields.getTextInputValue(TIME_ZONE_FIELD), parts),
      },
    },
  }
}

/** Nothing typed: the bot's own again. */
async function setTimeZone(use: InteractionContext<unknown>, typed: string, parts: PrivacyDependencies): Promise<View> {
  const timeZone = typed.trim() === '' ? '' : parseTimeZone(typed)
  if (timeZone === undefined) return await showPrivacyPanel(use, parts, use.texts.privacy.unknownTimeZone)
  await parts.own.updateSettings(use.user, { timeZone })
  return await showPrivacyPanel(use, parts)
}

const selectedValue = (interaction: MessageComponentInteraction) =>
  interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : ''

async function showPrivacyPanel(
  use: InteractionContext<unknown>,
  { own, channels, settings: limits }: PrivacyDependencies,
  note?: string,
): Promise<View> {
  const { user, channel, guild, audience, texts } = use
  const [{ settings, incognitoUntil }, isServerOff] = await Promise.all([
    own.readOverview({ user, channel }),
    guild === undefined ? false : channels.isMemoryOff(guild),
  ])
  const nothingKept = audience.kind === 'unknown' ? 'unknownPlace' : isServerOff ? 'serverOff' : undefined
  const told = { user, settings, incognitoUntil, nothingKept, now: Date.now() } as const
  return privacyPanel(note === undefined ? told : { ...told, note }, limits, texts)
}

/** The field of the form. */
const TIME_ZONE_FIELD = 'zone'
/** Longer than any name of a zone. */
const MAX_TIME_ZONE_LENGTH = 60

/** Asks for a time zone that the menu does not offer. */
function timeZoneModal(user: UserId, { privacy }: Texts): APIModalInteractionResponseCallbackData {
  return {
    custom_id: createCustomId(user, 'privacy.setZone'),
    title: privacy.timeZoneForm,
    components: [
      {
        type: ComponentType.Label,
        label: privacy.timeZoneField,
        component: {
          type: ComponentType.TextInput,
          custom_id: TIME_ZONE_FIELD,
          style: TextInputStyle.Short,
          placeholder: privacy.timeZoneExample,
          required: false,
          max_length: MAX_TIME_ZONE_LENGTH,
        },
      },
    ],
  }
}
