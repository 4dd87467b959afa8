import {
  type CommandGroup,
  type ComponentContext,
  type InteractionContext,
  modal,
  update,
  type View,
} from '../../interactions/command.ts'
import { customId, selectedValue, textModal } from '../../interactions/components.ts'
import { slashCommand } from '../../interactions/definitions.ts'
import { privacyPanel } from './panel.ts'
import { parseTimeZone } from './time-zones.ts'

/** The one field of the modal for a time zone. */
const TIME_ZONE_FIELD = 'zone'
/** Longer than the name of any time zone. */
const MAX_TIME_ZONE_LENGTH = 60

/**
 * `/privacy`: what is kept, for how long, and where it goes, with all that can be set about it. Each click shows it
 * anew.
 */
export const privacyCommands: CommandGroup = {
  isForEverybody: true,
  commands: [slashCommand('privacy', 'privacy', context => showPrivacy(context))],
  components: {
    'privacy.memory': update(async (context, [state]) => {
      await context.userMemory.updateSettings(context.user, { isPaused: state === 'paused' })
      return await showPrivacy(context)
    }),
    'privacy.incognito': update(async (context, [state]) => {
      const { user, channel, userMemory } = context
      await userMemory.setIncognito({ user, channel }, state === 'on')
      return await showPrivacy(context)
    }),
    'privacy.zone': update(context => setTimeZone(context, selectedValue(context.interaction) ?? '')),
    'privacy.zoneForm': modal(async context => timeZoneModal(context)),
  },
  modals: {
    'privacy.setZone': update(context =>
      setTimeZone(context, context.interaction.fields.getTextInputValue(TIME_ZONE_FIELD)),
    ),
  },
}

/** Asks for a time zone that the menu does not offer. */
function timeZoneModal({ user, texts: { privacy } }: ComponentContext) {
  const field = { custom_id: TIME_ZONE_FIELD, placeholder: privacy.timeZoneExample, max_length: MAX_TIME_ZONE_LENGTH }
  return textModal(
    customId(user, 'privacy.setZone'),
    privacy.timeZoneForm,
    { label: privacy.timeZoneField },
    { ...field, required: false },
  )
}

/** Where nothing is typed the bot's own time zone is used again. */
async function setTimeZone(context: InteractionContext, typed: string): Promise<View> {
  const timeZone = typed.trim() === '' ? '' : parseTimeZone(typed)
  if (timeZone === undefined) return await showPrivacy(context, context.texts.privacy.unknownTimeZone)
  await context.userMemory.updateSettings(context.user, { timeZone })
  return await showPrivacy(context)
}

/** The panel, as it is now. */
export async function showPrivacy(context: InteractionContext, note?: string): Promise<View> {
  const { user, channel, guild, audience, texts, userMemory, serverSettings } = context
  const [{ settings, incognitoUntil }, isServerOff] = await Promise.all([
    userMemory.readOverview({ user, channel }),
    guild === undefined ? false : serverSettings.isMemoryOff(guild),
  ])
  const nothingKept = audience.kind === 'unknown' ? 'unknownPlace' : isServerOff ? 'serverOff' : undefined
  return privacyPanel(
    { user, settings, incognitoUntil, nothingKept, now: context.recall.now(), note },
    context.settings,
    texts,
  )
}
