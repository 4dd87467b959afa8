import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIUser,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
  type Snowflake,
} from 'discord-api-types/v10'
import { storedFile, type Upload, upload } from '../messages/upload.ts'
import { toRest } from '../messages/wire.ts'
import type { StoredMessage } from '../stored.ts'
import type { World } from '../world.ts'
import type { Actor } from './actor.ts'
import type { Interaction } from './interaction.ts'
import { offeredCommand } from './offered-command.ts'
import { type OptionTarget, resolveOptions } from './resolve-options.ts'

/** By the options' names. People, channels and files are given as they are. */
export type CommandOptions = Readonly<Record<string, boolean | number | string | { id: Snowflake } | Upload>>

/** The same with each file uploaded, as Discord's client does before it sends the command. */
type Sent = Readonly<Record<string, boolean | number | string | OptionTarget>>

/** Longest text of an option. */
const MAX_STRING = 6000

interface DataOption {
  name: string
  type: ApplicationCommandOptionType
  value?: boolean | number | string
  focused?: true
  options?: DataOption[]
}

export function startCommand(actor: Actor, name: string, given: CommandOptions): Interaction {
  const { command, path, options } = findSlash(actor, name)
  checkGiven(name, options, given)
  const sent = uploaded(actor.world, given)
  const data = options.filter(option => given[option.name] !== undefined).map(option => dataOption(option, sent))
  return start(actor, command, {
    options: nest(path, data),
    resolved: resolveOptions(actor.world, actor.channel, sent),
  })
}

export function startAutocomplete(
  actor: Actor,
  name: string,
  typed: { option: string; value: string; others?: CommandOptions },
): Interaction {
  const { command, path, options } = findSlash(actor, name)
  const given = uploaded(actor.world, { ...typed.others, [typed.option]: typed.value })
  const focused = options.find(option => option.name === typed.option)
  if (focused === undefined || !('autocomplete' in focused) || focused.autocomplete !== true) {
    throw new Error(`/${name} has no option "${typed.option}" that completes itself.`)
  }
  const data = options
    .filter(option => given[option.name] !== undefined)
    .map(option => ({ ...dataOption(option, given), ...(option === focused ? { focused: true as const } : {}) }))
  return actor.interactions.start(
    { ...begun(actor, command), type: InteractionType.ApplicationCommandAutocomplete },
    { ...commandData(command), options: nest(path, data) },
  )
}

export function startMessageMenu(actor: Actor, name: string, target: StoredMessage): Interaction {
  if (target.visibleTo !== undefined && target.visibleTo !== actor.user.id)
    throw new Error(`${actor.user.username} does not see that message: it is for somebody else alone.`)
  const command = offeredCommand(actor, { name, type: ApplicationCommandType.Message })
  return start(actor, command, {
    ...commandData(command),
    target_id: target.id,
    resolved: { messages: { [target.id]: toRest(actor.world, target) } },
  })
}

export function startUserMenu(actor: Actor, name: string, target: APIUser): Interaction {
  const command = offeredCommand(actor, { name, type: ApplicationCommandType.User })
  return start(actor, command, {
    target_id: target.id,
    resolved: resolveOptions(actor.world, actor.channel, { target }),
  })
}

function start(actor: Actor, command: APIApplicationCommand, data: object): Interaction {
  return actor.interactions.start(begun(actor, command), { ...commandData(command), ...data })
}

function begun({ user, channel }: Actor, command: APIApplicationCommand) {
  return { type: InteractionType.ApplicationCommand, user, channel, command, source: undefined }
}

function findSlash(actor: Actor, name: string) {
  const [root = '', ...path] = name.split(' ')
  const command = offeredCommand(actor, { name: root, type: ApplicationCommandType.ChatInput })
  let options: readonly APIApplicationCommandOption[] = command.options ?? []
  const steps: APIApplicationCommandOption[] = []
  for (const part of path) {
    const step = options.find(option => option.name === part)
    if (step === undefined) throw new Error(`/${root} has no subcommand "${part}".`)
    steps.push(step)
    options = 'options' in step ? (step.options ?? []) : []
  }
  const basic = options.filter(isBasic)
  if (basic.length < options.length) throw new Error(`/${name} needs a subcommand.`)
  return { command, path: steps, options: basic }
}

function isBasic(option: APIApplicationCommandOption): option is APIApplicationCommandBasicOption {
  return (
    option.type !== ApplicationCommandOptionType.Subcommand &&
    option.type !== ApplicationCommandOptionType.SubcommandGroup
  )
}

/** What Discord's client would not let anyone send. */
function checkGiven(name: string, options: readonly APIApplicationCommandBasicOption[], given: CommandOptions): void {
  const unknown = Object.keys(given).find(key => !options.some(option => option.name === key))
  if (unknown !== undefined) throw new Error(`/${name} has no option "${unknown}".`)
  for (const option of options) {
    const value = given[option.name]
    if (value === undefined && option.required === true) throw new Error(`/${name} needs the option "${option.name}".`)
    if (value !== undefined) checkValue(name, option, value)
  }
}

function checkValue(command: string, option: APIApplicationCommandBasicOption, value: CommandOptions[string]): void {
  if ('choices' in option && option.choices?.length && !option.choices.some(choice => choice.value === value)) {
    throw new Error(`/${command} does not offer "${String(value)}" for "${option.name}".`)
  }
  const isFile = typeof value === 'object' && 'data' in value
  if (isFile !== (option.type === ApplicationCommandOptionType.Attachment)) {
    throw new Error(`/${command} takes ${isFile ? 'no file' : 'a file'} for "${option.name}".`)
  }
  const { max_length: most = MAX_STRING } = option as { max_length?: number }
  if (typeof value === 'string' && value.length > most) {
    throw new Error(`/${command} takes at most ${most} characters for "${option.name}".`)
  }
}

function uploaded(world: World, given: CommandOptions): Sent {
  const send = (value: CommandOptions[string]) =>
    typeof value === 'object' && 'data' in value
      ? upload(world, `ephemeral-attachments/${world.bot.id}`, storedFile(value))
      : value
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, send(value)]))
}

function dataOption(option: APIApplicationCommandBasicOption, given: Sent): DataOption {
  const value = given[option.name] ?? ''
  return { name: option.name, type: option.type, value: typeof value === 'object' ? value.id : value }
}

function nest(path: readonly APIApplicationCommandOption[], data: DataOption[]): DataOption[] {
  return path.reduceRight<DataOption[]>((options, { name, type }) => [{ name, type, options }], data)
}

function commandData({ id, name, type, guild_id }: APIApplicationCommand) {
  return { id, name, type, ...(guild_id === undefined ? {} : { guild_id }) }
}
