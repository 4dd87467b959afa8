import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/v10'
import type { CommandOptions } from '../../fake-discord/interactions/use-command.ts'
import type { Upload } from '../../fake-discord/messages/upload.ts'

type Value = CommandOptions[string]

/** People and channels by the names they go by in the terminal, and files by their path. */
export type FindNamed = (kind: 'channel' | 'file' | 'user', name: string) => Upload | { id: string } | undefined

/** A command as it was typed, ready to be used. */
export interface Typed {
  /** With its subcommand, if it has one. */
  readonly name: string
  readonly options: CommandOptions
  /** The option that is being typed, if it completes itself: the last one given, or else the next. */
  readonly completing: { readonly option: string; readonly value: string; readonly isMissing: boolean } | undefined
}

const isStep = ({ type }: APIApplicationCommandOption) =>
  type === OptionType.Subcommand || type === OptionType.SubcommandGroup

/** The subcommands that the words lead through, and the options at the end of the path. */
export function walk(command: APIApplicationCommand, words: readonly string[]) {
  const path = [command.name]
  let options: readonly APIApplicationCommandOption[] = command.options ?? []
  for (const word of words) {
    const step = options.find(option => isStep(option) && option.name === word)
    if (step === undefined) break
    path.push(word)
    options = 'options' in step ? (step.options ?? []) : []
  }
  return { path, options: options as readonly APIApplicationCommandBasicOption[] }
}

/**
 * Reads `name value value` or `name option:value option:value`. Values in order go to the options in order; the last
 * one takes the rest of the line. A value of several words needs quotes where another follows.
 */
export function parseSlash(text: string, commands: readonly APIApplicationCommand[], find: FindNamed): Typed {
  const words = text.match(/(?:[\w-]+:)?"[^"]*"|\S+/gu) ?? []
  const [name = '', ...rest] = words
  const command = commands.find(known => known.name === name)
  if (command === undefined) throw new Error(`There is no command /${name}. Type / alone to see all.`)
  const { path, options } = walk(command, rest)
  const given: Record<string, Value> = {}
  const { collected, current } = valuesOf(rest.slice(path.length - 1), options, path)
  for (const [option, values] of collected) given[option.name] = read(option, values.join(' ').trim(), find)
  const typed = current ?? options.find(option => !collected.has(option))
  return { name: path.join(' '), options: given, completing: typed && completing(typed, collected.get(typed)) }
}

function completing(option: APIApplicationCommandBasicOption, words: readonly string[] | undefined) {
  if (!('autocomplete' in option) || option.autocomplete !== true) return undefined
  const isMissing = option.required === true && words === undefined
  return { option: option.name, value: (words ?? []).join(' ').trimStart(), isMissing }
}

/** The words that belong to each option, and the option that the last of them belongs to. */
function valuesOf(
  words: readonly string[],
  options: readonly APIApplicationCommandBasicOption[],
  path: readonly string[],
) {
  let current: APIApplicationCommandBasicOption | undefined
  let isNamed = false
  const collected = new Map<APIApplicationCommandBasicOption, string[]>()
  for (const word of words) {
    const named = options.find(option => word.startsWith(`${option.name}:`))
    const free = options.find(option => !collected.has(option))
    const next = current !== undefined && !mayBe(free, word) ? current : free
    // A value given by name goes on until the next name, as in Discord.
    current = named ?? (isNamed ? current : (next ?? current))
    isNamed ||= named !== undefined
    if (current === undefined) throw new Error(`/${path.join(' ')} takes no "${word}".`)
    const value = unquoted(named === undefined ? word : word.slice(named.name.length + 1))
    collected.set(current, [...(collected.get(current) ?? []), value])
  }
  return { collected, current }
}

/** What is none of an option's choices still belongs to the words before it. */
function mayBe(option: APIApplicationCommandBasicOption | undefined, word: string): boolean {
  const choices = (option !== undefined && 'choices' in option ? option.choices : undefined) ?? []
  return choices.length === 0 || choices.some(({ name }) => name.toLowerCase() === unquoted(word).toLowerCase())
}

const unquoted = (word: string) => word.replace(/^"(.*)"$/u, '$1')

const kinds: Readonly<Partial<Record<OptionType, 'channel' | 'file'>>> = {
  [OptionType.Channel]: 'channel',
  [OptionType.Attachment]: 'file',
}

function read(option: APIApplicationCommandBasicOption, text: string, find: FindNamed): Value {
  const choices = ('choices' in option ? option.choices : undefined) ?? []
  const choice = choices.find(({ name, value }) =>
    [name, String(value)].some(one => one.toLowerCase() === text.toLowerCase()),
  )
  if (choice !== undefined) return choice.value
  switch (option.type) {
    case OptionType.Integer:
    case OptionType.Number:
      if (Number.isNaN(Number(text))) throw new Error(`"${option.name}" must be a number.`)
      return Number(text)
    case OptionType.Boolean:
      return /^(?:true|yes|on)$/iu.test(text)
    case OptionType.User:
    case OptionType.Channel:
    case OptionType.Mentionable:
    case OptionType.Attachment: {
      const kind = kinds[option.type] ?? 'user'
      const found = find(kind, text)
      if (found === undefined) throw new Error(`There is no ${kind} "${text}".`)
      return found
    }
    default:
      return text
  }
}

/** How commands are told of: `/remember fact [everywhere]`, one line for each subcommand. */
export function usages(command: APIApplicationCommand): { usage: string; description: string }[] {
  const tell = (
    path: string,
    description: string,
    options: readonly APIApplicationCommandOption[],
  ): ReturnType<typeof usages> => {
    const steps = options.filter(isStep)
    if (steps.length > 0)
      return steps.flatMap(step =>
        tell(`${path} ${step.name}`, step.description, 'options' in step ? (step.options ?? []) : []),
      )
    const names = options.map(({ name, required }) => (required === true ? `<${name}>` : `[${name}]`))
    return [{ usage: [path, ...names].join(' '), description }]
  }
  return tell(`/${command.name}`, command.description, command.options ?? [])
}
