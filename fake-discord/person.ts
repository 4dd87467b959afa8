import {
  type APIApplicationCommandOptionChoice,
  type APIUser,
  Locale,
  PermissionFlagsBits,
  type Snowflake,
} from 'discord-api-types/v10'
import type { Actor } from './interactions/actor.ts'
import { type ForgedInput, startForged } from './interactions/forge.ts'
import type { Interaction } from './interactions/interaction.ts'
import type { Interactions } from './interactions/interactions.ts'
import {
  type CommandOptions,
  startAutocomplete,
  startCommand,
  startMessageMenu,
  startUserMenu,
} from './interactions/use-command.ts'
import { startClick, startSelect } from './interactions/use-component.ts'
import { startSubmit } from './interactions/use-modal.ts'
import { edit, post, remove } from './messages/messages.ts'
import { endPoll, vote } from './messages/polls.ts'
import { type Enclosed, enclose } from './messages/said.ts'
import { startTyping } from './messages/typing.ts'
import { standardDm } from './standard-world.ts'
import type { Channel, StoredMessage } from './stored.ts'
import type { World } from './world.ts'

export interface Saying extends Enclosed {
  /** With a reply: whether its author is pinged. Discord's own client does so unless told not to. */
  pingRepliedTo?: boolean
  /** Begins with a mention of the bot. */
  mention?: boolean
  /** Other people mentioned at the end. */
  mentions?: readonly { id: Snowflake }[]
}

export interface Use {
  /** The DM with the bot if not given. */
  in?: Channel
  /** Milliseconds; 5,000 if not given. */
  timeout?: number
  /**
   * Whether to wait for the answer itself, or only until the bot has acknowledged in any way; `updated`: where it put an
   * update off, until that is there, or a message that follows.
   */
  until?: 'acknowledged' | 'answered' | 'updated'
}

/** Somebody who uses Discord: what they do reaches the bot as Discord would tell it. */
export class Person {
  readonly user: APIUser
  readonly #world: World
  readonly #interactions: Interactions

  constructor(world: World, interactions: Interactions, user: APIUser) {
    this.#world = world
    this.#interactions = interactions
    this.user = user
  }

  get id(): Snowflake {
    return this.user.id
  }

  /** The language of their client: what interactions say. */
  get locale(): `${Locale}` {
    return this.#world.locales.get(this.id) ?? Locale.EnglishUS
  }

  set locale(locale: `${Locale}`) {
    this.#world.locales.set(this.id, locale as Locale)
  }

  /** Their DM with the bot. */
  get dmChannel() {
    return standardDm(this.#world, this.user)
  }

  dm(text: string, saying: Saying = {}): Promise<StoredMessage> {
    return this.says(this.dmChannel, text, saying)
  }

  /** Writes in a channel, thread or DM; fails where Discord would not let them. */
  async says(channel: Channel, text: string, saying: Saying = {}): Promise<StoredMessage> {
    const needed = PermissionFlagsBits.ViewChannel | this.#world.sendPermission(channel)
    if (!this.#world.can(channel, this.id, needed)) {
      throw new Error(`${this.user.username} may not write in ${channel.name ?? channel.id}.`)
    }
    const isWordless = saying.forward !== undefined || saying.voice !== undefined
    return post(this.#world, channel, {
      ...enclose(this.#world, saying),
      author: this.user,
      content: isWordless ? '' : this.#words(text, saying),
      allowedMentions: saying.pingRepliedTo === false ? { parse: allMentions, replied_user: false } : undefined,
    })
  }

  /** Votes in a poll, by the words of the answer. */
  votes(message: StoredMessage, answer: string): void {
    vote(this.#world, this.#channelOf(message), message, { by: this.id, answer })
  }

  /** Ends their poll before its time; returns the message by which Discord tells who won. */
  endsPoll(message: StoredMessage): StoredMessage {
    return endPoll(this.#world, this.#channelOf(message), message)
  }

  async edits(message: StoredMessage, text: string): Promise<StoredMessage> {
    edit(this.#world, this.#channelOf(message), message, { content: text })
    return message
  }

  async deletes(...messages: readonly StoredMessage[]): Promise<void> {
    const [first] = messages
    if (first === undefined) return
    remove(
      this.#world,
      this.#channelOf(first),
      messages.map(message => message.id),
    )
  }

  types(channel: Channel): void {
    startTyping(this.#world, channel, this.id)
  }

  /**
   * Uses a slash command, `remember` or `memory show` with a subcommand. Resolves when the bot's answer is there: a
   * deferred one once it is filled in. Fails where Discord's client would not offer the command or take the options.
   */
  command(name: string, options: CommandOptions = {}, use: Use = {}): Promise<Interaction> {
    const channel = use.in ?? this.dmChannel
    const started = startCommand(this.#at(channel), name, options)
    return this.#answered(started, `the answer to /${name}`, use)
  }

  /** What the bot offers while an option is being typed. */
  async autocompletes(
    name: string,
    typed: { option: string; value: string; others?: CommandOptions },
    use: Use = {},
  ): Promise<readonly APIApplicationCommandOptionChoice[]> {
    const channel = use.in ?? this.dmChannel
    const started = startAutocomplete(this.#at(channel), name, typed)
    return (await this.#answered(started, `the choices of /${name} ${typed.option}`, use)).choices ?? []
  }

  /** Uses a command of a message's context menu. */
  menu(name: string, message: StoredMessage, use: Use = {}): Promise<Interaction> {
    const started = startMessageMenu(this.#at(this.#channelOf(message)), name, message)
    return this.#answered(started, `the answer to "${name}"`, use)
  }

  /** Uses a command of another person's context menu. */
  userMenu(name: string, target: { user: APIUser }, use: Use = {}): Promise<Interaction> {
    const started = startUserMenu(this.#at(use.in ?? this.dmChannel), name, target.user)
    return this.#answered(started, `the answer to "${name}"`, use)
  }

  /** Presses a button, named by its custom_id or its label; `at` says which of several with that label, from 0. */
  clicks(message: StoredMessage, button: string, use: Use & { at?: number } = {}): Promise<Interaction> {
    const { at = 0, ...how } = use
    const started = startClick(this.#at(this.#channelOf(message)), message, { name: button, at })
    return this.#answered(started, `the answer to the button "${button}"`, how)
  }

  /** Chooses from a menu, named by its placeholder or custom_id; its options by their labels or values. */
  selects(message: StoredMessage, menu: string, values: readonly string[], use: Use = {}): Promise<Interaction> {
    const started = startSelect(this.#at(this.#channelOf(message)), message, { menu, values })
    return this.#answered(started, `the answer to the menu "${menu}"`, use)
  }

  /** Fills in the form that the bot opened and sends it; fields by their labels or custom_ids, the rest as prefilled. */
  submits(opened: Interaction, fields: Readonly<Record<string, string>>, use: Use = {}): Promise<Interaction> {
    if (opened.user.id !== this.id) throw new Error(`That form was opened for ${opened.user.username}.`)
    return this.#answered(startSubmit(this.#interactions, opened, fields), 'the answer to the form', use)
  }

  /**
   * Sends a custom id of their own making, as a manipulated client can: as if from this message, or from one that only
   * they see in this channel.
   */
  forges(
    on: StoredMessage | { channel: Channel },
    customId: string,
    { values, fields, ...use }: ForgedInput & Use = {},
  ): Promise<Interaction> {
    const [channel, message] = 'channel' in on ? [on.channel, undefined] : [this.#channelOf(on), on]
    const forged = { customId, ...(values && { values }), ...(fields && { fields }) }
    return this.#answered(startForged(this.#at(channel), message, forged), `the answer to ${customId}`, use)
  }

  #words(text: string, { mention = false, mentions = [] }: Saying): string {
    const named = [...(mention ? [`<@${this.#world.bot.id}>`] : []), text, ...mentions.map(({ id }) => `<@${id}>`)]
    return named.filter(part => part !== '').join(' ')
  }

  #at(channel: Channel): Actor {
    return { world: this.#world, interactions: this.#interactions, user: this.user, channel }
  }

  #answered(interaction: Interaction, what: string, { timeout, until = 'answered' }: Use): Promise<Interaction> {
    return this.#world.happenings.next(() => (interaction.isAt(until) ? interaction : undefined), what, {
      channelId: interaction.channel.id,
      ...(timeout === undefined ? {} : { timeout }),
    })
  }

  #channelOf(message: StoredMessage): Channel {
    const channel = this.#world.channels.get(message.channel_id)
    if (channel === undefined) throw new Error(`The channel of message ${message.id} is gone.`)
    return channel
  }
}

const allMentions = ['users', 'roles', 'everyone'] as never
