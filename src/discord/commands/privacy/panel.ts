import {
  type APIButtonComponentWithCustomId,
  type APISectionComponent,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { UserId, UserSettings } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { button, line, row, text } from '../components.ts'
import { customId } from '../custom-id.ts'
import type { View } from '../feature.ts'
import type { CommandSettings } from '../features.ts'
import { moment } from '../moment.ts'
import { cityOf, clockIn, offsetIn, usualZones } from './time-zones.ts'

/** What the panel tells. */
export interface Privacy {
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
export function privacyPanel(privacy: Privacy, limits: CommandSettings, { privacy: texts }: Texts): View {
  const { user, settings, note } = privacy
  const { historyDays, maxFacts, maxEntities, providers, learnDelayMs } = limits
  const act = (label: string, action: string, ...args: string[]) => button(label, customId(user, action, ...args))
  return {
    components: [
      text(texts.title),
      ...(note === undefined ? [] : [text(note)]),
      section(
        settings.isPaused ? texts.memoryPaused : texts.memoryOn,
        settings.isPaused ? act(texts.resume, 'privacy.memory', 'on') : act(texts.pause, 'privacy.memory', 'paused'),
      ),
      conversation(privacy, texts),
      section(timeZone(privacy, limits.timeZone, texts), act(texts.otherTimeZone, 'privacy.zoneForm')),
      zoneMenu(privacy, texts.chooseTimeZone),
      line,
      text(texts.retention(historyDays, maxFacts, maxEntities)),
      text(texts.provider(providers.chat, providers.embeddings, minutes(learnDelayMs))),
      row(
        act(texts.export, 'export.send'),
        button(texts.forgetEverything, customId(user, 'forget.everything'), { style: ButtonStyle.Danger }),
      ),
    ],
  }
}

function conversation({ user, incognitoUntil, nothingKept }: Privacy, texts: Texts['privacy']) {
  if (nothingKept !== undefined) return text(texts[nothingKept])
  return incognitoUntil === undefined
    ? section(texts.incognitoOff, button(texts.incognitoStart, customId(user, 'privacy.incognito', 'on')))
    : section(
        texts.incognitoOn(moment(incognitoUntil, 't')),
        button(texts.incognitoEnd, customId(user, 'privacy.incognito', 'off')),
      )
}

function timeZone({ settings, now }: Privacy, ofTheBot: string, texts: Texts['privacy']): string {
  const { timeZone = ofTheBot } = settings
  const sentence = settings.timeZone === undefined ? texts.defaultTimeZone : texts.timeZone
  return sentence(timeZone, clockIn(timeZone, now))
}

function zoneMenu({ user, settings, now }: Privacy, placeholder: string) {
  const options = usualZones(settings.timeZone).map(zone => zoneOption(zone, now, zone === settings.timeZone))
  return row({ type: ComponentType.StringSelect, custom_id: customId(user, 'privacy.zone'), placeholder, options })
}

function zoneOption(zone: string, now: number, isChosen: boolean): APISelectMenuOption {
  return { label: `${cityOf(zone)} (${offsetIn(zone, now)})`, value: zone, default: isChosen }
}

function section(content: string, accessory: APIButtonComponentWithCustomId): APISectionComponent {
  return { type: ComponentType.Section, components: [text(content)], accessory }
}

const minutes = (ms: number) => Math.max(1, Math.round(ms / 60_000))
