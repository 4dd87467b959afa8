import { ApplicationCommandType, Locale } from 'discord-api-types/v10'
import { WaitTimeout } from '../../fake-discord/happenings.ts'
import { Interaction } from '../../fake-discord/interactions/interaction.ts'
import type { Loopback } from '../../fake-discord/loopback.ts'
import type { Person } from '../../fake-discord/person.ts'
import type { Channel, StoredMessage } from '../../fake-discord/stored.ts'
import { withMentions } from '../discord-text/mentions.ts'
import { clickableOf } from './clickable.ts'
import type { Reader } from './feed.ts'
import { saveFiles } from './files.ts'
import { answered, ask, type Form, formOf, introduce } from './form.ts'
import { type Input, parseInput } from './input.ts'
import { findPlace, namesIn, placeName, placesOf } from './places.ts'
import { help } from './render/help.ts'
import { nameOf } from './render/message.ts'
import type { Line } from './render/text.ts'
import { REACT_MS, SlashCommands, type User } from './slash-commands.ts'

const SOON = { until: 'acknowledged', timeout: REACT_MS } as const
const ANSWERS: ReadonlySet<Input['kind']> = new Set(['say', 'slash', 'commands', 'nothing'])
const isForAll = ({ visibleTo }: StoredMessage) => visibleTo === undefined
const NAME = /^\p{L}[\p{L}\p{N} '-]{0,31}$/u

/** Who somebody at the terminal is, where they are, and what they do there. */
export class Session {
  readonly #discord: Loopback
  #person: Person
  #place: Channel
  #form: Form | undefined
  readonly #commanding: SlashCommands

  constructor(discord: Loopback) {
    this.#discord = discord
    this.#commanding = new SlashCommands(discord)
    this.#person = discord.user('Ada')
    this.#place = this.#person.dmChannel
  }

  get seat(): Reader {
    return { userId: this.#person.id, place: this.#place }
  }

  get #user(): User {
    return { person: this.#person, place: this.#place }
  }

  get person(): Person {
    return this.#person
  }

  get placeName(): string {
    return placeName(this.#place)
  }

  get prompt(): string {
    const [field] = this.#form?.left ?? []
    if (field !== undefined) return `${field.label}> `
    return `${nameOf(this.#person.user)} in ${this.placeName}> `
  }

  /** The number under which a button of the bot's last message is clicked. Throws where there is none. */
  numberOf(button: string): number {
    const index = this.#clickable().choices.findIndex(({ label }) => label === button)
    if (index < 0) throw new Error(`There is no “${button}” to click here any more.`)
    return index + 1
  }

  /** Reads a line: while a form is asked, what is no directive answers it. */
  read(line: string): Input {
    const input = parseInput(line)
    const isAnswer = this.#form !== undefined && ANSWERS.has(input.kind)
    return isAnswer ? { kind: 'answer', text: line.trim() } : input
  }

  /** What Tab offers for a slash command's option that completes itself. */
  async offers(line: string): Promise<[string[], string] | undefined> {
    return line.startsWith('/') ? await this.#commanding.complete(line.slice(1), this.#user) : undefined
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
        return this.#commanding.list()
      case 'unknown':
        throw new Error(`${input.text}? :help lists what there is.`)
      case 'user':
        return this.#become(input.text)
      case 'place':
        this.#form = undefined
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
        return await this.#react(this.#menu(input.text, this.#bots(isForAll, 'nothing to use it on')))
      case 'mine':
        return await this.#react(this.#menu(input.text, this.#own()))
      case 'slash':
        return await this.#react(this.#commanding.use(input.text, this.#user))
      case 'answer':
        return await this.#answer(input.text)
      case 'cancel':
        this.#form = undefined
        return []
      case 'language':
        return this.#speak(input.text)
      case 'save': {
        const message = this.#bots(({ attachments }) => attachments.length > 0, 'no file')
        return await saveFiles(this.#discord.world, message, input.text)
      }
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
    this.#form = undefined
    const wasDm = this.#place.id === this.#person.dmChannel.id
    this.#person = this.#discord.user(known?.name ?? name)
    const isSeen = placesOf(this.#discord, this.#person).some(({ id }) => id === this.#place.id)
    if (isSeen) return []
    const left = placeName(this.#place)
    this.#place = this.#person.dmChannel
    return wasDm ? [] : [{ text: `(${nameOf(this.#person.user)} does not see ${left}.)`, dim: true }]
  }

  #click(text: string): Promise<Interaction> {
    const { message, choices } = this.#clickable()
    const clicks = text.split(/[\s,]+/u).map(number => choices[Number(number) - 1]?.click)
    const [first] = clicks
    if (first === undefined || clicks.includes(undefined))
      throw new Error(`There is no [${text}] under the bot’s message.`)
    if ('button' in first) return this.#person.clicks(message, first.button, SOON)
    const values = clicks.flatMap(click => (click !== undefined && 'value' in click ? [click.value] : []))
    return this.#person.selects(message, first.menu, values, SOON)
  }

  #clickable() {
    const message = this.#bots(message => clickableOf(message).length > 0, 'nothing to click')
    return { message, choices: clickableOf(message) }
  }

  #menu(text: string, target: StoredMessage): Promise<Interaction> {
    const asked = text.replaceAll('"', '').toLowerCase()
    const known = this.#discord
      .commands()
      .find(({ type, name }) => type === ApplicationCommandType.Message && name.toLowerCase() === asked)
    return this.#person.menu(known?.name ?? text, target, SOON)
  }

  async #answer(text: string): Promise<readonly Line[]> {
    if (this.#form === undefined) return []
    const form = answered(this.#form, text)
    this.#form = form.left.length > 0 ? form : undefined
    return form.left.length > 0 ? ask(form) : await this.#react(this.#person.submits(form.opened, form.answers, SOON))
  }

  #speak(code: string): readonly Line[] {
    const locale = Object.values(Locale).find(known => known.toLowerCase() === code.toLowerCase())
    if (locale === undefined) throw new Error(`Discord knows ${Object.values(Locale).join(', ')}.`)
    this.#person.locale = locale
    return []
  }

  async #react(begun: Promise<Interaction | readonly Line[]>): Promise<readonly Line[]> {
    const interaction = await begun.catch((error: Error) => {
      throw error instanceof WaitTimeout ? new Error('The application did not respond.') : error
    })
    if (!(interaction instanceof Interaction)) return interaction
    this.#form = formOf(interaction)
    return this.#form === undefined ? [] : [...introduce(this.#form), ...ask(this.#form)]
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
