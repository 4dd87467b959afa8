import type { MessageComponentInteraction } from 'discord.js'
import { described } from '../../../texts/described.ts'
import { anywhere } from '../anywhere.ts'
import type { Feature, Use, View } from '../feature.ts'
import type { CommandParts } from '../features.ts'
import { privacyPanel } from './panel.ts'
import { timeZoneOf } from './time-zones.ts'
import { ZONE_FIELD, zoneForm } from './zone-form.ts'

type Parts = Pick<CommandParts, 'own' | 'channels' | 'settings'>

/** `/privacy`: what is kept, for how long, and where it goes, with all that can be set about it. Each click shows it anew. */
export function privacy(parts: Parts): Feature {
  const { own } = parts
  return {
    commands: [
      {
        definition: {
          name: 'privacy',
          ...described('privacy'),
          ...anywhere,
        },
        run: use => panel(use, parts),
      },
    ],
    controls: {
      'privacy.memory': {
        how: 'update',
        async run(use, [state]) {
          await own.set(use.user, { isPaused: state === 'paused' })
          return await panel(use, parts)
        },
      },
      'privacy.incognito': {
        how: 'update',
        async run(use, [state]) {
          await own.setIncognito({ user: use.user, channel: use.channel }, state === 'on')
          return await panel(use, parts)
        },
      },
      'privacy.zone': { how: 'update', run: use => setZone(use, chosen(use.interaction), parts) },
      'privacy.zoneForm': { how: 'form', open: async use => zoneForm(use.user, use.texts) },
    },
    forms: {
      'privacy.setZone': {
        how: 'update',
        run: use => setZone(use, use.interaction.fields.getTextInputValue(ZONE_FIELD), parts),
      },
    },
  }
}

/** Nothing typed: the bot's own again. */
async function setZone(use: Use<unknown>, typed: string, parts: Parts): Promise<View> {
  const timeZone = typed.trim() === '' ? '' : timeZoneOf(typed)
  if (timeZone === undefined) return await panel(use, parts, use.texts.privacy.unknownTimeZone)
  await parts.own.set(use.user, { timeZone })
  return await panel(use, parts)
}

const chosen = (interaction: MessageComponentInteraction) =>
  interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : ''

async function panel(use: Use<unknown>, { own, channels, settings: limits }: Parts, note?: string): Promise<View> {
  const { user, channel, guild, audience, texts } = use
  const [{ settings, incognitoUntil }, isServerOff] = await Promise.all([
    own.overview({ user, channel }),
    guild === undefined ? false : channels.isMemoryOff(guild),
  ])
  const nothingKept = audience.kind === 'unknown' ? 'unknownPlace' : isServerOff ? 'serverOff' : undefined
  const told = { user, settings, incognitoUntil, nothingKept, now: Date.now() } as const
  return privacyPanel(note === undefined ? told : { ...told, note }, limits, texts)
}
