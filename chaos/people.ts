import { setTimeout as sleep } from 'node:timers/promises'
import type { Person } from '../fake-discord/person.ts'
import { shardOf } from '../fake-discord/snowflake.ts'
import type { Channel, StoredMessage } from '../fake-discord/stored.ts'
import { en } from '../src/locales/en.ts'
import { serverOnShard } from '../test/support/server-on-shard.ts'
import type { PlannedDeed } from './schedule.ts'
import { markedWord, questionOf } from './words.ts'
import type { ChaosWorld } from './world.ts'

const NAMES = ['Ada', 'Bob', 'Cleo', 'Dan', 'Eve', 'Finn'] as const
/** In their direct messages, and in two channels and a thread. */
const SERVER_PLACES = ['general', 'second', 'book club'] as const

export const PEOPLE = NAMES.length
/** Direct messages are as likely as the others together. */
export const PLACES = 2 * SERVER_PLACES.length

/** How soon the second of two messages in a row comes. */
const SECOND_MESSAGE_MS = 400
/** Somebody whose command has no answer by then gives up. */
const COMMAND_PATIENCE = { timeout: 15_000 }

/** Those who talk to the bot. Does what it is told of a schedule, and tells what came of it. */
export class People {
  readonly #world: ChaosWorld
  /** In another server, of another process, where there are shards. */
  readonly #second: Channel
  readonly #last = new Map<number, StoredMessage>()
  #said = 0

  constructor(world: ChaosWorld) {
    this.#world = world
    const { discord, shards } = world
    const everybody = NAMES.map(name => discord.user(name))
    const elsewhere = (shardOf(discord.guild.id, shards) + 1) % shards
    const guild = shards === 1 ? discord.guild : serverOnShard(discord, elsewhere, shards, everybody)
    this.#second = discord.createChannel({ name: 'second', guild })
  }

  async perform({ kind, person, place }: PlannedDeed): Promise<void> {
    const last = this.#last.get(person)
    if (kind === 'edits' && last !== undefined) await this.#edit(person, last)
    else if (kind === 'deletes' && last !== undefined) await this.#delete(person, last)
    else if (kind === 'forgets everything') await this.#forget(this.#who(person))
    else {
      await this.#ask(person, place, kind === 'asks at length')
      if (kind !== 'asks twice') return
      await sleep(SECOND_MESSAGE_MS)
      await this.#ask(person, place, false)
    }
  }

  async #ask(number: number, place: number, isLong: boolean): Promise<void> {
    const who = this.#who(number)
    const name = SERVER_PLACES[place]
    const channel = this.#channelOf(who, name)
    const word = this.#nextWord()
    const message = await who.says(channel, questionOf(word, isLong), { mention: name !== undefined })
    this.#world.tell({
      kind: 'said',
      message: message.id,
      channel: channel.id,
      person: who.id,
      word,
      isDirect: name === undefined,
      heardBy: this.#listenerOf(channel),
    })
    this.#last.set(number, message)
  }

  /** Direct messages come to the first shard. */
  #listenerOf(channel: Channel): number | undefined {
    const { shards, seats } = this.#world
    if (shards === 1) return undefined
    const guild = 'guild_id' in channel ? channel.guild_id : undefined
    const shard = guild === undefined ? 0 : shardOf(guild, shards)
    return shard % seats.filter(({ isLearner }) => !isLearner).length
  }

  #channelOf(who: Person, name: (typeof SERVER_PLACES)[number] | undefined): Channel {
    if (name === undefined) return who.dmChannel
    return name === 'second' ? this.#second : this.#world.discord.channel(name)
  }

  async #edit(number: number, message: StoredMessage): Promise<void> {
    const word = this.#nextWord()
    const isInServer = message.guild_id !== undefined
    const mention = isInServer ? `<@${this.#world.discord.botId}> ` : ''
    this.#world.tell({ kind: 'edited', message: message.id, word })
    await this.#who(number).edits(message, `${mention}${questionOf(word, false)}`)
  }

  async #delete(number: number, message: StoredMessage): Promise<void> {
    this.#last.delete(number)
    this.#world.tell({ kind: 'deleted', message: message.id })
    await this.#who(number).deletes(message)
  }

  /** Has everything forgotten, as far as the bot is there to hear of it. */
  async #forget(who: Person): Promise<void> {
    const { forget } = en
    try {
      const panel = await who.command('forget', { what: 'everything' }, COMMAND_PATIENCE)
      if (panel.message === undefined) return
      const form = await who.clicks(panel.message, forget.everythingButton, COMMAND_PATIENCE)
      this.#world.tell({ kind: 'forgetting', person: who.id })
      const receipt = await who.submits(form, { [forget.formLabel]: forget.phrase }, COMMAND_PATIENCE)
      if (receipt.text.includes(forget.everythingReceipt)) this.#world.tell({ kind: 'forgotten', person: who.id })
    } catch {
      // Nobody answered: it is as if it had never been asked for, or nobody knows whether it was done.
    }
  }

  #who(number: number): Person {
    return this.#world.discord.user(NAMES[number] ?? NAMES[0])
  }

  #nextWord(): string {
    this.#said += 1
    return markedWord(this.#said)
  }
}
