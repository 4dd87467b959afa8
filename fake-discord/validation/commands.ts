import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { checkDescriptions, checkName, checkNames, type LocalizedName, type Sized, sizeOf } from './command-names.ts'
import { Form } from './form.ts'

const MAX_NAME = 32
const MAX_OPTIONS = 25
const MAX_CHOICES = 25
const MAX_CHOICE = 100
const MAX_ALL = 8000
const MAX_OF_A_TYPE: Readonly<Record<number, number>> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
}
const contexts = [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel]
const integrations = [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall]

type Path = readonly (string | number)[]

/** Refuses commands whose names, lengths or counts Discord would refuse. */
export function checkCommands(commands: readonly RESTPostAPIApplicationCommandsJSONBody[], alone?: 'alone'): void {
  const form = new Form()
  const seen = new Map<string, number>()
  for (const [index, command] of commands.entries()) {
    const path = alone === undefined ? [index] : []
    const type = command.type ?? ApplicationCommandType.ChatInput
    checkCommand(form, path, command, type)
    const name = `${type} ${command.name}`
    if (seen.has(name)) {
      form.reject([...path, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique')
    }
    seen.set(name, index)
  }
  for (const [type, most] of Object.entries(MAX_OF_A_TYPE)) {
    const count = commands.filter(command => String(command.type ?? ApplicationCommandType.ChatInput) === type).length
    if (count > most) form.reject([], 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`)
  }
  form.settle()
}

function checkCommand(form: Form, path: Path, command: RESTPostAPIApplicationCommandsJSONBody, type: number): void {
  checkAmong(form, [...path, 'contexts'], command.contexts, contexts)
  checkAmong(form, [...path, 'integration_types'], command.integration_types, integrations)
  const isMenu = type !== ApplicationCommandType.ChatInput
  checkNames(form, path, command, (here, name) => {
    if (isMenu) form.length(here, name, { min: 1, max: MAX_NAME })
    else checkName(form, here, name)
  })
  if (isMenu) {
    if (!('description' in command) || !command.description) return
    form.reject(
      [...path, 'description'],
      'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
      'Context menu commands cannot have a description',
    )
    return
  }
  checkDescriptions(form, path, command as LocalizedName)
  const options = ('options' in command ? command.options : undefined) ?? []
  checkOptions(form, path, options)
  if (sizeOf(command as Sized) > MAX_ALL)
    form.reject(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MAX_ALL})`)
}

function checkAmong(
  form: Form,
  path: Path,
  given: readonly number[] | null | undefined,
  known: readonly number[],
): void {
  if (given === undefined || given === null) return
  if (given.length === 0) form.reject(path, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${known.length} in length.`)
  if (new Set(given).size < given.length)
    form.reject(path, 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value')
  for (const [index, value] of given.entries()) {
    if (!known.includes(value))
      form.reject([...path, index], 'BASE_TYPE_CHOICES', `Value must be one of {${known.join(', ')}}.`)
  }
}

function checkOptions(form: Form, path: Path, options: readonly APIApplicationCommandOption[]): void {
  if (options.length > MAX_OPTIONS) {
    form.reject([...path, 'options'], 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_OPTIONS} or fewer in length.`)
  }
  let hasOptional = false
  const names = new Set<string>()
  for (const [index, option] of options.entries()) {
    const here = [...path, 'options', index]
    checkOption(form, here, option)
    if (names.has(option.name))
      form.reject(here, 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Option name must be unique within a command')
    names.add(option.name)
    if (option.required === true && hasOptional) {
      form.reject(
        here,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      )
    }
    hasOptional ||= option.required !== true && option.type > ApplicationCommandOptionType.SubcommandGroup
  }
}

function checkOption(form: Form, path: Path, option: APIApplicationCommandOption): void {
  checkNames(form, path, option, (here, name) => checkName(form, here, name))
  checkDescriptions(form, path, option)
  if ('options' in option) checkOptions(form, path, option.options ?? [])
  if ('choices' in option) checkChoices(form, path, option.choices ?? [])
}

/** Also what an autocomplete may offer at most. */
export function checkChoices(
  form: Form,
  path: Path,
  choices: readonly (LocalizedName & { value: number | string })[],
): void {
  if (choices.length > MAX_CHOICES) {
    form.reject([...path, 'choices'], 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_CHOICES} or fewer in length.`)
  }
  for (const [index, choice] of choices.entries()) {
    const here = [...path, 'choices', index]
    checkNames(form, here, choice, (where, name) => form.length(where, name, { min: 1, max: MAX_CHOICE }))
    if (typeof choice.value === 'string') form.length([...here, 'value'], choice.value, { max: MAX_CHOICE })
  }
}
