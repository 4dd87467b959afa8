import { ApplicationCommandType } from 'discord-api-types/v10'
import { fieldOf } from '../discord/check-modal.ts'
import type { Interaction } from '../discord/interaction.ts'
import type { Loopback } from '../discord/loopback.ts'
import type { Person } from '../discord/person.ts'
import type { Channel, StoredMessage } from '../discord/stored.ts'
import { choicesOf } from './controls.ts'
import type { Seat } from './feed.ts'
import type { Input } from './input.ts'
import { withMentions } from './names.ts'
import { findPlace, namesIn, placeName, placesOf } from './places.ts'
import { parseSlash, usages } from './slash.ts'
import { nameOf } from './tell-message.ts'
import type { Line } from './text.ts'
import { help } from './words.ts'

/** Discord gives a bot 3 s to react. */
const REACT_MS = 3500
const NAME = /^\p{L}[\p{L}\p{N} '-]{0,31}$/u

/** Who somebody at the terminal is, where they are, and what they do there. */
export class Session {
  readonly #discord: Loopback
  #person: Person
  #place: Channel
  #form: Interaction | undefined

  constructor(discord: Loopback) {
    this.#discord = discord
    this.#person = discord.user('Ada')
    this.#place = this.#person.dmChannel
  }

  get seat(): Seat {
    return { userId: this.#person.id, place: this.#place }
  }

  get person(): Person {
    return this.#person
  }

  get prompt(): string {
    return `${nameOf(this.#person.user)} in ${placeName(this.#place)}> `
  }

  /** Whether the bot is bound to react: it is spoken to, or what was said is a command. */
  isAddressed(input: Input): boolean {
    return (
      input.kind !== 'say' ||
      this.#place.id === this.#person.dmChannel.id ||
      this.#words(input.text).includes(`<@${this.#discord.botId}>`)
    )
  }

  /** Does what was typed; returns what there is to tell. Throws with what a person can mend. */
  async perform(input: Input): Promise<readonly Line[]> {
    switch (input.kind) {
      case 'help':
        return help()
      case 'commands':
        return this.#commands()
      case 'unknown':
        throw new Error(`${input.text}? :help lists what there is.`)
      case 'user':
        return this.#become(input.text)
      case 'place':
        this.#place = findPlace(this.#discord, this.#person, input.text)
        return []
      case 'say':
      case 'reply':
      case 'edit':
        return await this.#say(input.kind, input.text)
      case 'delete':
        await this.#person.deletes(this.#own())
        return []
      case 'click':
        return await this.#react(this.#click(input.text))
      case 'menu':
        return await this.#react(this.#menu(input.text))
      case 'slash':
        return await this.#react(this.#slash(input.text))
      case 'fill':
        return await this.#react(this.#fill(input.text))
      default:
        return []
    }
  }

  async #say(kind: 'edit' | 'reply' | 'say', text: string): Promise<readonly Line[]> {
    const words = this.#words(text)
    if (kind === 'edit') await this.#person.edits(this.#own(), words)
    else
      await this.#person.says(
        this.#place,
        words,
        kind === 'reply' ? { replyTo: this.#bots(() => true, 'nothing to reply to') } : {},
      )
    return []
  }

  #words(text: string): string {
    return withMentions(text, namesIn(this.#discord))
  }

  #become(name: string): readonly Line[] {
    if (!NAME.test(name) || name.toLowerCase() === 'keepsake')
      throw new Error(`"${name}" can’t be somebody’s name here.`)
    const known = namesIn(this.#discord).users.find(user => user.name.toLowerCase() === name.toLowerCase())
    const wasDm = this.#place.id === this.#person.dmChannel.id
    this.#person = this.#discord.user(known?.name ?? name)
    const isSeen = placesOf(this.#discord, this.#person).some(({ id }) => id === this.#place.id)
    if (isSeen) return []
    const left = placeName(this.#place)
    this.#place = this.#person.dmChannel
    return wasDm ? [] : [{ text: `(${nameOf(this.#person.user)} does not see ${left}.)`, dim: true }]
  }

  #commands(): readonly Line[] {
    const { id } = this.#discord.guild
    return [...this.#discord.commands(), ...this.#discord.commands(id)].flatMap(command => {
      if (command.type === ApplicationCommandType.Message)
        return [{ text: `:menu "${command.name}"  on the bot’s last message` }]
      return command.type === ApplicationCommandType.ChatInput
        ? usages(command).map(({ usage, description }) => ({ text: `${usage}  ${description}` }))
        : []
    })
  }

  #click(text: string): Promise<Interaction> {
    const message = this.#bots(message => choicesOf(message).length > 0, 'nothing to click')
    const choice = choicesOf(message)[Number(text) - 1]
    if (choice === undefined) throw new Error(`There is no [${text}] under the bot’s message.`)
    const use = { until: 'acknowledged', timeout: REACT_MS } as const
    if ('menu' in choice.click) return this.#person.selects(message, choice.click.menu, [choice.click.value], use)
    return this.#person.clicks(message, choice.click.button, use)
  }

  #menu(text: string): Promise<Interaction> {
    const asked = text.replaceAll('"', '').toLowerCase()
    const known = this.#discord
      .commands()
      .find(({ type, name }) => type === ApplicationCommandType.Message && name.toLowerCase() === asked)
    const target = this.#bots(({ visibleTo }) => visibleTo === undefined, 'nothing to use it on')
    return this.#person.menu(known?.name ?? text, target, { until: 'acknowledged', timeout: REACT_MS })
  }

  #slash(text: string): Promise<Interaction> {
    const commands = [...this.#discord.commands(this.#discord.guild.id), ...this.#discord.commands()]
    const slash = commands.filter(({ type }) => type === ApplicationCommandType.ChatInput)
    const { name, options } = parseSlash(text, slash, (kind, named) => {
      if (kind === 'channel') return findPlace(this.#discord, this.#person, named)
      const plain = named.replace(/^@/u, '').toLowerCase()
      return namesIn(this.#discord).users.find(user => user.name.toLowerCase() === plain)
    })
    return this.#person.command(name, options, { in: this.#place, until: 'acknowledged', timeout: REACT_MS })
  }

  #fill(text: string): Promise<Interaction> {
    const form = this.#form
    if (form?.modal === undefined) throw new Error('The bot has opened no form.')
    this.#form = undefined
    const ids = form.modal.components.map(row => fieldOf(row)?.custom_id ?? '')
    const values = text.split('|').map(value => value.trim())
    const fields = Object.fromEntries(
      ids.flatMap((id, index) => (values[index] === undefined ? [] : [[id, values[index]]])),
    )
    return this.#person.submits(form, fields, { until: 'acknowledged', timeout: REACT_MS })
  }

  async #react(begun: Promise<Interaction>): Promise<readonly Line[]> {
    const interaction = await begun.catch(() => {
      throw new Error('The application did not respond.')
    })
    if (interaction.modal === undefined) return []
    this.#form = interaction
    const { title, components } = interaction.modal
    const labels = components.map(
      row => ('label' in row ? row.label : undefined) ?? fieldOf(row)?.label ?? fieldOf(row)?.custom_id ?? '',
    )
    return [
      { text: `A form: ${title}. Fill it in with :fill ${labels.map(label => `<${label}>`).join(' | ')}`, dim: true },
    ]
  }

  #own(): StoredMessage {
    const own = this.#discord.messages(this.#place).findLast(({ author }) => author.id === this.#person.id)
    if (own === undefined) throw new Error('You have said nothing here yet.')
    return own
  }

  /** The bot's newest message here that this person sees and that fits. */
  #bots(fits: (message: StoredMessage) => boolean, otherwise: string): StoredMessage {
    const isSeen = ({ visibleTo }: StoredMessage) => visibleTo === undefined || visibleTo === this.#person.id
    const messages = this.#discord.messages(this.#place)
    const found = messages.findLast(
      message => message.author.id === this.#discord.botId && isSeen(message) && fits(message),
    )
    if (found === undefined) throw new Error(`There is ${otherwise} here.`)
    return found
  }
}
