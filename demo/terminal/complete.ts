import type { APIApplicationCommand } from 'discord-api-types/v10'
import { directives } from './input.ts'
import { walk } from './parse-slash.ts'

/** What there is to choose from. */
export interface Choices {
  readonly users: readonly string[]
  readonly places: readonly string[]
  readonly commands: readonly APIApplicationCommand[]
  readonly menus: readonly string[]
}

/** What Tab offers for a line, and the end of the line that it takes the place of: as readline wants it. */
export function complete(line: string, choices: Choices): [string[], string] {
  const [, directive, rest = ''] = /^:(\w+) (.*)$/u.exec(line) ?? []
  if (directive === 'user') return among(choices.users, rest)
  if (directive === 'place') return among(choices.places, rest)
  if (directive === 'menu')
    return among(
      choices.menus.map(menu => `"${menu}"`),
      rest,
    )
  if (/^:\w*$/u.test(line))
    return among(
      Object.entries(directives).map(([name, wants]) => `:${name}${wants === '' ? '' : ' '}`),
      line,
    )
  const mention = /[@#][^@#]*$/u.exec(line)?.[0]
  if (line.startsWith('/')) return completeSlash(line, choices.commands)
  if (mention === undefined) return [[], line]
  const names = [
    ...choices.users.map(name => `@${name} `),
    '@Keepsake ',
    ...choices.places.filter(name => name.startsWith('#')),
  ]
  return among(names, mention)
}

function completeSlash(line: string, commands: readonly APIApplicationCommand[]): [string[], string] {
  const [name = '', ...words] = line.slice(1).split(' ')
  if (words.length === 0)
    return among(
      commands.map(command => `/${command.name} `),
      line,
    )
  const command = commands.find(known => known.name === name)
  const typed = words.at(-1) ?? ''
  if (command === undefined) return [[], line]
  const before = words.slice(0, -1)
  const { path, options } = walk(command, before)
  const next = options[before.length - (path.length - 1)]
  const values = next !== undefined && 'choices' in next ? (next.choices ?? []).map(choice => choice.name) : []
  const steps = options.map(option => option.name).filter(() => isSteps(command, path))
  return among([...steps.map(step => `${step} `), ...values], typed)
}

/** Whether the options at the end of a path are subcommands. */
function isSteps(command: APIApplicationCommand, path: readonly string[]): boolean {
  const SUBCOMMANDS: readonly number[] = [1, 2]
  return walk(command, path.slice(1)).options.every(({ type }) => SUBCOMMANDS.includes(type))
}

function among(candidates: readonly string[], typed: string): [string[], string] {
  return [candidates.filter(candidate => candidate.toLowerCase().startsWith(typed.toLowerCase())), typed]
}
