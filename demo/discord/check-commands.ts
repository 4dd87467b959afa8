import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { Form } from './form.ts'

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const MAX_NAME = 32
const MAX_DESCRIPTION = 100
const MAX_OPTIONS = 25
const MAX_CHOICES = 25
const MAX_CHOICE = 100
const MAX_OF_A_TYPE: Readonly<Record<number, number>> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
}

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
  const description = 'description' in command ? (command.description ?? '') : ''
  if (type !== ApplicationCommandType.ChatInput) {
    form.length([...path, 'name'], command.name, { min: 1, max: MAX_NAME })
    if (description !== '') {
      form.reject(
        [...path, 'description'],
        'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
        'Context menu commands cannot have a description',
      )
    }
    return
  }
  checkName(form, path, command.name)
  form.length([...path, 'description'], description, { min: 1, max: MAX_DESCRIPTION })
  if ('options' in command) checkOptions(form, path, command.options ?? [])
}

function checkOptions(form: Form, path: Path, options: readonly APIApplicationCommandOption[]): void {
  if (options.length > MAX_OPTIONS) {
    form.reject([...path, 'options'], 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_OPTIONS} or fewer in length.`)
  }
  let hasOptional = false
  for (const [index, option] of options.entries()) {
    const here = [...path, 'options', index]
    checkName(form, here, option.name)
    form.length([...here, 'description'], option.description, { min: 1, max: MAX_DESCRIPTION })
    if ('options' in option) checkOptions(form, here, option.options ?? [])
    if ('choices' in option) checkChoices(form, here, option.choices ?? [])
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

/** Also what an autocomplete may offer at most. */
export function checkChoices(
  form: Form,
  path: Path,
  choices: readonly { name: string; value: number | string }[],
): void {
  if (choices.length > MAX_CHOICES) {
    form.reject([...path, 'choices'], 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_CHOICES} or fewer in length.`)
  }
  for (const [index, { name, value }] of choices.entries()) {
    form.length([...path, 'choices', index, 'name'], name, { min: 1, max: MAX_CHOICE })
    if (typeof value === 'string') form.length([...path, 'choices', index, 'value'], value, { max: MAX_CHOICE })
  }
}

function checkName(form: Form, path: Path, name: string): void {
  if (COMMAND_NAME.test(name) && name === name.toLowerCase()) return
  form.reject([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
}
