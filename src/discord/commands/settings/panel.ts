import { type APIMessageTopLevelComponent, TextInputStyle } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import { languageName, languages } from '../../../locales/locales.ts'
import {
  type ListeningMode,
  listeningModes,
  type PlaceSettingName,
} from '../../../memory/ports/settings/server-settings.ts'
import type { ChannelId, UserId } from '../../../memory/types.ts'
import type { View } from '../../interactions/command.ts'
import {
  actionRow,
  button,
  customId,
  section,
  selectMenu,
  separator,
  textDisplay,
  textModal,
} from '../../interactions/components.ts'
import { escapeLine, escapeText } from '../../interactions/escape.ts'
import { findPlaceSetting, type PlaceSettingsChain } from '../../place-settings.ts'
import { MAX_PERSONA_LENGTH, PERSONA_FIELD } from './persona.ts'

/** Whether the panel is about a channel or about its server. */
export type SettingsLevel = 'channel' | 'server'

/** Stands in a menu for what is so as long as nobody sets it. */
export const DEFAULT_VALUE = 'default'

/** Of a persona in the panel, whose texts are 4,000 characters at most together; the form has all of it. */
const MAX_SHOWN_PERSONA = 800
const MAX_NAME_LENGTH = 100
/** A menu of Discord's has 25 lines, the first for what is usual. */
const MAX_MODELS = 24

/** What the panel shows. */
export interface SettingsState {
  readonly level: SettingsLevel
  readonly user: UserId
  readonly channel: ChannelId
  /** The server's. */
  readonly name: string
  /** What is set for the channel, and for the server. */
  readonly chain: PlaceSettingsChain
  readonly listening: ListeningMode
  readonly isMemoryOff: boolean
  /** Those that may answer, and which of them owners have chosen for this place, if they did. */
  readonly models: { readonly names: readonly string[]; readonly byOwner: string | undefined }
  /** What came of the last click, if it is to be told. */
  readonly note?: string | undefined
}

/** How the bot is in a server or a channel, whether that is set there or around it, and the way back. */
export function settingsPanel(state: SettingsState, texts: Texts): View {
  const { level, user, channel, name, note } = state
  const { settings: say } = texts
  const title =
    level === 'channel' ? say.titleChannel(`<#${channel}>`) : say.titleServer(escapeLine(name, MAX_NAME_LENGTH))
  const other = level === 'channel' ? 'server' : 'channel'
  return {
    components: [
      textDisplay(title),
      ...(note === undefined ? [] : [textDisplay(note)]),
      ...personaParts(state, texts),
      ...(level === 'channel' ? listeningParts(state, texts) : []),
      ...languageParts(state, 'answerLanguage', texts),
      ...(level === 'server' ? languageParts(state, 'textLanguage', texts) : []),
      memoryPart(state, texts),
      ...modelParts(state, texts),
      separator,
      textDisplay(`-# ${say.howItCounts}`),
      actionRow(button(say.show[other], customId(user, 'settings.show', other))),
    ],
  }
}

/** Asks for the words of a persona; what is set stands there already. */
export function personaModal(id: string, persona: string | undefined, { settings: say }: Texts) {
  const field = { custom_id: PERSONA_FIELD, style: TextInputStyle.Paragraph, placeholder: say.personaExample }
  const limits = { max_length: MAX_PERSONA_LENGTH, required: false }
  const value = persona === undefined ? {} : { value: persona }
  return textModal(
    id,
    say.personaForm,
    { label: say.personaField, description: say.personaHint },
    { ...field, ...limits, ...value },
  )
}

type Parts = readonly APIMessageTopLevelComponent[]

function personaParts(state: SettingsState, { settings: say }: Texts): Parts {
  const { level, user } = state
  const held = heldSetting(state, 'persona')
  const words = held === undefined ? say.personaDefault : `\n${quoteWords(held.value)}`
  return [
    section(
      settingLine(say.persona, words, held?.origin, say),
      button(say.writePersona, customId(user, 'settings.personaForm', level)),
    ),
    ...(held?.origin === level
      ? [actionRow(button(say.resetPersona, customId(user, 'settings.resetPersona', level)))]
      : []),
  ]
}

function quoteWords(persona: string): string {
  const shown = persona.length <= MAX_SHOWN_PERSONA ? persona : `${persona.slice(0, MAX_SHOWN_PERSONA).toWellFormed()}…`
  return escapeText(shown).replaceAll(/^/gmu, '> ')
}

function listeningParts({ user, level, listening }: SettingsState, { settings: say }: Texts): Parts {
  const origin = listening === 'mentions' ? undefined : 'channel'
  const options = listeningModes.map(mode => ({
    label: say.listeningModes[mode],
    value: mode,
    default: mode === listening,
  }))
  return [
    textDisplay(settingLine(say.listening, say.listeningModes[listening], origin, say)),
    selectMenu(customId(user, 'settings.listening', level), { placeholder: say.listening, options }),
  ]
}

function languageParts(state: SettingsState, name: 'textLanguage' | 'answerLanguage', { settings: say }: Texts): Parts {
  const { level, user, chain } = state
  const held = heldSetting(state, name)
  const usual = say.languageDefaults[name]
  const own = (level === 'channel' ? chain[0] : chain.at(-1))?.[name]
  const defaultLabel = level === 'channel' ? say.asServer : usual
  const options = [
    { label: defaultLabel, value: DEFAULT_VALUE, default: own === undefined },
    ...languages.map(code => ({ label: languageName(code), value: code, default: code === own })),
  ]
  const value = held === undefined ? usual : languageName(held.value)
  return [
    textDisplay(settingLine(say[name], value, held?.origin, say)),
    selectMenu(customId(user, `settings.${name}`, level), { placeholder: say[name], options }),
  ]
}

/** Memory is on or off for the whole server. */
function memoryPart({ level, user, isMemoryOff }: SettingsState, { settings: say }: Texts) {
  const value = isMemoryOff ? say.memoryOff : say.memoryOn
  const line = settingLine(say.memory, value, isMemoryOff ? 'server' : undefined, say)
  if (level === 'channel') return textDisplay(line)
  const label = isMemoryOff ? say.switchMemoryOn : say.switchMemoryOff
  return section(line, button(label, customId(user, 'settings.memory', isMemoryOff ? 'on' : 'off')))
}

/** Which of several models answers: where the bot's owners have chosen, that is told and not asked. */
function modelParts(state: SettingsState, { settings: say }: Texts): Parts {
  const { level, user, chain, models } = state
  if (models.names.length < 2) return []
  const shown = (name: string) => `\`${escapeLine(name, MAX_NAME_LENGTH)}\``
  if (models.byOwner !== undefined)
    return [textDisplay(`**${say.model}**: ${shown(models.byOwner)} · *${say.byOwner}*`)]
  const held = heldSetting(state, 'model')
  const isThere = held !== undefined && models.names.includes(held.value)
  const own = (level === 'channel' ? chain[0] : chain.at(-1))?.model
  const [first = ''] = models.names
  const options = [
    { label: level === 'channel' ? say.asServer : say.modelDefault, value: DEFAULT_VALUE, default: own === undefined },
    ...models.names
      .filter(name => name.length <= MAX_NAME_LENGTH)
      .slice(0, MAX_MODELS)
      .map(name => ({ label: name, value: name, default: name === own })),
  ]
  return [
    textDisplay(settingLine(say.model, shown(isThere ? held.value : first), isThere ? held.origin : undefined, say)),
    selectMenu(customId(user, 'settings.model', level), { placeholder: say.model, options }),
  ]
}

/** What holds at the level that is shown. */
function heldSetting({ level, chain }: SettingsState, name: PlaceSettingName) {
  return findPlaceSetting(level === 'channel' ? chain : chain.slice(-1), name)
}

function settingLine(name: string, value: string, origin: SettingsLevel | undefined, say: Texts['settings']): string {
  const from = `*${say.origins[origin ?? 'default']}*`
  return value.startsWith('\n') ? `**${name}** · ${from}${value}` : `**${name}**: ${value} · ${from}`
}
