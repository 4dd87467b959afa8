import { TimestampStyles, time } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import type { UserId, UserSettings } from '../../../memory/types.ts'
import { version } from '../../../version.ts'
import type { CommandSettings, View } from '../../interactions/command.ts'
import {
  actionRow,
  button,
  customId,
  dangerButton,
  section,
  selectMenu,
  separator,
  textDisplay,
} from '../../interactions/components.ts'
import { cityOfZone, clockTimeIn, timeZoneChoices, utcOffsetOf } from './time-zones.ts'

/** What the panel shows. */
export interface PrivacyState {
  readonly user: UserId
  readonly settings: UserSettings
  /** In milliseconds since 1970, if this conversation is incognito. */
  readonly incognitoUntil: number | undefined
  /** Why nothing is kept here, whatever the user sets. */
  readonly nothingKept: 'unknownPlace' | 'serverOff' | undefined
  readonly now: number
  /** What came of the last click, if it did not do what it should. */
  readonly note?: string | undefined
}

/** All that somebody can see and set of what is kept of them, in one panel. */
export function privacyPanel(privacy: PrivacyState, limits: CommandSettings, { privacy: texts }: Texts): View {
  const { user, settings, note } = privacy
  const { historyDays, maxFacts, maxEntities, providers, learnDelayMs } = limits
  const action = (label: string, name: string, ...args: string[]) => button(label, customId(user, name, ...args))
  const learnDelayMinutes = Math.max(1, Math.round(learnDelayMs / 60_000))
  return {
    components: [
      textDisplay(texts.title),
      ...(note === undefined ? [] : [textDisplay(note)]),
      settings.isPaused
        ? section(texts.memoryPaused, action(texts.resume, 'privacy.memory', 'on'))
        : section(texts.memoryOn, action(texts.pause, 'privacy.memory', 'paused')),
      conversationSection(privacy, texts),
      section(timeZoneText(privacy, limits.timeZone, texts), action(texts.otherTimeZone, 'privacy.zoneForm')),
      timeZoneMenu(privacy, texts.chooseTimeZone),
      separator,
      textDisplay(texts.retention(historyDays, maxFacts, maxEntities)),
      textDisplay(texts.provider(providers.chat, providers.embeddings, learnDelayMinutes)),
      actionRow(
        action(texts.export, 'export.send'),
        dangerButton(texts.forgetEverything, customId(user, 'forget.everything')),
      ),
      textDisplay(texts.version(version)),
    ],
  }
}

function conversationSection({ user, incognitoUntil, nothingKept }: PrivacyState, texts: Texts['privacy']) {
  if (nothingKept !== undefined) return textDisplay(texts[nothingKept])
  return incognitoUntil === undefined
    ? section(texts.incognitoOff, button(texts.incognitoStart, customId(user, 'privacy.incognito', 'on')))
    : section(
        texts.incognitoOn(time(new Date(incognitoUntil), TimestampStyles.ShortTime)),
        button(texts.incognitoEnd, customId(user, 'privacy.incognito', 'off')),
      )
}

function timeZoneText({ settings, now }: PrivacyState, botTimeZone: string, texts: Texts['privacy']): string {
  const { timeZone = botTimeZone } = settings
  const sentence = settings.timeZone === undefined ? texts.defaultTimeZone : texts.timeZone
  return sentence(timeZone, clockTimeIn(timeZone, now))
}

function timeZoneMenu({ user, settings: { timeZone }, now }: PrivacyState, placeholder: string) {
  const options = timeZoneChoices(timeZone).map(zone => ({
    label: `${cityOfZone(zone)} (${utcOffsetOf(zone, now)})`,
    value: zone,
    default: zone === timeZone,
  }))
  return selectMenu(customId(user, 'privacy.zone'), { placeholder, options })
}
