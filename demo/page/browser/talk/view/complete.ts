import type { Names } from '../../../../discord-text/mentions.ts'
import { personName, type Reader, seesPlace } from './reader.ts'
import type { OfferedCommand } from './shown.ts'

/** One line of the list above what is being typed. */
export interface Suggestion {
  readonly title: string
  readonly hint: string
  /** What takes the place of what was typed from `from` on; a command is filled in instead. */
  readonly pick: { readonly from: number; readonly insert: string } | OfferedCommand
}

const MAX_NAMES = 10

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
    roles: [],
  }
}

/** What to offer for the text before the cursor: commands at the beginning, people behind @, channels behind #. */
export function suggestionsFor(
  before: string,
  names: Names,
  commands: readonly OfferedCommand[],
): readonly Suggestion[] {
  const slash = /^\/([^\n]{0,100})$/u.exec(before)
  if (slash !== null) return commandsLike(slash[1] ?? '', commands)
  const mention = /(?:^|[\s(])([@#])([\p{L}\p{N}_. -]{0,32})$/u.exec(before)
  if (mention === null) return []
  const [, mark = '', typed = ''] = mention
  const wanted = typed.toLowerCase()
  const from = before.length - typed.length - 1
  return (mark === '#' ? names.channels : names.users)
    .filter(({ name }) => name.toLowerCase().startsWith(wanted))
    .slice(0, MAX_NAMES)
    .map(({ name }) => ({ title: mark + name, hint: '', pick: { from, insert: `${mark}${name} ` } }))
}

function commandsLike(typed: string, commands: readonly OfferedCommand[]): Suggestion[] {
  const wanted = typed.toLowerCase()
  const rank = (title: string) => (title.toLowerCase().startsWith(wanted) ? 0 : 1)
  return commands
    .filter(({ title }) => title.toLowerCase().includes(wanted))
    .toSorted((one, other) => rank(one.title) - rank(other.title))
    .map(command => ({ title: `/${command.title}`, hint: command.description, pick: command }))
}
