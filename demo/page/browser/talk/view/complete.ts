import type { Names } from '../../../../discord-text/mentions.ts'
import { personName, type Reader, seesPlace } from './reader.ts'
import type { OfferedCommand } from './shown.ts'

/** One line of the list under what is being typed. */
export interface Suggestion {
  readonly title: string
  readonly hint: string
  /** What takes the place of what was typed; a command is picked, not written. */
  readonly insert: string
  readonly command?: OfferedCommand
}

/** What is being typed that can be completed, and from where on. */
export interface Completion {
  readonly from: number
  readonly label: string
  readonly suggestions: readonly Suggestion[]
}

const MAX_SUGGESTIONS = 10

/** All that a text can mention where the reader is. */
export function namesFor(reader: Reader): Names {
  const { world, place, id } = reader
  const server = world.servers.find(known => known.id === place.serverId)
  const users =
    server?.members.map(({ user }) => user) ?? world.users.filter(user => user.id === id || user.id === world.bot.id)
  const places = world.places.filter(known => known.serverId !== undefined && known.serverId === place.serverId)
  return {
    users: users.map(user => ({ id: user.id, name: personName(user, reader) })),
    channels: places.filter(known => seesPlace(known, id)).map(({ id, name }) => ({ id, name })),
    roles: server?.roles.filter(role => role.id !== server.id).map(({ id, name }) => ({ id, name })) ?? [],
  }
}

/** What to offer for the text before the cursor: commands at the beginning, people behind @, channels behind #. */
export function completionFor(
  before: string,
  names: Names,
  commands: readonly OfferedCommand[],
): Completion | undefined {
  const slash = /^\/([^\n]{0,100})$/u.exec(before)
  if (slash !== null) return listed(0, 'Commands', commandsLike(slash[1] ?? '', commands))
  const mention = /(?:^|[\s(])([@#])([\p{L}\p{N}_. -]{0,32})$/u.exec(before)
  if (mention === null) return undefined
  const [, mark = '', typed = ''] = mention
  const from = before.length - typed.length - 1
  if (mark === '#') return listed(from, 'Channels', named('#', names.channels, typed, 'channel'))
  return listed(from, 'People and roles', [
    ...named('@', names.users, typed, ''),
    ...named('@', names.roles, typed, 'role'),
  ])
}

/** A command that has been typed out, with the space behind it: from there on its options are filled in. */
export function typedCommand(
  text: string,
  commands: readonly OfferedCommand[],
): { command: OfferedCommand; rest: string } | undefined {
  const fitting = commands.filter(({ title }) => text.toLowerCase().startsWith(`/${title.toLowerCase()} `))
  const command = fitting.toSorted((one, other) => other.title.length - one.title.length)[0]
  return command === undefined ? undefined : { command, rest: text.slice(command.title.length + 2) }
}

function listed(from: number, label: string, suggestions: readonly Suggestion[]): Completion | undefined {
  return suggestions.length === 0 ? undefined : { from, label, suggestions }
}

function commandsLike(typed: string, commands: readonly OfferedCommand[]): Suggestion[] {
  const wanted = typed.toLowerCase()
  const fitting = commands.filter(({ title }) => title.toLowerCase().includes(wanted))
  const first = (title: string) => (title.toLowerCase().startsWith(wanted) ? 0 : 1)
  return fitting
    .toSorted((one, other) => first(one.title) - first(other.title))
    .map(command => ({ title: `/${command.title}`, hint: command.description, insert: '', command }))
}

function named(mark: string, list: Names['users'], typed: string, hint: string): Suggestion[] {
  const wanted = typed.toLowerCase()
  return list
    .filter(({ name }) => name.toLowerCase().startsWith(wanted))
    .slice(0, MAX_SUGGESTIONS)
    .map(({ name }) => ({ title: `${mark}${name}`, hint, insert: `${mark}${name} ` }))
}
