/** Somebody or something that a text can mention. */
interface Named {
  readonly id: string
  readonly name: string
}

/** All that can be mentioned where a text is written. */
export interface Names {
  readonly users: readonly Named[]
  readonly channels: readonly Named[]
  readonly roles: readonly Named[]
}

/** Mentions as a person reads them: `<@1>` as `@Ada`. */
export function withNames(text: string, { users, channels, roles }: Names): string {
  const find = (list: readonly Named[], id: string) => list.find(named => named.id === id)?.name
  return text
    .replaceAll(/<@!?(\d+)>/gu, (all, id: string) => prefixed('@', find(users, id)) ?? all)
    .replaceAll(/<@&(\d+)>/gu, (all, id: string) => prefixed('@', find(roles, id)) ?? all)
    .replaceAll(/<#(\d+)>/gu, (all, id: string) => prefixed('#', find(channels, id)) ?? all)
}

const prefixed = (mark: string, name: string | undefined) => (name === undefined ? undefined : `${mark}${name}`)

/** What Discord's client sends for a text with names: `@ada` as `<@1>`. The longest name that fits counts. */
export function withMentions(text: string, { users, channels }: Names): string {
  const mention = (list: readonly Named[], mark: string, source: string) => {
    const longestFirst = list.toSorted((a, b) => b.name.length - a.name.length)
    const names = longestFirst.map(({ name }) => name.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&')).join('|')
    if (names === '') return source
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])${mark}(${names})(?![\\p{L}\\p{N}_])`, 'giu')
    return source.replaceAll(pattern, (all, name: string) => {
      const found = list.find(named => named.name.toLowerCase() === name.toLowerCase())
      return found === undefined ? all : `<${mark}${found.id}>`
    })
  }
  return mention(channels, '#', mention(users, '@', text))
}
