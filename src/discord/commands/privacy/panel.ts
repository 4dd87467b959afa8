import {
  type APIButtonComponentWithCustomId,
  type APISectionComponent,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import type { UserId, UserSettings } from '../../../memory/types.ts'
import type { View } from '../../interactions/command.ts'
import { actionRow, button, createCustomId, separator, textDisplay } from '../../interactions/components.ts'
import { moment } from '../../interactions/format.ts'
import type { CommandSettings } from '../registry.ts'
import { cityOfZone, clockTimeIn, timeZoneChoices, utcOffsetOf } from './time-zones.ts'

/** What the panel tells. */
export interface PrivacyState {
  readonly user: UserId
  readonly settings: UserSettings
  /** In milliseconds since 1970, if this conversation is incognito. */
  readonly incognitoUntil: number | undefined
  /** Why nothing is kept here, whatever the user sets. */
  readonly nothingKept: 'unknownPlace' | 'serverOff' | undefined
  readonly now: number
  /** What came of the last click, if it did not do what it should. */
  readonly note?: string
}

/** All that somebody can see and set of what is kept of them, in one panel. */
export function privacyPanel(privacy: PrivacyState, limits: CommandSettings, { privacy: texts }: Texts): View {
  const { user, settings, note } = privacy
  const { historyDays, maxFacts, maxEntities, providers, learnDelayMs } = limits
  const act = (label: string, action: string, ...args: string[]) => button(label, createCustomId(user, action, ...args))
  return {
    components: [
      textDisplay(texts.title),
      ...(note === undefined ? [] : [textDisplay(note)]),
      section(
        settings.isPaused ? texts.memoryPaused : texts.memoryOn,
        settings.isPaused ? act(texts.resume, 'privacy.memory', 'on') : act(texts.pause, 'privacy.memory', 'paused'),
      ),
      conversationSection(privacy, texts),
      section(timeZoneText(privacy, limits.timeZone, texts), act(texts.otherTimeZone, 'privacy.zoneForm')),
      timeZoneMenu(privacy, texts.chooseTimeZone),
      separator,
      textDisplay(texts.retention(historyDays, maxFacts, maxEntities)),
      textDisplay(texts.provider(providers.chat, providers.embeddings, minutes(learnDelayMs))),
      actionRow(
        act(texts.export, 'export.send'),
        button(texts.forgetEverything, createCustomId(user, 'forget.everything'), { style: ButtonStyle.Danger }),
      ),
    ],
  }
}

function conversationSection({ user, incognitoUntil, nothingKept }: PrivacyState, texts: Texts['privacy']) {
  if (nothingKept !== undefined) return textDisplay(texts[nothingKept])
  return incognitoUntil === undefined
    ? section(texts.incognitoOff, button(texts.incognitoStart, createCustomId(user, 'privacy.incognito', 'on')))
    : section(
        texts.incognitoOn(moment(incognitoUntil, 't')),
        button(texts.incognitoEnd, createCustomId(user, 'privacy.incognito', 'off')),
      )
}

function timeZoneText({ settings, now }: PrivacyState, ofTheBot: string, texts: Texts['privacy']): string {
  const { timeZone = ofTheBot } = settings
  const sentence = settings.timeZone === undefined ? texts.defaultTimeZone : texts.timeZone
  return sentence(timeZone, clockTimeIn(timeZone, now))
}

function timeZoneMenu({ user, settings, now }: PrivacyState, placeholder: string) {
  const options = timeZoneChoices(settings.timeZone).map(zone => timeZoneOption(zone, now, zone === settings.timeZone))
  return actionRow({
    type: ComponentType.StringSelect,
    custom_id: createCustomId(user, 'privacy.zone'),
    placeholder,
    options,
  })
}

function timeZoneOption(zone: string, now: number, isChosen: boolean): APISelectMenuOption {
  return { label: `${cityOfZone(zone)} (${utcOffsetOf(zone, now)})`, value: zone, default: isChosen }
}

function section(content: string, accessory: APIButtonComponentWithCustomId): APISectionComponent {
  return { type: ComponentType.Section, components: [textDisplay(content)], accessory }
}

const minutes = (ms: number) => Math.max(1, Math.round(ms / 60_000))
