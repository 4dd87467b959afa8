import { type APIApplicationCommand, ApplicationCommandType } from 'discord-api-types/v10'
import type { Interaction } from '../../fake-discord/interactions/interaction.ts'
import type { Loopback } from '../../fake-discord/loopback.ts'
import type { Person } from '../../fake-discord/person.ts'
import type { Channel } from '../../fake-discord/stored.ts'
import { localFile } from './files.ts'
import { parseSlash, type Typed, usages } from './parse-slash.ts'
import { findPlace, namesIn } from './places.ts'
import type { Line } from './render/text.ts'

/** Discord gives a bot 3 s to react. */
export const REACT_MS = 3500
/** Before words in an option: shows what the bot offers for them. */
const ASKING = '?'

/** Who uses a command, and where. */
export interface User {
  readonly person: Person
  readonly place: Channel
}

/** The bot's slash commands as somebody types them, with what it offered last for an option. */
export class SlashCommands {
  readonly #discord: Loopback
  /** What Discord sends for a choice, by the name that is shown. */
  readonly #offered = new Map<string, string>()

  constructor(discord: Loopback) {
    this.#discord = discord
  }

  /** All commands, and how they are used. */
  list(): readonly Line[] {
    return this.#all().flatMap(command => {
      if (command.type === ApplicationCommandType.Message)
        return [{ text: `:menu "${command.name}"  on the bot’s last message; :mine "${command.name}" on yours` }]
      return command.type === ApplicationCommandType.ChatInput
        ? usages(command).map(({ usage, description }) => ({ text: `${usage}  ${description}` }))
        : []
    })
  }

  /** Uses a command; with an option left open that completes itself, tells what it offers instead. */
  async use(text: string, user: User): Promise<Interaction | readonly Line[]> {
    const typed = this.#parse(text, user)
    const { name, completing } = typed
    const isAsked = completing?.value.startsWith(ASKING) === true || completing?.isMissing === true
    if (isAsked) {
      const names = await this.#offer(typed, user, completing.value.replace(ASKING, ''))
      const head = names.length === 0 ? `Nothing is offered for "${completing.option}".` : `/${name} takes one of:`
      return [head, ...names].map(line => ({ text: line, dim: true }))
    }
    const chosen = completing === undefined ? undefined : this.#offered.get(completing.value)
    const options =
      completing === undefined || chosen === undefined
        ? typed.options
        : { ...typed.options, [completing.option]: chosen }
    return await user.person.command(name, options, { in: user.place, until: 'acknowledged', timeout: REACT_MS })
  }

  /** What Tab offers for an option that completes itself, and the text that it takes the place of. */
  async complete(text: string, user: User): Promise<[string[], string] | undefined> {
    const typed = this.#parse(text, user)
    if (typed.completing === undefined) return undefined
    const { value } = typed.completing
    return [[...(await this.#offer(typed, user, value))], value]
  }

  async #offer({ name, options, completing }: Typed, { person, place }: User, value: string) {
    const { option = '' } = completing ?? {}
    const { [option]: _, ...others } = options
    const choices = await person.autocompletes(name, { option, value, others }, { in: place, timeout: REACT_MS })
    for (const choice of choices) this.#offered.set(choice.name, String(choice.value))
    return choices.map(choice => choice.name)
  }

  #parse(text: string, { person }: User): Typed {
    const slash = this.#all().filter(({ type }) => type === ApplicationCommandType.ChatInput)
    return parseSlash(text, slash, (kind, named) => {
      if (kind === 'channel') return findPlace(this.#discord, person, named)
      if (kind === 'file') return localFile(named)
      const plain = named.replace(/^@/u, '').toLowerCase()
      return namesIn(this.#discord).users.find(({ name }) => name.toLowerCase() === plain)
    })
  }

  #all(): readonly APIApplicationCommand[] {
    return [...this.#discord.commands(this.#discord.guild.id), ...this.#discord.commands()]
  }
}
